#include "workbook/from_content.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "codes/name.h"
#include "workbook/code_cell.h"
#include "workbook/labels.h"

namespace mingzhang {
namespace {

constexpr std::string_view kStageOf[] = {"budget", "final"};

class Reader {
 public:
  Reader(const Content& content, const WorkbookLayout& layout, const Knowledge& knowledge, bool final_accounts)
      : content_(content), layout_(layout), knowledge_(knowledge), labels_(knowledge.space) {
    file().ledger.space = knowledge.space;
    stage_ = *space().tree(Dimension::Stage).find(kStageOf[final_accounts ? 1 : 0]);
  }

  TypedUnit read() {
    for (std::size_t i = 0; i < layout_.sheets.size(); ++i) each_field(layout_.sheets[i], content_[i]);
    for (const Holds first : {Holds::Facts, Holds::Projects})  // lines and targets name projects
      read_sheets([&](const SheetLayout& sheet) { return sheet.holds == first; });
    read_sheets([](const SheetLayout& sheet) { return sheet.holds != Holds::Facts && sheet.holds != Holds::Projects; });
    std::erase_if(facts().projects, [](const ProjectFacts& project) { return is_name_only(project); });
    return std::move(typed_);
  }

 private:
  LedgerFile& file() { return typed_.data.file; }
  UnitFacts& facts() { return file().facts; }
  Space& space() { return file().ledger.space; }

  void report(std::string id, std::string where, std::string zh, std::string en) {
    typed_.problems.push_back({std::move(id), std::move(where), {std::move(zh), std::move(en)}});
  }

  // ---- fields

  void each_field(const SheetLayout& sheet, const SheetContent& content) {
    if (!content.found) {
      report("workbook.sheet.missing", sheet.title, fmt::format("没有工作表“{}”。请不要删除或改名；可用 mingzhang new 重新生成后把内容粘贴过来", sheet.title),
             fmt::format("The sheet {} is missing. Do not delete or rename sheets; make a new workbook and paste the content", sheet.title));
      return;
    }
    for (std::size_t i = 0; i < sheet.columns.size(); ++i)
      if (content.letters[i].empty() && !sheet.columns[i].is_formula() && sheet.columns[i].field != "counted_in")
        report("workbook.column.missing", sheet.title, fmt::format("没有标题为“{}”的列。请恢复列标题", sheet.columns[i].title),
               fmt::format("There is no column titled {}. Restore its title", sheet.columns[i].title));
    for (std::size_t i = 0; i < sheet.fields.size(); ++i) set_field(sheet.fields[i], content.fields[i], content.field_cell(i));
  }

  void set_field(const FieldLayout& field, const std::string& text, const std::string& where) {
    if (text.empty() && field.required) missing(field.title, where);
    if (field.field == "unit") file().unit = text;
    if (field.field == "contact") facts().contact = text;
    if (field.field == "goal") facts().goal = text;
    if (field.field == "executed" && !text.empty()) typed_.data.actuals.whole_unit.executed = read_executed(text, where);
    if (field.field != "year" || text.empty()) return;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), file().year);
    if (error == std::errc{} && end == text.data() + text.size() && file().year >= 1 && file().year <= 9999) return;
    file().year = 0;
    report("workbook.year", where, fmt::format("年度写成了“{}”。请写四位数字，如 2025", text), fmt::format("The year is {}. Write four digits, as 2025", text));
  }

  std::optional<Amount> read_executed(const std::string& cell, const std::string& at) {
    bool too_fine = false;
    const auto amount = parse_amount(cell, Unit::Yuan, too_fine);
    if (amount && !too_fine && amount->fen() >= 0) return amount;
    report("workbook.amount.not_number", at, fmt::format("“{}”不是以元为单位、最多两位小数的数字", cell), fmt::format("{} is no number in 元 with at most two decimals", cell));
    return std::nullopt;
  }

  void missing(const std::string& title, const std::string& where) {
    report("workbook.cell.missing", where, fmt::format("“{}”没有填，这一格必填", title), fmt::format("{} is empty and must be filled", title));
  }

  // ---- rows

  template <class Predicate>
  void read_sheets(Predicate wanted) {
    for (std::size_t i = 0; i < layout_.sheets.size(); ++i) {
      if (!wanted(layout_.sheets[i])) continue;
      sheet_ = &layout_.sheets[i];
      here_ = &content_[i];
      sheet_index_ = i;
      rows_at_.clear();
      for (std::size_t r = 0; r < here_->rows.size(); ++r) read_row(here_->rows[r], r);
    }
  }

  const std::string& text(const ContentRow& row, std::string_view field) const {
    static const std::string empty;
    const int column = sheet_->column(field);
    return column < 0 ? empty : row.cells[static_cast<std::size_t>(column)];
  }
  std::string where(const ContentRow& row, std::string_view field) const { return here_->cell(row, std::max(0, sheet_->column(field))); }

  bool has_amounts(const ContentRow& row) const {
    for (std::size_t i = 0; i < sheet_->columns.size(); ++i)
      if (sheet_->columns[i].is_amount() && !row.cells[i].empty()) return true;
    return false;
  }

  bool is_empty(const ContentRow& row) const {
    for (std::size_t i = 0; i < sheet_->columns.size(); ++i) {
      const ColumnLayout& column = sheet_->columns[i];
      if (!column.is_formula() && column.field != "counted_in" && !row.cells[i].empty()) return false;
    }
    return true;
  }

  void read_row(const ContentRow& row, std::size_t index) {
    if (is_empty(row)) return;
    const bool offered = !sheet_->rows.empty() && !has_amounts(row);  // a row that stood there from the start, and was not needed
    if (offered) return;
    bool whole = true;
    for (std::size_t i = 0; i < sheet_->columns.size(); ++i) {
      const ColumnLayout& column = sheet_->columns[i];
      if (column.required && row.cells[i].empty() && !here_->letters[i].empty()) {
        missing(column.title, here_->cell(row, static_cast<int>(i)));
        whole = false;
      }
      check_choice(column, row, static_cast<int>(i));
    }
    switch (sheet_->holds) {
      case Holds::Facts: return read_facts(row);
      case Holds::Lines: return read_line(row, index);
      case Holds::Income: return read_income(row);
      case Holds::Projects: return read_project(row);
      case Holds::Indicators: return read_indicator(row);
      case Holds::Remarks:
        if (whole) read_remark(row);
        return;
      case Holds::Glossary:
        if (whole) facts().glossary.push_back({text(row, "term"), text(row, "text"), {}});
    }
  }

  // Levels of indicators are advice only: units have some of their own.
  void check_choice(const ColumnLayout& column, const ContentRow& row, int index) {
    const bool strict = column.field == "kind" || column.field == "comparator";
    const std::string& word = row.cells[static_cast<std::size_t>(index)];
    if (!strict || word.empty() || std::find(column.choices.begin(), column.choices.end(), word) != column.choices.end()) return;
    if (column.field == "comparator" && comparator_sign(comparator_of_sign(word)) != word) return;  // another way to write one
    std::string choices;
    for (const std::string& choice : column.choices) choices += (choices.empty() ? "" : "、") + choice;
    report("workbook.choice", here_->cell(row, index), fmt::format("“{}”写成了“{}”，只能是 {}", column.title, word, choices),
           fmt::format("{} is {}; it can be {}", column.title, word, choices));
  }

  void read_facts(const ContentRow& row) {
    for (const auto& [field, list] : {std::pair("duties", &facts().duties), std::pair("offices", &facts().offices), std::pair("subordinate_units", &facts().subordinate_units)})
      if (const std::string& one = text(row, field); !one.empty()) list->push_back(one);
  }

  static bool is_name_only(const ProjectFacts& project) {
    if (!project.indicators.empty()) return false;
    return std::all_of(std::begin(kProjectTexts), std::end(kProjectTexts), [&](const ProjectText& each) { return each.field == "name" || (project.*each.text).empty(); });
  }

  void read_project(const ContentRow& row) {
    ProjectFacts project;
    for (const ProjectText& each : kProjectTexts) project.*each.text = text(row, each.field);
    if (project.name.empty()) return;
    if (!projects_.emplace(project.name, where(row, "name")).second) {
      report("workbook.project.duplicate", where(row, "name"), fmt::format("项目“{}”在 {} 已经登记。请合并成一行", project.name, projects_[project.name]),
             fmt::format("The project {} stands at {} already. Make one row of them", project.name, projects_[project.name]));
      return;
    }
    if (const std::string& executed = text(row, "executed"); !executed.empty())
      typed_.data.actuals.projects[project.name].executed = read_executed(executed, where(row, "executed"));
    facts().projects.push_back(std::move(project));
  }

  bool knows_project(const std::string& name, const std::string& at) {
    if (projects_.contains(name)) return true;
    if (!unknown_projects_.insert(name).second) return false;  // said once
    std::string nearest;
    int limit = 3;
    for (const auto& [known, ignored] : projects_) {
      const int distance = edit_distance(to_code_points(name), to_code_points(known), limit);
      if (distance <= limit) std::tie(nearest, limit) = std::pair(known, distance - 1);
    }
    report("workbook.project.unknown", at, fmt::format("“项目”表中没有“{}”。{}", name, nearest.empty() ? "请先在“项目”表登记，或改成已登记的名称" : "最接近的是“" + nearest + "”"),
           fmt::format("The sheet of projects has no {}. {}", name, nearest.empty() ? "Enter it there, or use a name that stands there" : "The nearest is " + nearest));
    return false;
  }

  void read_indicator(const ContentRow& row) {
    Indicator indicator;
    for (const IndicatorText& each : kIndicatorTexts) indicator.*each.text = text(row, each.field);
    indicator.comparator = comparator_of_sign(text(row, "comparator"));
    indicator.place.cell = where(row, "name");
    indicator.target_place.cell = where(row, "target");
    indicator.weight_place.cell = where(row, "weight");
    const std::string& name = text(row, "project");
    if (!name.empty()) knows_project(name, where(row, "project"));
    auto [indicators, actuals] = group_of(name);
    indicators->push_back(std::move(indicator));
    actuals->push_back({text(row, "actual"), text(row, "proof")});
  }

  std::pair<std::vector<Indicator>*, std::vector<Actual>*> group_of(const std::string& project) {
    if (project.empty()) return {&facts().indicators, &typed_.data.actuals.whole_unit.indicators};
    auto& projects = facts().projects;
    auto found = std::find_if(projects.begin(), projects.end(), [&](const ProjectFacts& each) { return each.name == project; });
    if (found == projects.end()) {
      found = projects.insert(projects.end(), ProjectFacts());
      found->name = project;
    }
    return {&found->indicators, &typed_.data.actuals.projects[project].indicators};
  }

  void read_remark(const ContentRow& row) {
    Region usual = sheet_->scope;
    usual[Dimension::Stage] = Extent(stage_);
    const Region region = read_region(row, usual);
    std::string words = text(row, "text");
    for (const std::string_view stop : {"。", "；", "."})
      if (words.ends_with(stop)) words.resize(words.size() - stop.size());
    (text(row, "kind") == kPurposeKind ? facts().purposes : facts().reasons).push_back({region, std::move(words)});
  }

  // ---- lines

  // What cannot be read of it is told, and is the root: what else the row says still counts where amounts are compared.
  Region read_region(const ContentRow& row, const Region& usual) {
    Region region = usual;
    for (std::size_t i = 0; i < sheet_->columns.size(); ++i) {
      const auto d = sheet_->columns[i].dimension;
      if (d && !row.cells[i].empty()) region[*d] = read_extent(*d, row, static_cast<int>(i)).value_or(Extent());
    }
    return region;
  }

  std::optional<Extent> read_extent(Dimension d, const ContentRow& row, int column) {
    const std::string& cell = row.cells[static_cast<std::size_t>(column)];
    if (cell == layout_.all) return Extent();
    if (const auto node = read_node(d, cell, row, column, sheet_->holds != Holds::Remarks || cell.find(kBetweenNodes) == std::string::npos)) return Extent(*node);
    if (sheet_->holds != Holds::Remarks || cell.find(kBetweenNodes) == std::string::npos) return std::nullopt;
    std::vector<NodeId> nodes;
    for (std::string_view rest = cell; !rest.empty();) {
      const std::size_t end = std::min(rest.find(kBetweenNodes), rest.size());
      const auto node = read_node(d, std::string(trimmed(rest.substr(0, end))), row, column, true);
      if (!node) return std::nullopt;
      nodes.push_back(*node);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return space().extent(d, nodes);
  }

  std::optional<NodeId> read_node(Dimension d, const std::string& word, const ContentRow& row, int column, bool telling) {
    const std::string at = here_->cell(row, column);
    if (d == Dimension::Function || d == Dimension::Economic) return read_code(d, word, row, at, telling);
    if (d == Dimension::Unit) return space().named(d, word);
    if (d == Dimension::Project) {
      if (telling && sheet_->holds == Holds::Lines && sheet_->id == "lines") knows_project(word, at);  // others name what is bought
      return space().named(d, word);
    }
    if (d == Dimension::Year) {
      if (word.size() == 4 && word[0] != '0' && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; })) return space().year(std::atoi(word.c_str()));
    } else if (const auto node = labels_.find(d, word)) {
      return node;
    }
    if (!telling) return std::nullopt;
    const std::string nearest = d == Dimension::Year ? "" : labels_.nearest(d, word);
    const std::string& title = sheet_->columns[static_cast<std::size_t>(column)].title;
    report("workbook.word.unknown", at, fmt::format("“{}”没有“{}”这一项。{}", title, word, nearest.empty() ? "请从下拉框中选" : "最接近的是“" + nearest + "”"),
           fmt::format("{} has no item {}. {}", title, word, nearest.empty() ? "Choose from the list" : "The nearest is " + nearest));
    return std::nullopt;
  }

  std::optional<NodeId> read_code(Dimension d, const std::string& word, const ContentRow& row, const std::string& at, bool telling) {
    const std::string name = text(row, std::string(dimension_name(d)) + "_name");
    CodeReading reading = read_code_cell(knowledge_.codes, d, word, name == layout_.missing ? "" : name, file().year);
    if (telling && !reading.problem.id.empty()) report(std::move(reading.problem.id), at, std::move(reading.problem.message.zh), std::move(reading.problem.message.en));
    if (reading.code.empty()) return std::nullopt;
    return space().code(d, reading.code, reading.name);
  }

  void read_line(const ContentRow& row, std::size_t index) {
    if (!has_amounts(row))
      report("workbook.amount.missing", where(row, "amount"), "这一行没有金额。请填写，或把整行清空", "This row has no amount. Fill it, or clear the row");
    const Region region = read_region(row, sheet_->scope);
    const std::string measure = space().tree(Dimension::Measure).id(region[Dimension::Measure].handle());
    const Unit unit = sheet_->column("counted_in") < 0 ? Unit::Yuan : unit_of_word(text(row, "counted_in"));
    for (std::size_t i = 0; i < sheet_->columns.size(); ++i) {
      const ColumnLayout& column = sheet_->columns[i];
      if (!column.is_amount() || row.cells[i].empty()) continue;
      const auto amount = read_amount(row, static_cast<int>(i), unit);
      if (!amount || amount->is_zero()) continue;
      Region point = region;
      if (column.amount) {
        point[Dimension::Stage] = column.amount->stage;
        point[Dimension::Year] = Extent(space().year(std::max(1, typed_.year() + column.amount->year_offset)));
      }
      if (unit != Unit::Yuan) file().measure_units.emplace(measure, unit);
      add_line(point, *amount, row, index, static_cast<int>(i));
    }
  }

  void add_line(const Region& point, Amount amount, const ContentRow& row, std::size_t index, int column) {
    const std::string at = here_->cell(row, column);
    const bool noted = !text(row, "note").empty();
    const auto [found, added] = rows_at_.emplace(point, at);
    if (!added && !noted)
      report("workbook.line.duplicate", at, fmt::format("与 {} 是同一笔：各列都相同。请合并成一行；确是两笔的，在备注中写明", found->second),
             fmt::format("The same as {} in every column. Make one row of them, or say in a note that they are two", found->second));
    file().ledger.lines.push_back({point, amount});
    typed_.origins.push_back({at, sheet_index_, index, noted});
  }

  std::optional<Amount> read_amount(const ContentRow& row, int column, Unit unit) {
    const std::string& cell = row.cells[static_cast<std::size_t>(column)];
    const std::string at = here_->cell(row, column);
    bool too_fine = false;
    const auto amount = parse_amount(cell, unit, too_fine);
    if (!amount) {
      report("workbook.amount.not_number", at, fmt::format("“{}”不是数字。请只填数字，不写单位、文字和公式错误；金额以元为单位", cell),
             fmt::format("{} is no number. Write digits only, without unit or words; amounts are in 元", cell));
      return std::nullopt;
    }
    if (too_fine)
      report("workbook.amount.too_fine", at, fmt::format("“{}”的小数位太多：金额到分，个数为整数", cell), fmt::format("{} has too many decimals: money goes to the fen, counts are whole", cell));
    if (amount->fen() < 0 && text(row, "note").empty())
      report("workbook.amount.negative", at, fmt::format("“{}”是负数。确属调减的，请在备注中写明；否则改为正数", cell),
             fmt::format("{} is negative. If it is an adjustment, say so in a note; else make it positive", cell));
    const std::uint64_t size = amount->fen() < 0 ? 0 - static_cast<std::uint64_t>(amount->fen()) : static_cast<std::uint64_t>(amount->fen());
    if (size > kLargest - total_) {
      report("workbook.amount.too_large", at, fmt::format("“{}”太大，各行合计超出能表示的范围", cell), fmt::format("{} is too large: the sum of all rows cannot be held", cell));
      return std::nullopt;
    }
    total_ += size;
    return too_fine ? std::nullopt : amount;
  }

  // Income makes no lines, a budget's money is the same coming and going; check_input compares it.
  void read_income(const ContentRow& row) {
    read_region(row, sheet_->scope);
    for (std::size_t i = 0; i < sheet_->columns.size(); ++i)
      if (sheet_->columns[i].is_amount() && !row.cells[i].empty()) read_amount(row, static_cast<int>(i), Unit::Yuan);
  }

  static constexpr std::uint64_t kLargest = std::numeric_limits<std::int64_t>::max();

  const Content& content_;
  const WorkbookLayout& layout_;
  const Knowledge& knowledge_;
  const Labels labels_;
  TypedUnit typed_;
  NodeId stage_ = kRoot;
  const SheetLayout* sheet_ = nullptr;  // being read
  const SheetContent* here_ = nullptr;
  std::size_t sheet_index_ = 0;
  std::map<Region, std::string> rows_at_;  // of the sheet: the cell of each point
  std::map<std::string, std::string> projects_;  // the cell of each
  std::set<std::string> unknown_projects_;
  std::uint64_t total_ = 0;  // of the absolute amounts so far
};

}  // namespace

TypedUnit from_content(const Content& content, const WorkbookLayout& layout, const Knowledge& knowledge, bool final_accounts) {
  return Reader(content, layout, knowledge, final_accounts).read();
}

}  // namespace mingzhang
