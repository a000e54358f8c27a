#include "understand/grid_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "disclosure/claims_view.h"
#include "forms/titles.h"
#include "understand/form_labels.h"
#include "understand/grid_rows.h"
#include "disclosure/listings.h"
#include "understand/passage.h"

namespace mingzhang {
namespace {

// One amount column, understood or not.
struct AmountColumn {
  int lattice_column = 0;
  Column column;
  std::string unknown;
};

class GridTableBuilder {
 public:
  GridTableBuilder(const TitledGrid& grid, Unit unit, const Form* form, const Knowledge& knowledge, Disclosure& out)
      : grid_(grid), unit_(unit), knowledge_(knowledge), words_(knowledge.table_words), out_(out),
        grid_words_(knowledge, out), lattice_(make_lattice(grid, knowledge.vocabulary)), layout_(find_layout(lattice_, words_)) {
    if (form != nullptr && !grid.title.empty()) known_ = find_table(knowledge, *form, word_key(grid.title));
  }

  void build() {
    for (const Grid* part : lattice_.refused) refuse(*part, "本页表格的列与上一页不同，无法接续");
    if (grid_.title.empty()) {
      for (const GridPart& part : grid_.parts) refuse(*part.grid, "表格前没有标题，不知道是什么表");
      return;
    }
    const Region scope = grid_words_.title_scope(grid_.title);
    const int first = static_cast<int>(out_.tables.size());
    std::vector<ReadList> lists;
    const auto count = static_cast<std::size_t>(std::ranges::count_if(layout_.lists, [](const GridList& list) { return !list.amounts.empty(); }));
    for (const GridList& list : layout_.lists)
      if (!list.amounts.empty()) lists.push_back(read_list(list, scope, panel_of(lists.size(), count)));
    widen_source(lists);
    for (ReadList& list : lists) build_list(list);
    fold_listings(first);
    state_emptiness(first);
  }

 private:
  struct ReadList {
    const GridList* list = nullptr;
    Region scope;  // what title and header say
    Region wide;   // what its total covers
    GridRows rows;
    std::vector<AmountColumn> columns;
  };

  struct Built {
    std::vector<Row> listed;  // rows with all that they say
    bool complete = true;     // no row with figures stayed open
  };

  // Figures of grids that are no tables of ours; only what looks like money, for there are line numbers and counts too.
  void refuse(const Grid& grid, const std::string& reason) {
    for (const Cell& cell : grid.cells) {
      const auto figure = cell_figure(cell.text, unit_);
      if (figure && figure->decimals > 0 && is_money(figure->unit)) add_open(cell, reason);
    }
  }

  void add_open(const Cell& cell, const std::string& reason) {
    out_.open.push_back({cell.place, std::string(trimmed(cell.text)), reason});
    ++out_.printed_amounts;
  }

  // ---- one list

  // The lists of a table stand in the order of the form's panels, when there are as many.
  const FormPanel* panel_of(std::size_t list, std::size_t lists) const {
    return known_ != nullptr && known_->panels.size() == lists ? &known_->panels[list] : nullptr;
  }

  ReadList read_list(const GridList& list, const Region& title_scope, const FormPanel* panel) {
    ReadList read{&list, title_scope, {}, {}, {}};
    std::string unknown;
    for (const std::string& text : list.context) {
      const Understood understood = grid_words_.header(read.scope, text, false);
      read.scope = understood.region;
      if (unknown.empty() && !list.name.empty()) unknown = understood.unknown;
    }
    read.rows = read_grid_rows(lattice_, layout_, list, read.scope, panel, knowledge_, out_);
    read.columns = read_columns(list, read.scope, panel, unknown);
    read.wide = read.scope;
    for (const GridRow& row : read.rows.rows) widen(Dimension::Flow, row.row.region[Dimension::Flow], read);
    return read;
  }

  // Rows that are neither this year's income nor its expenditure (年初结转和结余, 结余分配): the total is all of them together.
  void widen(Dimension d, Extent more, ReadList& read) {
    const Extent before = read.wide[d];
    if (read.scope[d].is_root() || more.is_root() || out_.space.contains(d, before, more)) return;
    std::vector<NodeId> nodes;
    for (NodeId node : out_.space.nodes(before)) nodes.push_back(node);
    for (NodeId node : out_.space.nodes(more)) nodes.push_back(node);
    read.wide[d] = out_.space.extent(d, nodes);
    for (AmountColumn& column : read.columns)
      if (column.column.region[d] == before) column.column.region[d] = read.wide[d];
  }

  // What is carried over from last year into a table about this year's sources (财政拨款收支总表) is spent there too: both sides
  // of the table are about all of it.
  void widen_source(std::vector<ReadList>& lists) {
    std::vector<Extent> carried;
    for (const ReadList& read : lists)
      for (const GridRow& row : read.rows.rows)
        if (read.list->codes.empty() && out_.space.disjoint(Dimension::Source, read.scope[Dimension::Source], row.row.region[Dimension::Source]) && has_money(read, row))
          carried.push_back(row.row.region[Dimension::Source]);
    for (ReadList& read : lists)
      for (Extent source : carried) widen(Dimension::Source, source, read);
  }

  bool has_money(const ReadList& read, const GridRow& row) const {
    return std::any_of(read.list->amounts.begin(), read.list->amounts.end(), [&](int c) {
      const Cell* cell = lattice_.own(row.lattice_row, c);
      const auto figure = cell == nullptr ? std::nullopt : cell_figure(cell->text, unit_);
      return figure && !figure->is_zero();
    });
  }

  void build_list(ReadList& read) {
    Table table;
    if (known_ != nullptr) table.id = known_->id;
    table.number = grid_.number;
    table.title = grid_.title;
    table.panel = read.list->name;
    table.place = grid_.place;
    table.unit = unit_;
    table.scope = read.wide;
    add_columns(read.columns, table);
    if (table.columns.empty()) return;  // a list of something else; its figures stay open
    Built built = add_rows(read.rows, read.columns, read.scope, table);
    for (std::size_t note : read.rows.notes) notes_.push_back(note);
    built_.push_back(std::move(built));
    out_.tables.push_back(std::move(table));
  }

  std::vector<AmountColumn> read_columns(const GridList& list, const Region& scope, const FormPanel* panel, const std::string& unknown) {
    std::vector<AmountColumn> columns;
    header_labels_ = FormLabels(panel);
    for (int c : list.amounts) {
      AmountColumn column{c, {layout_.columns[static_cast<std::size_t>(c)].path, scope}, unknown};
      for (std::size_t level = 0; level < column.column.path.size(); ++level) {
        const Understood understood = header(column.column.region, column.column.path, level, !list.codes.empty());
        column.column.region = understood.region;
        if (column.unknown.empty()) column.unknown = understood.unknown;
      }
      columns.push_back(std::move(column));
    }
    separate_siblings(columns, scope, !list.codes.empty());
    refuse_twins(columns);
    return columns;
  }

  // What a text of a header says on top of those above it: what the form says of it, else its words.
  Understood header(const Region& above, const std::vector<std::string>& path, std::size_t level, bool by_code) const {
    const Extents* means = header_labels_.header(path, level);
    if (means == nullptr) return grid_words_.header(above, path[level], by_code);
    Understood stated{above, true, {}};
    for (const auto& [d, extent] : *means) stated.region[d] = extent;
    return stated;
  }

  // 一般公共预算 beside 上级一般公共预算安排的转移支付 means the rest of it: columns of one group never overlap, except for its total.
  void separate_siblings(std::vector<AmountColumn>& columns, const Region& scope, bool by_code) {
    const std::vector<AmountColumn> before = columns;
    for (AmountColumn& column : columns) {
      const Region group = group_region(column.column.path, scope, by_code);
      if (column.column.region == group) continue;
      for (const AmountColumn& other : before)
        if (siblings(column.column.path, other.column.path)) subtract_source(column.column.region, other.column.region);
    }
  }

  static bool siblings(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return !a.empty() && a.size() == b.size() && std::equal(a.begin(), a.end() - 1, b.begin());
  }

  Region group_region(const std::vector<std::string>& path, Region region, bool by_code) const {
    for (std::size_t level = 0; level + 1 < path.size(); ++level) region = header(region, path, level, by_code).region;
    return region;
  }

  void subtract_source(Region& region, const Region& part_of) {
    const Dimension d = Dimension::Source;
    const Extent whole = region[d], part = part_of[d];
    const Tree& tree = out_.space.tree(d);
    if (whole == part || whole.is_set() || part.is_set() || whole.is_root() || !tree.closed(whole.handle())) return;
    if (!out_.space.contains(d, whole, part)) return;
    std::vector<NodeId> rest;
    for (NodeId child : tree.children(whole.handle()))
      if (child != part.handle()) rest.push_back(child);
    if (!rest.empty()) region[d] = out_.space.extent(d, rest);
  }

  // Columns that say the same are told apart by nobody.
  static void refuse_twins(std::vector<AmountColumn>& columns) {
    std::map<Region, int> counts;
    for (const AmountColumn& column : columns)
      if (column.unknown.empty()) ++counts[column.column.region];
    for (AmountColumn& column : columns)
      if (column.unknown.empty() && counts[column.column.region] > 1)
        column.unknown = fmt::format("表头“{}”与另一列的意思相同，分不清", column.column.path.empty() ? "" : column.column.path.back());
  }

  void add_columns(const std::vector<AmountColumn>& columns, Table& table) {
    bool complete = true;
    for (const AmountColumn& column : columns) {
      if (column.unknown.empty()) table.columns.push_back(column.column);
      else if (open_column(column)) complete = false;
    }
    if (complete) list_columns(table.columns, table.scope, static_cast<int>(out_.tables.size()), out_.space, table.listings);
  }

  // True when it has figures.
  bool open_column(const AmountColumn& column) {
    bool any = false;
    for (std::size_t r = layout_.body; r < lattice_.rows.size(); ++r) {
      const Cell* cell = lattice_.own(r, column.lattice_column);
      if (cell == nullptr || is_numbering_row(lattice_, r, words_)) continue;
      if (!cell_figure(cell->text, unit_)) continue;
      add_open(*cell, column.unknown);
      any = true;
    }
    return any;
  }

  Built add_rows(GridRows& rows, const std::vector<AmountColumn>& columns, const Region& scope, Table& table) {
    Built built;
    const bool names_source = std::any_of(rows.rows.begin(), rows.rows.end(), [&](const GridRow& row) {
      return row.row.region[Dimension::Source] != scope[Dimension::Source];
    });
    for (GridRow& grid_row : rows.rows) {
      Row& row = grid_row.row;
      const Region full = row.region;
      row.region = grid_row.total ? Region() : own_region(full, scope, table.scope, names_source);
      if (!grid_row.unknown.empty()) {
        row.standing = Standing::Open;
        row.reason = grid_row.unknown;
      }
      const std::size_t first_claim = out_.claims.size();
      const bool figures = add_cells(grid_row, columns, table);
      for (std::size_t c = first_claim; c < out_.claims.size() && row.standing == Standing::Open; ++c) {
        out_.claims[c].standing = Standing::Open;
        out_.claims[c].reason = row.reason;
      }
      built.complete = built.complete && !(figures && row.standing == Standing::Open);
      // A name that says nothing of its own, beside empty cells, is no statement that the whole is nothing.
      if (!figures && !grid_row.total && row.region == Region()) leave_open(row, fmt::format("行名“{}”没有说明内容", row.name));
      if (!grid_row.total && !grid_row.among && row.standing != Standing::Open) built.listed.push_back(row);
      table.rows.push_back(std::move(row));
    }
    return built;
  }

  // The dimensions in which a row says more than its list. Where a list is about more than its title says, its rows are about
  // what the title says unless they say otherwise; sources count so only where rows name sources.
  static Region own_region(const Region& full, const Region& scope, const Region& wide, bool names_source) {
    Region own;
    for (int i = 0; i < kDimensionCount; ++i) {
      const auto d = static_cast<Dimension>(i);
      const bool named = d == Dimension::Flow || names_source;
      if (full[d] != scope[d] || (named && scope[d] != wide[d])) own[d] = full[d];
    }
    return own;
  }

  bool add_cells(GridRow& grid_row, const std::vector<AmountColumn>& columns, Table& table) {
    bool any = false;
    int index = 0;
    const int row_index = static_cast<int>(table.rows.size());
    for (const AmountColumn& column : columns) {
      if (!column.unknown.empty()) continue;
      const Cell* cell = lattice_.own(grid_row.lattice_row, column.lattice_column);
      if (cell == nullptr && goes_on_from_above(grid_row.lattice_row, column.lattice_column)) leave_open(grid_row.row, "单元格与上一行合并");
      table.cells.push_back(cell == nullptr ? -1 : add_claim(*cell, grid_row, {static_cast<int>(out_.tables.size()), row_index, index}, table));
      any = any || table.cells.back() >= 0;
      ++index;
    }
    return any;
  }

  static void leave_open(Row& row, std::string reason) {
    if (row.standing == Standing::Open) return;
    row.standing = Standing::Open;
    row.reason = std::move(reason);
  }

  bool goes_on_from_above(std::size_t r, int c) const {
    const Cell* cell = lattice_.at(r, c);
    return cell != nullptr && r > layout_.body && lattice_.at(r - 1, c) == cell && !trimmed(cell->text).empty();
  }

  int add_claim(const Cell& cell, GridRow& grid_row, const CellRef& ref, const Table& table) {
    const std::string key = word_key(cell.text);
    if (key.empty() || is_word(words_.nil, key)) return -1;
    const auto figure = cell_figure(cell.text, unit_);
    if (!figure || !is_money(figure->unit)) {
      out_.open.push_back({cell.place, std::string(trimmed(cell.text)), "金额列中不是一个金额"});
      if (figure) ++out_.printed_amounts;
      leave_open(grid_row.row, "本行有不能识别的金额");
      return -1;
    }
    Claim claim;
    claim.region = cell_region(table.columns[static_cast<std::size_t>(ref.column)].region, grid_row.row.region);
    claim.figure = *figure;
    claim.quote = without_spaces(cell.text);
    claim.place = cell.place;
    claim.cell = ref;
    if (grid_row.row.place == Place{}) grid_row.row.place = cell.place;
    ++out_.printed_amounts;
    out_.claims.push_back(std::move(claim));
    return static_cast<int>(out_.claims.size()) - 1;
  }

  Region cell_region(const Region& column, const Region& row) { return mingzhang::cell_region(out_.space, column, row); }

  // ---- the lists of a table together

  // Lists that say the same beside each other (301 and 303 left, 302 and 310 right) are one list folded.
  void fold_listings(int first) {
    for (std::size_t i = 0; i < built_.size(); ++i) {
      Table& table = out_.tables[static_cast<std::size_t>(first) + i];
      std::vector<Row> rows = built_[i].listed;
      bool complete = built_[i].complete, folded_before = false;
      for (std::size_t j = 0; j < built_.size(); ++j) {
        const Table& other = out_.tables[static_cast<std::size_t>(first) + j];
        if (j == i || !same_columns(table, other)) continue;
        folded_before = folded_before || j < i;
        rows.insert(rows.end(), built_[j].listed.begin(), built_[j].listed.end());
        complete = complete && built_[j].complete;
      }
      if (folded_before || !complete) continue;
      const int index = first + static_cast<int>(i);
      list_items(rows, table.scope, index, out_.space, table.listings);
      for (Row& row : rows) row.region[Dimension::Project] = Extent();
      list_rows(rows, table.scope, index, out_.space, table.listings);
    }
  }

  static bool same_columns(const Table& a, const Table& b) {
    return a.scope == b.scope && std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
                                            [](const Column& x, const Column& y) { return x.region == y.region; });
  }

  // Notes that a table is empty belong to it; other notes explain what it shows.
  void state_emptiness(int first) {
    Passage statement;
    if (!grid_.notes.empty()) statement = join_lines(grid_.notes);
    for (std::size_t note : notes_)
      for (int c = 0; c < lattice_.column_count && statement.text.empty(); ++c)
        if (const Cell* cell = lattice_.at(note, c); cell != nullptr && !trimmed(cell->text).empty())
          statement = {without_spaces(cell->text), {{0, cell->place}}};
    if (!has_word(words_.empty, word_key(statement.text))) return;
    for (std::size_t t = static_cast<std::size_t>(first); t < out_.tables.size(); ++t) out_.tables[t].empty_statement = statement;
  }

  const TitledGrid& grid_;
  Unit unit_;
  const FormTable* known_ = nullptr;   // of the form
  FormLabels header_labels_{nullptr};  // of the list whose columns are being read
  const Knowledge& knowledge_;
  const TableWords& words_;
  Disclosure& out_;
  GridWords grid_words_;
  Lattice lattice_;
  GridLayout layout_;
  std::vector<Built> built_;
  std::vector<std::size_t> notes_;
};

// Where a table does not print its unit of money, that of most others holds.
Unit usual_unit(const TableOutline& outline, const Form* form) {
  std::map<Unit, int> counts;
  for (const TitledGrid& grid : outline.grids)
    if (grid.unit) ++counts[*grid.unit];
  const auto most = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most != counts.end()) return most->first;
  return form == nullptr ? Unit::WanYuan : form->money_unit;
}

}  // namespace

void build_grid_tables(const TableOutline& outline, const Form* form, const Knowledge& knowledge, Disclosure& disclosure) {
  const Unit usual = usual_unit(outline, form);
  for (const TitledGrid& grid : outline.grids) {
    if (!grid.unit && !grid.title.empty())
      disclosure.notes.push_back({"understand.unit.missing", fmt::format("“{}”没有标明金额单位，按本文件其他表的“{}”理解", grid.title, unit_name(usual)), grid.place});
    GridTableBuilder(grid, grid.unit.value_or(usual), form, knowledge, disclosure).build();
  }
}

}  // namespace mingzhang
