#include "understand/performance_text.h"

#include <algorithm>
#include <utility>

#include "understand/performance_fields.h"
#include "understand/performance_header.h"
#include "understand/performance_levels.h"
#include "understand/performance_rows.h"
#include "understand/performance_values.h"

namespace mingzhang {
namespace {

Open open_at(const Glyphs& glyphs, Run run, const char* reason) {
  return {glyphs.place(run), glyphs.text(run), reason};
}

// ---- what surrounds the table ----

bool is_all_digits(const Word& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit);
}

// "- 12 -", "第12页", "第 12 页 共 40 页"; a bare number may as well be a weight.
bool is_page_number(const Word& line) {
  static const Word kDashes = U"-—–·";
  if (line.size() > 2 && kDashes.find(line.front()) != Word::npos && kDashes.find(line.back()) != Word::npos) {
    const std::size_t begin = line.find_first_not_of(kDashes), end = line.find_last_not_of(kDashes);
    return begin != Word::npos && is_all_digits(line.substr(begin, end + 1 - begin));
  }
  return line.size() > 2 && line.starts_with(U"第") && line.ends_with(U"页") &&
         line.find_first_not_of(U"0123456789第共页,/") == Word::npos;
}

bool is_footnote(const Word& line) {
  static const WordList kStarts = {U"注:", U"备注:", U"说明:", U"填表说明", U"填报说明", U"注1:"};
  return std::any_of(kStarts.begin(), kStarts.end(), [&](const Word& start) { return line.starts_with(start); });
}

class TableReader {
 public:
  TableReader(std::span<const Text* const> lines, const PerformanceWords& words) : glyphs_(lines), words_(words) {}

  PerformanceText read() {
    if (glyphs_.size() == 0) return std::move(result_);
    const std::size_t title_end = read_title();
    remove_page_marks(title_end);
    std::optional<IndicatorHeader> header = find_indicator_header(glyphs_, title_end, words_);
    if (!header) header = presumed_header(title_end);
    read_fields(glyphs_, {title_end, header->run.begin}, words_, result_);
    remove_repeated_headers(header->run.end);
    const std::size_t end = cut_footnotes(header->run.end);
    read_indicators({header->run.end, end}, header->columns);
    return std::move(result_);
  }

 private:
  std::size_t read_title() {
    PerformanceTable& table = result_.table;
    const Run title{0, glyphs_.line_end(0)};
    table.title = glyphs_.text(title);
    table.place = glyphs_.place(title);
    table.whole_unit = glyphs_.key(title).find(U"整体") != Word::npos;
    for (std::size_t i = title.begin; i < title.end && table.year.empty(); ++i) {
      const std::size_t end = number_end(glyphs_, {i, title.end});
      if (end == i + 4 && end < title.end && glyphs_[end].value == U'年') table.year = glyphs_.text({i, end});
    }
    return title.end;
  }

  // Page numbers, and the title printed again at the top of a page.
  void remove_page_marks(std::size_t from) {
    for (std::size_t i = from; i < glyphs_.size();) {
      const Run line{i, glyphs_.line_end(i)};
      const std::string text = glyphs_.text(line);
      const bool title = text == result_.table.title && is_performance_title(text);
      if (title || is_page_number(glyphs_.key(line))) {
        if (!title) result_.open.push_back(open_at(glyphs_, line, "看来是页码"));
        glyphs_.erase(line);
      } else {
        i = line.end;
      }
    }
  }

  void remove_repeated_headers(std::size_t from) {
    while (const std::optional<IndicatorHeader> header = find_indicator_header(glyphs_, from, words_)) {
      glyphs_.erase(header->run);
      from = header->run.begin;
    }
  }

  // A note below the table, to its end: no target stands in it.
  std::size_t cut_footnotes(std::size_t from) {
    std::size_t last_comparator = glyphs_.size();
    while (last_comparator > from && !is_comparator_sign(glyphs_[last_comparator - 1].value)) --last_comparator;
    for (std::size_t i = from; i < glyphs_.size(); i = glyphs_.line_end(i)) {
      if (i < last_comparator || !is_footnote(glyphs_.key({i, glyphs_.line_end(i)}))) continue;
      result_.open.push_back(open_at(glyphs_, {i, glyphs_.size()}, "绩效目标表下方的说明"));
      return i;
    }
    return glyphs_.size();
  }

  // No header was printed, or it was lost: the indicators begin with the first level, in the columns such tables have.
  IndicatorHeader presumed_header(std::size_t from) const {
    using enum IndicatorColumn;
    IndicatorHeader header{{glyphs_.size(), glyphs_.size()}, {Level1, Level2, Name, Target, Basis, Weight}};
    if (!result_.table.whole_unit)
      header.columns = {Level1, Level2, Name, Target, Basis, LastYear, Weight, ScoringRule, Evidence};
    for (std::size_t i = from; i < glyphs_.size(); ++i) {
      if (glyphs_.is_break(i) && begins_with_level(i)) {
        header.run = {i, i};
        break;
      }
    }
    return header;
  }

  bool begins_with_level(std::size_t index) const {
    for (const Synonyms& level : words_.level1) {
      const std::size_t end = glyphs_.match(level.printed.front(), index, glyphs_.size());
      if (end != 0 && glyphs_.is_break(end)) return true;
    }
    return false;
  }

  // ---- indicators ----

  void read_indicators(Run within, const std::vector<IndicatorColumn>& columns) {
    const IndicatorRows rows = cut_rows(glyphs_, within, columns, words_);
    LevelKeeper levels(glyphs_, words_, result_.table.whole_unit);
    for (const IndicatorRow& row : rows.rows) {
      if (!levels.next(row)) {
        for (const Run& run : row.level_fragments)
          result_.open.push_back(open_at(glyphs_, run, "看来是拆散的指标级别，拼不起来"));
      }
      add_indicator(row, levels);
    }
    for (std::size_t i = 0; i < rows.unplaced.size(); ++i) {
      Run run = rows.unplaced[i];
      while (i + 1 < rows.unplaced.size() && rows.unplaced[i + 1].begin == run.end) run.end = rows.unplaced[++i].end;
      result_.open.push_back(open_at(glyphs_, run, "绩效指标中认不出属于哪一栏"));
    }
  }

  void add_indicator(const IndicatorRow& row, const LevelKeeper& levels) {
    const Run name = row.cell(IndicatorColumn::Name), target = row.cell(IndicatorColumn::Target);
    if (name.empty() && target.empty()) {
      for (const Run& cell : row.cells) {
        if (!cell.empty()) result_.open.push_back(open_at(glyphs_, cell, "所在的一行既没有指标名称，也没有指标值"));
      }
      return;
    }
    Indicator indicator;
    indicator.level1 = levels.level1();
    indicator.level2 = levels.level2();
    indicator.name = glyphs_.text(name);
    indicator.place = glyphs_.place(name.empty() ? target : name);
    set_target(indicator, target);
    set_weight(indicator, row.cell(IndicatorColumn::Weight));
    indicator.basis = glyphs_.text(row.cell(IndicatorColumn::Basis));
    indicator.last_year = glyphs_.text(row.cell(IndicatorColumn::LastYear));
    indicator.scoring_rule = glyphs_.text(row.cell(IndicatorColumn::ScoringRule));
    indicator.evidence = glyphs_.text(row.cell(IndicatorColumn::Evidence));
    const Run remark = row.cell(IndicatorColumn::Remark);
    if (!remark.empty()) result_.open.push_back(open_at(glyphs_, remark, "备注栏不参与检查"));
    result_.table.indicators.push_back(std::move(indicator));
  }

  void set_target(Indicator& indicator, Run cell) const {
    const std::optional<Target> target = read_target(glyphs_, cell, words_);
    if (!target) return;
    indicator.comparator = target->comparator;
    indicator.target = glyphs_.text(target->value);
    indicator.unit = glyphs_.text(target->unit);
    indicator.target_place = glyphs_.place(target->value);
  }

  void set_weight(Indicator& indicator, Run cell) const {
    const std::optional<Weight> weight = read_weight(glyphs_, cell);
    if (!weight) return;
    indicator.weight = glyphs_.text(weight->digits);
    indicator.weight_place = glyphs_.place(weight->digits);
  }

  Glyphs glyphs_;
  const PerformanceWords& words_;
  PerformanceText result_;
};

}  // namespace

PerformanceText parse_performance(std::span<const Text* const> lines, const PerformanceWords& words) {
  return TableReader(lines, words).read();
}

}  // namespace mingzhang
