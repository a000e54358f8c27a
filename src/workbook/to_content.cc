#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "workbook/content.h"
#include "workbook/labels.h"

namespace mingzhang {
namespace {

// Rows of one sheet, by what their lines have in common besides the columns of amounts.
struct LineRow {
  Region key;
  std::vector<std::optional<Amount>> amounts;  // as the amount columns
};

struct Lines {
  std::vector<LineRow> rows;
  std::map<Region, std::size_t> position;
};

class Writer {
 public:
  Writer(const UnitData& data, const WorkbookLayout& layout, const Knowledge& knowledge, bool final_accounts)
      : data_(data), file_(data.file), layout_(layout), knowledge_(knowledge), labels_(knowledge.space), space_(data.file.ledger.space), final_accounts_(final_accounts) {
    for (const LedgerLine& line : file_.ledger.lines) add_up(line);
    year_ = space_.year(file_.year);
  }

  Content write() {
    std::vector<Lines> lines(layout_.sheets.size());
    for (const auto& [point, amount] : lines_)
      if (!amount.is_zero()) place(point, amount, lines);
    Content content;
    for (std::size_t i = 0; i < layout_.sheets.size(); ++i) content.push_back(write_sheet(layout_.sheets[i], lines[i]));
    return content;
  }

 private:
  void add_up(const LedgerLine& line) {
    Region point = line.point;
    for (int i = 0; i < kDimensionCount; ++i) {
      const auto d = static_cast<Dimension>(i);
      point[d] = Extent(known_node(d, point[d].handle()));
    }
    const auto found = position_.find(point);
    if (found != position_.end()) lines_[found->second].second = lines_[found->second].second + line.amount;
    else {
      position_.emplace(point, lines_.size());
      lines_.emplace_back(point, line.amount);
    }
  }

  // Trees of the catalog are the same in all files; codes, years, units and projects are the file's own, projects by name.
  NodeId known_node(Dimension d, NodeId node) const {
    const Tree& tree = space_.tree(d);
    if (d == Dimension::Function || d == Dimension::Economic || d == Dimension::Year) return node;
    const bool own = d == Dimension::Unit || d == Dimension::Project;
    while (node != kRoot && (own ? tree.depth(node) > 1 : !knowledge_.space.tree(d).find(tree.id(node)))) node = tree.parent(node);
    return node;
  }

  Unit unit_of(const Region& point) const {
    const auto found = file_.measure_units.find(space_.tree(Dimension::Measure).id(point[Dimension::Measure].handle()));
    return found == file_.measure_units.end() ? Unit::Yuan : found->second;
  }

  bool lies_in(Dimension d, const std::vector<NodeId>& nodes, NodeId node) const {
    return nodes.empty() || std::any_of(nodes.begin(), nodes.end(), [&](NodeId each) { return space_.tree(d).contains(each, node); });
  }

  int amount_column(const SheetLayout& sheet, const Region& point) const {
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      const ColumnLayout& column = sheet.columns[i];
      if (!column.is_amount()) continue;
      if (!column.amount) return static_cast<int>(i);
      const std::string year = std::to_string(file_.year + column.amount->year_offset);
      if (space_.tree(Dimension::Year).id(point[Dimension::Year].handle()) == year && point[Dimension::Stage] == column.amount->stage) return static_cast<int>(i);
    }
    return -1;
  }

  bool fits(const SheetLayout& sheet, const Region& point) const {
    if (sheet.holds != Holds::Lines || amount_column(sheet, point) < 0) return false;
    const bool dated = sheet.column_of(Dimension::Year) == nullptr;
    for (int i = 0; i < kDimensionCount; ++i) {
      const auto d = static_cast<Dimension>(i);
      if (dated && (d == Dimension::Year || d == Dimension::Stage)) continue;
      const ColumnLayout* column = sheet.column_of(d);
      if (column == nullptr && point[d] != sheet.scope[d]) return false;
      if (column != nullptr && column->required && point[d].is_root()) return false;
    }
    return lies_in(Dimension::Measure, sheet.measures, point[Dimension::Measure].handle()) && lies_in(Dimension::Flow, sheet.flows, point[Dimension::Flow].handle());
  }

  void place(const Region& point, Amount amount, std::vector<Lines>& lines) const {
    for (std::size_t i = 0; i < layout_.sheets.size(); ++i) {
      const SheetLayout& sheet = layout_.sheets[i];
      if (!fits(sheet, point)) continue;
      Region key = point;
      if (sheet.column_of(Dimension::Year) == nullptr) key[Dimension::Year] = key[Dimension::Stage] = Extent();
      const auto [found, added] = lines[i].position.try_emplace(key, lines[i].rows.size());
      if (added) lines[i].rows.push_back({key, std::vector<std::optional<Amount>>(sheet.columns.size())});
      lines[i].rows[found->second].amounts[static_cast<std::size_t>(amount_column(sheet, point))] = amount;
      return;
    }
    ASSERT(false);  // the last sheet takes any line
  }

  SheetContent write_sheet(const SheetLayout& sheet, const Lines& lines) {
    SheetContent content;
    content.title = sheet.title;
    for (const FieldLayout& field : sheet.fields) content.fields.push_back(field_text(field.field));
    switch (sheet.holds) {
      case Holds::Facts: write_facts(sheet, content); break;
      case Holds::Lines: write_lines(sheet, lines, content); break;
      case Holds::Income: write_income(sheet, content); break;
      case Holds::Projects: write_projects(sheet, content); break;
      case Holds::Indicators: write_indicators(sheet, content); break;
      case Holds::Remarks: write_remarks(sheet, content); break;
      case Holds::Glossary:
        for (const GlossaryEntry& entry : file_.facts.glossary) {
          ContentRow& row = add_row(sheet, content);
          set(sheet, row, "term", entry.term);
          set(sheet, row, "text", entry.text);
        }
    }
    return content;
  }

  std::string field_text(const std::string& field) const {
    if (field == "unit") return file_.unit;
    if (field == "year") return std::to_string(file_.year);
    if (field == "contact") return file_.facts.contact;
    if (field == "procurement_total") return procurement_total();
    if (field == "executed") return executed_text(data_.actuals.whole_unit);
    return file_.facts.goal;
  }

  static std::string executed_text(const GroupActuals& actuals) { return actuals.executed ? print_amount(*actuals.executed, Unit::Yuan) : ""; }

  std::string procurement_total() const {
    Amount total;
    const NodeId procurement = *space_.tree(Dimension::Measure).find("procurement");
    for (const auto& [point, amount] : lines_)
      if (is_this_year(point) && space_.tree(Dimension::Measure).contains(procurement, point[Dimension::Measure].handle())) total = total + amount;
    return total.is_zero() ? "" : print_amount(total, Unit::Yuan);
  }

  static ContentRow& add_row(const SheetLayout& sheet, SheetContent& content) {
    ContentRow& row = content.rows.emplace_back();
    row.cells.resize(sheet.columns.size());
    return row;
  }
  static void set(const SheetLayout& sheet, ContentRow& row, std::string_view field, std::string text) {
    if (const int column = sheet.column(field); column >= 0) row.cells[static_cast<std::size_t>(column)] = std::move(text);
  }

  void write_facts(const SheetLayout& sheet, SheetContent& content) const {
    const std::vector<std::string>* lists[] = {&file_.facts.duties, &file_.facts.offices, &file_.facts.subordinate_units};
    constexpr std::string_view kFields[] = {"duties", "offices", "subordinate_units"};
    std::size_t longest = 0;
    for (const auto* list : lists) longest = std::max(longest, list->size());
    for (std::size_t i = 0; i < longest; ++i) {
      ContentRow& row = add_row(sheet, content);
      for (std::size_t k = 0; k < std::size(lists); ++k)
        if (i < lists[k]->size()) set(sheet, row, kFields[k], (*lists[k])[i]);
    }
  }

  // "" where it is what an empty cell means.
  std::string node_text(Dimension d, Extent extent, Extent usual) const {
    if (extent == usual) return "";
    if (extent.is_root()) return layout_.all;
    std::string text;
    for (const NodeId node : space_.nodes(extent)) {
      if (!text.empty()) text += kBetweenNodes;
      text += label(d, known_node(d, node));
    }
    return text;
  }

  std::string label(Dimension d, NodeId node) const {
    const std::string& id = space_.tree(d).id(node);
    return is_called_by_id(d) ? id : labels_.label(d, *knowledge_.space.tree(d).find(id));
  }

  void set_nodes(const SheetLayout& sheet, ContentRow& row, const Region& region, const Region& usual) const {
    for (std::size_t i = 0; i < sheet.columns.size(); ++i)
      if (const auto d = sheet.columns[i].dimension) row.cells[i] = node_text(*d, region[*d], usual[*d]);
    for (std::size_t i = 0; i < sheet.columns.size(); ++i)
      if (const auto d = sheet.columns[i].name_of) row.cells[i] = name_of(*d, region[*d]);
  }

  std::string name_of(Dimension d, Extent extent) const {
    if (extent.is_root() || extent.is_set()) return "";
    const auto classification = d == Dimension::Function ? Classification::Function : Classification::EconomicDepartment;
    const CodeEntry* entry = knowledge_.codes.find(classification, space_.tree(d).id(extent.handle()), file_.year);
    return entry == nullptr ? layout_.missing : std::string(knowledge_.codes.name_in(*entry, file_.year));
  }

  void write_lines(const SheetLayout& sheet, const Lines& lines, SheetContent& content) const {
    std::vector<bool> written(lines.rows.size());
    const bool drafted = std::none_of(lines_.begin(), lines_.end(), [&](const auto& line) { return is_this_year(line.first); });
    for (const RowLayout& preset : sheet.rows) {
      Region key = sheet.scope;
      if (preset.measure) key[Dimension::Measure] = Extent(*preset.measure);
      if (preset.source) key[Dimension::Source] = Extent(*preset.source);
      const auto line = lines.position.find(key);
      const auto same_thing = [&](const LineRow& each) { return each.key[Dimension::Measure] == key[Dimension::Measure]; };
      if (line == lines.position.end() && std::any_of(lines.rows.begin(), lines.rows.end(), same_thing)) continue;  // it stands below, of another source
      if (line != lines.position.end()) written[line->second] = true;
      ContentRow& row = add_row(sheet, content);
      const LineRow empty{key, std::vector<std::optional<Amount>>(sheet.columns.size())};
      write_line(sheet, line == lines.position.end() ? empty : lines.rows[line->second], preset.unit, row);
      if (drafted) row.sum_of = preset.sum_of;
    }
    for (std::size_t i = 0; i < lines.rows.size(); ++i)
      if (!written[i]) write_line(sheet, lines.rows[i], "", add_row(sheet, content));
  }

  bool is_this_year(const Region& point) const { return point[Dimension::Year] == Extent(year_); }

  void write_line(const SheetLayout& sheet, const LineRow& line, const std::string& word, ContentRow& row) const {
    set_nodes(sheet, row, line.key, sheet.scope);
    const bool typed = std::any_of(line.amounts.begin(), line.amounts.end(), [](const auto& amount) { return amount.has_value(); });
    const Unit unit = typed || word.empty() ? unit_of(line.key) : unit_of_word(word);
    const std::string shown = unit_of_word(word) == unit && !word.empty() ? word : unit == Unit::Yuan ? "元" : std::string(unit == Unit::Count ? "个" : "平方米");
    set(sheet, row, "counted_in", shown);
    bool negative = false;
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      if (!line.amounts[i]) continue;
      row.cells[i] = print_amount(*line.amounts[i], unit);
      negative = negative || line.amounts[i]->fen() < 0;
    }
    if (negative) set(sheet, row, "note", "负数，已核实");
  }

  void write_income(const SheetLayout& sheet, SheetContent& content) {
    std::vector<NodeId> sources;
    for (const RowLayout& preset : sheet.rows) sources.push_back(*preset.source);
    std::map<std::pair<NodeId, int>, Amount> sums;
    const SheetLayout& lines = *layout_.find("lines");
    for (const auto& [point, amount] : lines_) {
      if (amount.is_zero() || !fits(lines, point)) continue;
      const NodeId source = point[Dimension::Source].handle();
      if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(source);
      Amount& sum = sums[{source, amount_column(sheet, point)}];
      sum = sum + amount;
    }
    for (const NodeId source : sources) {
      ContentRow& row = add_row(sheet, content);
      set_nodes(sheet, row, Region().with(Dimension::Source, source), Region());
      for (const auto& [key, sum] : sums)
        if (key.first == source) row.cells[static_cast<std::size_t>(key.second)] = print_amount(sum, Unit::Yuan);
      const std::string& spent = row.cells[static_cast<std::size_t>(sheet.column("amount"))];
      set(sheet, row, "spent", spent.empty() ? "0.00" : spent);
      set(sheet, row, "difference", "0.00");
    }
  }

  void write_projects(const SheetLayout& sheet, SheetContent& content) const {
    std::set<std::string> named;
    for (const ProjectFacts& project : file_.facts.projects) {
      ContentRow& row = add_row(sheet, content);
      for (const ProjectText& each : kProjectTexts) set(sheet, row, each.field, project.*each.text);
      named.insert(project.name);
    }
    std::map<std::string, Amount> totals;
    const SheetLayout& lines = *layout_.find("lines");
    for (const auto& [point, amount] : lines_) {
      const Extent project = point[Dimension::Project];
      if (amount.is_zero() || project.is_root() || !fits(lines, point)) continue;  // elsewhere, what is bought has a name
      const std::string name = label(Dimension::Project, project.handle());
      if (amount_column(lines, point) == lines.column("amount")) totals[name] = totals[name] + amount;
      if (named.insert(name).second) set(sheet, add_row(sheet, content), "name", name);
    }
    for (ContentRow& row : content.rows) {
      const auto actuals = data_.actuals.projects.find(row.cells[static_cast<std::size_t>(sheet.column("name"))]);
      if (actuals != data_.actuals.projects.end()) set(sheet, row, "executed", executed_text(actuals->second));
    }
    for (ContentRow& row : content.rows) set(sheet, row, "project_total", print_amount(totals[row.cells[static_cast<std::size_t>(sheet.column("name"))]], Unit::Yuan));
  }

  void write_indicators(const SheetLayout& sheet, SheetContent& content) const {
    write_group(sheet, "", file_.facts.indicators, data_.actuals.whole_unit.indicators, content);
    for (const ProjectFacts& project : file_.facts.projects) {
      const auto actuals = data_.actuals.projects.find(project.name);
      write_group(sheet, project.name, project.indicators, actuals == data_.actuals.projects.end() ? std::vector<Actual>{} : actuals->second.indicators, content);
    }
  }

  static void write_group(const SheetLayout& sheet, const std::string& project, const std::vector<Indicator>& indicators,
                          const std::vector<Actual>& actuals, SheetContent& content) {
    Amount weight;  // in hundredths
    bool ignored = false;
    for (const Indicator& each : indicators) weight = Amount::checked_add(weight, parse_amount(each.weight, Unit::Yuan, ignored).value_or(Amount())).value_or(weight);
    for (std::size_t i = 0; i < indicators.size(); ++i) {
      ContentRow& row = add_row(sheet, content);
      set(sheet, row, "project", project);
      for (const IndicatorText& each : kIndicatorTexts) set(sheet, row, each.field, indicators[i].*each.text);
      set(sheet, row, "weight_total", print_amount(weight, Unit::Yuan));
      set(sheet, row, "comparator", comparator_sign(indicators[i].comparator));
      if (i >= actuals.size()) continue;
      set(sheet, row, "actual", actuals[i].value);
      set(sheet, row, "proof", actuals[i].proof);
    }
  }

  void write_remarks(const SheetLayout& sheet, SheetContent& content) const {
    Region usual = sheet.scope;
    const NodeId stage = *space_.tree(Dimension::Stage).find(final_accounts_ ? "final" : "budget");
    usual[Dimension::Stage] = Extent(stage);
    for (const auto& [kind, remarks] : {std::pair(kReasonKind, &file_.facts.reasons), std::pair(kPurposeKind, &file_.facts.purposes)})
      for (const Remark& remark : *remarks) {
        ContentRow& row = add_row(sheet, content);
        set_nodes(sheet, row, remark.region, usual);
        set(sheet, row, "kind", std::string(kind));
        set(sheet, row, "text", remark.text);
      }
  }

  const UnitData& data_;
  const LedgerFile& file_;
  const WorkbookLayout& layout_;
  const Knowledge& knowledge_;
  const Labels labels_;
  Space space_;
  NodeId year_ = kRoot;
  const bool final_accounts_;
  std::vector<std::pair<Region, Amount>> lines_;  // each point once, in the order of the file
  std::map<Region, std::size_t> position_;
};

}  // namespace

Content to_content(const UnitData& data, const WorkbookLayout& layout, const Knowledge& knowledge, bool final_accounts) {
  return Writer(data, layout, knowledge, final_accounts).write();
}

}  // namespace mingzhang
