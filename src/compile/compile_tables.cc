#include "compile/compile_tables.h"

#include <algorithm>
#include <map>
#include <set>

#include "disclosure/claims_view.h"

namespace mingzhang {
namespace {

std::string filled(std::string text, std::string_view mark, const std::string& value) {
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size())) text.replace(at, mark.size(), value);
  return text;
}

class TableCompiler {
 public:
  TableCompiler(const LedgerFile& file, const Form& form, const Knowledge& knowledge)
      : file_(file), form_(form), knowledge_(knowledge) {
    out_.kind = form.final_accounts ? DocumentKind::FinalAccounts : DocumentKind::Budget;
    out_.year = file.year;
    out_.unit = file.unit;
    out_.form = form.id;
    out_.space = file.ledger.space;
  }

  Disclosure run() {
    for (const FormTable& table : form_.tables) compile_table(table);
    return std::move(out_);
  }

 private:
  void compile_table(const FormTable& form) {
    const std::size_t first = out_.tables.size();
    std::size_t figures = 0;
    for (const FormPanel& panel : form.panels) figures += compile_panel(form, panel);
    if (figures > 0 || form.empty.empty()) return;
    for (std::size_t t = first; t < out_.tables.size(); ++t) {
      Table& table = out_.tables[t];
      table.rows.clear();
      table.cells.clear();
      Passage statement;
      statement.text = filled(filled(form.empty, "{unit}", file_.unit), "{year}", std::to_string(file_.year));
      table.empty_statement = std::move(statement);
    }
  }

  // Returns how many figures it has.
  std::size_t compile_panel(const FormTable& form, const FormPanel& panel) {
    Table table;
    table.id = form.id;
    table.number = "表" + form.number;
    table.title = form.title;
    table.panel = panel.name;
    table.unit = form.money_unit;
    table.scope = this_year(panel.scope);
    for (int c : panel.amount_columns()) {
      const FormColumn& column = panel.columns[static_cast<std::size_t>(c)];
      table.columns.push_back({column.path, this_year(column.region)});
    }
    collect_lines(table);
    if (!panel.total.empty()) table.rows.push_back(label_row(panel.total, {}));
    if (panel.unit_row) table.rows.push_back(label_row(file_.unit, {}));
    std::vector<bool> totals(table.rows.size(), true);
    add_axis_rows(panel, table);
    totals.resize(table.rows.size(), false);
    for (const FormRow& row : panel.rows) {
      table.rows.push_back(label_row(row.label, row.region));
      totals.push_back(row.total);
      unsaid_.resize(table.rows.size(), false);
      unsaid_.back() = row.unsaid;
    }
    widen_flow(totals, table);
    return add_figures(std::move(table), form.decimals);
  }

  // Rows that are neither this year's income nor its expenditure (年初结转和结余, 结余分配): the total is all of them together, and rows
  // that do not say otherwise are about what the panel says. So they are read, too.
  void widen_flow(const std::vector<bool>& totals, Table& table) {
    const Dimension d = Dimension::Flow;
    const Extent own = table.scope[d];
    if (own.is_root()) return;
    std::vector<NodeId> nodes;
    for (const Row& row : table.rows)
      if (const Extent flow = row.region[d]; !flow.is_root() && !out_.space.contains(d, own, flow))
        for (NodeId node : out_.space.nodes(flow)) nodes.push_back(node);
    if (nodes.empty()) return;
    for (NodeId node : out_.space.nodes(own)) nodes.push_back(node);
    const Extent wide = out_.space.extent(d, nodes);
    for (std::size_t r = 0; r < table.rows.size(); ++r)
      if (table.rows[r].region[d].is_root() && !totals[r]) table.rows[r].region[d] = own;
    for (Column& column : table.columns)
      if (column.region[d] == own) column.region[d] = wide;
    table.scope[d] = wide;
  }

  Region this_year(Region region) {
    region[Dimension::Year] = Extent(out_.space.year(file_.year));
    return region;
  }

  static Row label_row(const std::string& label, const Region& region) {
    Row row;
    row.name = row.label = label;
    row.region = region;
    return row;
  }

  // The lines that can reach any cell, and those that its rows are made of: columns may speak of more than the title does (“三公”经费 beside 机关运行经费).
  void collect_lines(const Table& table) {
    lines_.clear();
    listed_.clear();
    unsaid_.clear();
    std::vector<Region> regions = {knowledge_.canonical(out_.space, table.scope)};
    for (const Column& column : table.columns) regions.push_back(knowledge_.canonical(out_.space, column.region));
    const auto lies_in = [&](const Region& region, const LedgerLine& line) { return out_.space.contains(region, line.point); };
    for (const LedgerLine& line : file_.ledger.lines) {
      if (std::ranges::any_of(regions, [&](const Region& region) { return lies_in(region, line); })) listed_.push_back(&line);
      // Rows of other flows may stand beside those of the table's own.
      if (std::ranges::any_of(regions, [&](const Region& region) { return lies_in(region.with(Dimension::Flow, kRoot), line); })) lines_.push_back(&line);
    }
  }

  void add_axis_rows(const FormPanel& panel, Table& table) {
    if (panel.axis == Axis::Function) add_code_rows(panel, Dimension::Function, table);
    if (panel.axis == Axis::Economic) add_code_rows(panel, Dimension::Economic, table);
    if (panel.axis != Axis::Project) return;
    std::set<NodeId> projects;
    for (const LedgerLine* line : listed_)
      if (const Extent project = line->point[Dimension::Project]; !project.is_root()) projects.insert(project.handle());
    for (NodeId project : projects) {
      const std::string& name = out_.space.tree(Dimension::Project).name(project);
      table.rows.push_back(label_row(name, Region{}.with(Dimension::Project, project)));
    }
  }

  void add_code_rows(const FormPanel& panel, Dimension d, Table& table) {
    std::map<std::string, std::set<NodeId>> rows;  // code -> projects; kRoot for a row without one
    const auto is_listed = [&](const std::string& code) {
      return panel.codes.empty() || std::ranges::any_of(panel.codes, [&](const std::string& c) { return code.starts_with(c); });
    };
    for (const std::string& code : panel.always) rows[code].insert(kRoot);
    if (panel.all_codes)
      for (const CodeEntry& entry : knowledge_.codes.entries(d == Dimension::Economic ? Classification::EconomicDepartment : Classification::Function))
        if ((entry.code.size() == 3 || (panel.level != 1 && d == Dimension::Economic)) && is_listed(entry.code) && entry.in_force(file_.year)) rows[entry.code].insert(kRoot);
    const Tree& tree = out_.space.tree(d);
    for (const LedgerLine* line : listed_) {
      const NodeId node = line->point[d].handle();
      const Extent project = line->point[Dimension::Project];
      for (NodeId n = node; n != kRoot; n = tree.parent(n)) {
        if ((panel.level > 0 && tree.depth(n) > panel.level) || !is_listed(tree.id(n))) continue;
        const bool named = n == node && panel.projects && !project.is_root();
        rows[tree.id(n)].insert(named ? project.handle() : kRoot);
      }
    }
    for (const auto& [code, projects] : rows)
      for (NodeId project : projects) table.rows.push_back(code_row(d, code, project));
  }

  Row code_row(Dimension d, const std::string& code, NodeId project) {
    Row row;
    row.code = code;
    row.name = code_name(d, code);
    const NodeId node = out_.space.code(d, code, row.name);
    row.region = Region{}.with(d, node).with(Dimension::Project, project);
    row.label = code + " " + row.name;
    if (project != kRoot) row.label += " " + out_.space.tree(Dimension::Project).name(project);
    return row;
  }

  std::string code_name(Dimension d, const std::string& code) const {
    const Tree& tree = out_.space.tree(d);
    if (const auto node = tree.find(code); node && !tree.name(*node).empty()) return tree.name(*node);
    const auto classification = d == Dimension::Economic ? Classification::EconomicDepartment : Classification::Function;
    const CodeEntry* entry = knowledge_.codes.find(classification, code, file_.year);
    return entry == nullptr ? std::string() : std::string(knowledge_.codes.name_in(*entry, file_.year));
  }

  std::size_t add_figures(Table table, int decimals) {
    const int index = static_cast<int>(out_.tables.size());
    std::size_t figures = 0;
    for (std::size_t r = 0; r < table.rows.size(); ++r)
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const Region region = cell_region(out_.space, table.columns[c].region, table.rows[r].region);
        const Amount amount = r < unsaid_.size() && unsaid_[r] ? Amount() : evaluate(knowledge_.canonical(out_.space, region));
        table.cells.push_back(amount.is_zero() ? -1 : static_cast<int>(out_.claims.size()));
        if (amount.is_zero()) continue;
        Claim claim;
        claim.region = region;
        claim.figure = round_to_figure(amount, table.unit, decimals);
        claim.quote = print(claim.figure, true);
        claim.cell = {index, static_cast<int>(r), static_cast<int>(c)};
        out_.claims.push_back(std::move(claim));
        ++figures;
      }
    out_.tables.push_back(std::move(table));
    return figures;
  }

  Amount evaluate(const Region& region) const {
    Amount total;
    for (const LedgerLine* line : lines_)
      if (out_.space.contains(region, line->point)) total = total + line->amount;
    return total;
  }

  const LedgerFile& file_;
  const Form& form_;
  const Knowledge& knowledge_;
  Disclosure out_;
  std::vector<bool> unsaid_;                       // rows of the table that get no amount
  std::vector<const LedgerLine*> lines_, listed_;  // of the table; those that make rows of their own
};

}  // namespace

Disclosure compile_tables(const LedgerFile& file, const Form& form, const Knowledge& knowledge) {
  return TableCompiler(file, form, knowledge).run();
}

}  // namespace mingzhang
