#include "understand/performance_fields.h"

#include <algorithm>
#include <utility>

#include "understand/passage.h"
#include "understand/performance_labels.h"
#include "understand/performance_values.h"

namespace mingzhang {
namespace {

constexpr std::size_t kGoalLineMin = 12;  // shorter text before the goal's label is not the goal's

class FieldReader {
 public:
  FieldReader(const Glyphs& glyphs, Run within, const PerformanceWords& words, PerformanceText& result)
      : glyphs_(glyphs),
        within_(within),
        labels_(find_labels(glyphs, within, words)),
        result_(result),
        taken_(within.size(), false) {}

  void read() {
    read_year();
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      take(labels_[i].run);
      const Run value{labels_[i].run.end, i + 1 < labels_.size() ? labels_[i + 1].run.begin : within_.end};
      if (labels_[i].field) {
        pending_.clear();
        read_field(*labels_[i].field, value);
      } else {
        read_amounts(labels_[i], value);
      }
    }
    read_goal();
    report_rest();
  }

 private:
  void take(Run run) {
    for (std::size_t i = run.begin; i < run.end; ++i) taken_[i - within_.begin] = true;
  }
  bool is_taken(std::size_t index) const { return taken_[index - within_.begin]; }

  // "（2024 年）" on a line of its own.
  void read_year() {
    for (std::size_t i = within_.begin; i < within_.end; ++i) {
      if (!glyphs_.is_break(i)) continue;
      const std::size_t digits = glyphs_[i].value == U'(' ? i + 1 : i;
      const std::size_t end = number_end(glyphs_, {digits, within_.end});
      if (end != digits + 4 || end >= within_.end || glyphs_[end].value != U'年') continue;
      std::size_t after = end + 1;
      if (after < within_.end && glyphs_[after].value == U'度') ++after;
      if (after < within_.end && glyphs_[after].value == U')') ++after;
      if (!glyphs_.is_break(after) || glyphs_.line_end(i) != after) continue;
      const std::string year = glyphs_.text({digits, end});
      if (!result_.table.year.empty() && result_.table.year != year) continue;
      result_.table.year = year;
      take({i, after});
      return;
    }
  }

  // The free part of a value: up to the first character that something else has taken.
  Run free_part(Run value) const {
    while (!value.empty() && is_taken(value.begin)) ++value.begin;
    std::size_t end = value.begin;
    while (end < value.end && !is_taken(end)) ++end;
    return {value.begin, end};
  }

  void read_field(PerformanceField field, Run value) {
    PerformanceTable& table = result_.table;
    value = free_part(value);
    if (value.empty()) return;
    switch (field) {
      case PerformanceField::UnitName:
        set(table.unit_name, value);
        return;
      case PerformanceField::Project:
        set(table.project, value, &table.project_place);
        return;
      case PerformanceField::Responsible:
        set(table.responsible, value);
        return;
      case PerformanceField::Phone:
        set(table.phone, phone_part(value), &table.phone_place);
        return;
      case PerformanceField::Year:
        set(table.year, number_part(value));
        return;
      case PerformanceField::Goal:
        goal_ = goal_.empty() ? value : goal_;
        return;
      case PerformanceField::Other:
        report(value, "认得这一栏，但它不参与检查");
        return;
    }
  }

  void set(std::string& field, Run value, Place* place = nullptr) {
    if (value.empty() || !field.empty()) return;
    field = glyphs_.text(value);
    if (place != nullptr) *place = glyphs_.place(value);
    take(value);
  }

  Run phone_part(Run value) const {
    std::size_t end = value.begin;
    const auto belongs = [](char32_t c) {
      return is_ascii_digit(c) || std::u32string_view(U"-—–、/()转").find(c) != std::u32string_view::npos;
    };
    while (end < value.end && belongs(glyphs_[end].value)) ++end;
    return {value.begin, end};
  }

  Run number_part(Run value) const { return {value.begin, number_end(glyphs_, value)}; }

  struct ReadFigure {
    Run run;
    Figure figure;
  };

  std::vector<ReadFigure> figures_in(Run value) const {
    std::vector<ReadFigure> figures;
    std::size_t at = value.begin;
    while (at < value.end) {
      const std::optional<ParsedFigure> parsed = parse_figure(glyphs_.printed_from(at), unit_);
      if (!parsed || !is_money(parsed->figure.unit)) break;
      const std::size_t stop = glyphs_[at].offset + parsed->length, line = glyphs_[at].line;
      std::size_t end = at;
      while (end < value.end && glyphs_[end].line == line && glyphs_[end].offset < stop) ++end;
      figures.push_back({{at, end}, parsed->figure});
      at = end;
    }
    return figures;
  }

  // One figure belongs to the last label before it. Several figures after several labels belong to one each, where the
  // first label may be a heading above the others; otherwise it is not known which belongs to which.
  void read_amounts(const Label& label, Run value) {
    if (label.unit) unit_ = *label.unit;
    pending_.push_back(label.amount);
    value = free_part(value);
    std::vector<ReadFigure> figures = figures_in(value);
    if (figures.empty()) {
      if (!value.empty()) pending_.clear();
      return;
    }
    if (figures.size() == 1 || pending_.size() == 1) {
      pending_ = {label.amount};
      figures.resize(1);
    } else if (figures.size() + 1 == pending_.size()) {
      pending_.erase(pending_.begin());
    } else if (figures.size() != pending_.size()) {
      figures.clear();
    }
    for (std::size_t i = 0; i < figures.size(); ++i) {
      const Run run = figures[i].run;
      result_.amounts.push_back({pending_[i], figures[i].figure, glyphs_.text(run), glyphs_.place(run)});
      take(run);
    }
    pending_.clear();
  }

  // The label of a tall cell may be printed in the middle of its text: the goal's lines above it.
  Run above_goal() const {
    const auto is_goal = [](const Label& label) { return label.field == PerformanceField::Goal; };
    const auto label = std::find_if(labels_.begin(), labels_.end(), is_goal);
    if (label == labels_.end()) return {};
    std::size_t begin = label->run.begin;
    while (begin > within_.begin && !is_taken(begin - 1)) --begin;
    return label->run.begin - begin < kGoalLineMin ? Run{} : Run{begin, label->run.begin};
  }

  void read_goal() {
    std::vector<Text> lines;
    for (Run part : {above_goal(), goal_}) {
      for (Text& line : glyphs_.cut(part)) lines.push_back(std::move(line));
      take(part);
    }
    std::vector<const Text*> pointers;
    for (const Text& line : lines) pointers.push_back(&line);
    result_.table.goal = join_lines(pointers);
  }

  void report(Run run, const char* reason) {
    result_.open.push_back({glyphs_.place(run), glyphs_.text(run), reason});
    take(run);
  }

  void report_rest() {
    for (std::size_t i = within_.begin; i < within_.end;) {
      const Run rest = free_part({i, within_.end});
      if (!rest.empty()) report(rest, "认不出属于绩效目标表的哪一栏");
      i = rest.end;
    }
  }

  const Glyphs& glyphs_;
  Run within_;
  std::vector<Label> labels_;
  PerformanceText& result_;
  std::vector<bool> taken_;
  Run goal_;
  Unit unit_ = Unit::WanYuan;
  std::vector<std::string> pending_;  // amounts whose labels have been read, but no figure yet
};

}  // namespace

void read_fields(const Glyphs& glyphs, Run within, const PerformanceWords& words, PerformanceText& result) {
  FieldReader(glyphs, within, words, result).read();
}

}  // namespace mingzhang
