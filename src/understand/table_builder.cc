#include "understand/table_builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "cube/region_index.h"
#include "disclosure/claims_view.h"
#include "disclosure/row_shifts.h"
#include "disclosure/listings.h"
#include "understand/place_figures.h"

namespace mingzhang {
namespace {

Region with_year(Region region, Space& space, int year) {
  region[Dimension::Year] = Extent(space.year(year));
  return region;
}

Row make_row(FlatRow& flat, const FormPanel& form, Space& space) {
  Row row;
  row.code = flat.code;
  row.place = flat.place;
  if (flat.form_row >= 0) row.region = form.rows[static_cast<std::size_t>(flat.form_row)].region;
  if (const std::string& code = flat.code.empty() ? flat.named_code : flat.code; !code.empty()) {
    const Dimension d = form.axis == Axis::Economic ? Dimension::Economic : Dimension::Function;
    row.region[d] = Extent(space.code(d, code, flat.code.empty() ? "" : flat.name));
  }
  if (!flat.unit.empty()) row.region[Dimension::Unit] = Extent(space.named(Dimension::Unit, flat.unit));
  if (!flat.project.empty()) row.region[Dimension::Project] = Extent(space.named(Dimension::Project, flat.project));
  row.name = std::move(flat.name);
  row.label = std::move(flat.label);
  return row;
}

// Rows that are neither this year's income nor its expenditure (年初结转和结余, 结余分配): the total is all of them together, and rows
// that do not say otherwise are about what the panel says.
void widen_flow(const FlatPanel& panel, Space& space, Table& table) {
  const Dimension d = Dimension::Flow;
  const Extent own = table.scope[d];
  if (own.is_root()) return;
  std::vector<NodeId> nodes;
  for (const Row& row : table.rows)
    if (const Extent flow = row.region[d]; !flow.is_root() && !space.contains(d, own, flow))
      for (NodeId node : space.nodes(flow)) nodes.push_back(node);
  if (nodes.empty()) return;
  for (NodeId node : space.nodes(own)) nodes.push_back(node);
  const Extent wide = space.extent(d, nodes);
  for (std::size_t r = 0; r < table.rows.size(); ++r)
    if (table.rows[r].region[d].is_root() && !panel.rows[r].total) table.rows[r].region[d] = own;
  for (Column& column : table.columns)
    if (column.region[d] == own) column.region[d] = wide;
  table.scope[d] = wide;
}

class ClaimPlacer {
 public:
  ClaimPlacer(const Knowledge& knowledge, const std::vector<const FlatPanel*>& panels, Disclosure& disclosure)
      : knowledge_(knowledge), panels_(panels), out_(disclosure), space_(disclosure.space) {}

  void run() {
    if (panels_.empty()) return;
    find_shifts();
    make_room();
    for (std::size_t t = 0; t < panels_.size(); ++t) collect_table(t);
    collect_nil_claims();
    collect_sayings();
    std::vector<Listing> listings;
    for (const Table& table : out_.tables)
      for (Listing listing : table.listings) {
        listing.scope = knowledge_.canonical(space_, listing.scope);
        listings.push_back(std::move(listing));
      }
    problem_.identities = derive_identities(space_, std::move(index_), listings, knowledge_.axioms, zero_);
    const std::vector<PlacedRow> placed = place_figures(problem_);
    for (std::size_t i = 0; i < placed.size(); ++i) write_row(rows_[i], placed[i]);
    for (const auto& [ref, reason] : left_open_) write_row(ref, {}, reason);
  }

 private:
  struct RowRef {
    std::size_t table, row;
  };

  std::uint32_t region_index(const Region& region) { return index_.add(knowledge_.canonical(space_, region)); }

  void make_room() {
    std::size_t rows = 0, cells = 0;
    for (std::size_t t = 0; t < panels_.size(); ++t) {
      rows += panels_[t]->rows.size();
      cells += panels_[t]->rows.size() * out_.tables[t].columns.size();
    }
    rows_.reserve(rows);
    problem_.rows.reserve(rows);
    index_.reserve(cells);
  }

  // Figures beside other items than their own say nothing about any cell.
  void find_shifts() {
    std::vector<CodedRows> tables(panels_.size());
    for (std::size_t t = 0; t < panels_.size(); ++t)
      for (const FlatRow& row : panels_[t]->rows)
        tables[t].push_back({row.code, row.figures.empty() ? std::nullopt : std::optional(row.figures.front().figure)});
    shifts_ = find_row_shifts(tables);
  }

  bool is_shifted(std::size_t t, std::size_t r) const {
    return std::ranges::any_of(shifts_, [&](const RowShift& shift) { return shift.covers(static_cast<int>(t), static_cast<int>(r)); });
  }

  void collect_table(std::size_t t) {
    Table& table = out_.tables[t];
    const FlatPanel& panel = *panels_[t];
    table.cells.assign(table.rows.size() * table.columns.size(), -1);
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      if (!panel.misfit.empty() || is_shifted(t, r)) {
        left_open_.emplace_back(RowRef{t, r}, panel.misfit.empty() ? "这一段数字整体错行" : panel.misfit);
        continue;
      }
      PlacementRow row;
      row.cells.reserve(table.columns.size());
      row.figures.reserve(panel.rows[r].figures.size());
      for (const Column& column : table.columns) row.cells.push_back(region_index(cell_region(space_, column.region, table.rows[r].region)));
      for (const PrintedFigure& figure : panel.rows[r].figures) row.figures.push_back(figure.interval());
      if (table.columns.size() == 1) add_fact(row);
      rows_.push_back({t, r});
      problem_.rows.push_back(std::move(row));
    }
    for (const Region& region : unprinted_totals(table, space_)) region_index(region);
  }

  // With one column there is no choice; an empty cell is a printed zero.
  void add_fact(const PlacementRow& row) {
    if (row.figures.size() > 1) return;
    const std::uint32_t region = row.cells.front();
    problem_.facts.emplace_back(region, row.figures.empty() ? Interval::exactly(0) : row.figures.front());
    if (row.figures.empty()) zero_.push_back(index_.regions()[region]);
  }

  void collect_nil_claims() {
    for (const Table& table : out_.tables) {
      if (!table.empty_statement || !table.rows.empty()) continue;
      const std::uint32_t region = region_index(table.scope);
      problem_.facts.emplace_back(region, Interval::exactly(0));
      zero_.push_back(index_.regions()[region]);
    }
  }

  void collect_sayings() {
    for (const Claim& claim : out_.claims)
      if (claim.kind == ClaimKind::Value && !claim.weak && is_money(claim.figure.unit))
        problem_.sayings.emplace_back(region_index(claim.region), claim.interval());
  }

  std::string column_name(const Table& table, int column) const { return table.columns[static_cast<std::size_t>(column)].path.back(); }

  std::string reason_of(const Table& table, const FlatRow& row, const PlacedRow& placed) const {
    if (row.figures.size() > table.columns.size())
      return fmt::format("本行有 {} 个数字，表中只有 {} 个金额列", row.figures.size(), table.columns.size());
    if (placed.alternatives.empty()) return "列数过多，无法逐一判断数字所在的列";
    std::string readings;
    for (const auto& columns : placed.alternatives) {
      if (!readings.empty()) readings += "；";
      for (std::size_t i = 0; i < columns.size(); ++i) readings += (i > 0 ? "、" : "") + column_name(table, columns[i]);
    }
    return (placed.contradicted ? "没有一种读法与其他数字相符，以下读法矛盾同样少：" : "空单元格已丢失，以下读法都说得通：") + readings;
  }

  void write_row(const RowRef& ref, const PlacedRow& placed, const std::string& reason = {}) {
    Table& table = out_.tables[ref.table];
    Row& row = table.rows[ref.row];
    const FlatRow& flat = panels_[ref.table]->rows[ref.row];
    row.standing = placed.standing;
    row.contradicted = placed.contradicted || flat.figures.size() > table.columns.size();
    if (placed.standing == Standing::Open) row.reason = reason.empty() ? reason_of(table, flat, placed) : reason;
    else if (placed.standing == Standing::Presumed) row.reason = "本行数字与其他数字矛盾，按矛盾最少的读法放置";
    for (std::size_t f = 0; f < flat.figures.size(); ++f) {
      if (flat.figures[f].nil) continue;
      Claim claim;
      const int column = placed.columns.empty() ? -1 : placed.columns[f];
      claim.region = column < 0 ? cell_region(space_, table.scope, row.region)
                                : cell_region(space_, table.columns[static_cast<std::size_t>(column)].region, row.region);
      claim.figure = flat.figures[f].figure;
      claim.quote = flat.figures[f].quote;
      claim.place = flat.figures[f].place;
      claim.cell = {static_cast<int>(ref.table), static_cast<int>(ref.row), column};
      claim.standing = row.standing;
      claim.reason = row.reason;
      if (column >= 0)
        table.cells[ref.row * table.columns.size() + static_cast<std::size_t>(column)] = static_cast<int>(out_.claims.size());
      out_.claims.push_back(std::move(claim));
      ++out_.printed_amounts;
    }
  }

  const Knowledge& knowledge_;
  const std::vector<const FlatPanel*>& panels_;
  Disclosure& out_;
  Space& space_;
  RegionIndex index_;
  PlacementProblem problem_;
  std::vector<RowRef> rows_;     // of the problem
  std::vector<std::pair<RowRef, std::string>> left_open_;  // rows that are not placed, and why
  std::vector<RowShift> shifts_;
  std::vector<Region> zero_;
};

}  // namespace

std::vector<const FlatPanel*> build_tables(const std::vector<TableRange>& ranges, std::vector<FlatTable>& flat, Disclosure& out) {
  std::vector<const FlatPanel*> panels;
  for (std::size_t i = 0; i < ranges.size(); ++i)
    for (FlatPanel& panel : flat[i].panels) {
      Table table;
      table.id = ranges[i].form->id;
      table.number = ranges[i].number;
      table.title = ranges[i].form->title;
      table.panel = panel.form->name;
      table.place = ranges[i].place;
      table.unit = flat[i].unit;
      table.scope = with_year(panel.form->scope, out.space, out.year);
      table.empty_statement = flat[i].empty_statement;
      for (int c : panel.form->amount_columns()) {
        const FormColumn& column = panel.form->columns[static_cast<std::size_t>(c)];
        table.columns.push_back({column.path, with_year(column.region, out.space, out.year)});
      }
      table.rows.reserve(panel.rows.size());
      for (FlatRow& row : panel.rows) table.rows.push_back(make_row(row, *panel.form, out.space));
      widen_flow(panel, out.space, table);
      const int index = static_cast<int>(out.tables.size());
      list_rows(table.rows, table.scope, index, out.space, table.listings);
      if (panel.misfit.empty()) list_columns(table.columns, table.scope, index, out.space, table.listings);
      panels.push_back(&panel);
      out.tables.push_back(std::move(table));
    }
  return panels;
}

void place_claims(const Knowledge& knowledge, const std::vector<const FlatPanel*>& panels, Disclosure& disclosure) {
  ClaimPlacer(knowledge, panels, disclosure).run();
}

}  // namespace mingzhang
