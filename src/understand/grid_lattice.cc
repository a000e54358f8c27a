#include "understand/grid_lattice.h"

#include <algorithm>

#include "base/text.h"
#include "understand/passage.h"

namespace mingzhang {
namespace {

constexpr int kColumnsMax = 200;
constexpr std::size_t kPlacesMax = 4'000'000;  // rows times columns of one table

struct Edge {
  int left = 0, right = 0;
};

// Where each column lies on its page, from the cells that are one column wide; empty edges where no such cell has a box.
std::vector<Edge> column_edges(const Grid& grid) {
  std::vector<Edge> edges(static_cast<std::size_t>(std::max(0, grid.column_count)));
  for (const Cell& cell : grid.cells) {
    if (cell.column_span != 1 || cell.column < 0 || cell.column >= grid.column_count || cell.place.box.empty()) continue;
    Edge& edge = edges[static_cast<std::size_t>(cell.column)];
    if (edge.left == edge.right) edge = {cell.place.box.left, cell.place.box.right};
  }
  return edges;
}

struct ColumnRange {
  int first = 0, last = 0;
};

// A part in which every row begins with a cell over as many columns as another row of the table has merged there (合计 over the codes
// and the name): the format has not said so because nothing else stands in these columns.
std::vector<ColumnRange> behind_merged_cell(const Grid& finest, const Grid& part) {
  const int merged = finest.column_count - part.column_count + 1;
  const bool known = std::ranges::any_of(finest.cells, [&](const Cell& cell) { return cell.column == 0 && cell.column_span == merged; });
  if (!known || part.column_count < 2) return {};
  std::vector<ColumnRange> ranges(static_cast<std::size_t>(part.column_count), {0, merged - 1});
  for (int c = 1; c < part.column_count; ++c) ranges[static_cast<std::size_t>(c)] = {merged - 1 + c, merged - 1 + c};
  return ranges;
}

// The columns of a part as columns of the finest one. Where the counts differ, by their middles on the page; empty when that
// leaves a column without a place, or a place with two.
std::vector<ColumnRange> match_columns(const Grid& finest, const Grid& part) {
  std::vector<ColumnRange> ranges(static_cast<std::size_t>(std::max(0, part.column_count)));
  if (finest.column_count == part.column_count) {
    for (int c = 0; c < part.column_count; ++c) ranges[static_cast<std::size_t>(c)] = {c, c};
    return ranges;
  }
  const std::vector<Edge> edges = column_edges(finest), coarse = column_edges(part);
  if (std::ranges::all_of(coarse, [](const Edge& edge) { return edge.left == edge.right; })) return behind_merged_cell(finest, part);
  int next = 0;
  for (std::size_t c = 0; c < coarse.size(); ++c) {
    const auto inside = [&](int column) {
      const Edge& edge = edges[static_cast<std::size_t>(column)];
      const int middle = (edge.left + edge.right) / 2;
      return coarse[c].left < middle && middle < coarse[c].right;
    };
    ranges[c].first = next;
    while (next < finest.column_count && inside(next)) ++next;
    ranges[c].last = next - 1;
    if (ranges[c].last < ranges[c].first) return {};
  }
  if (next != finest.column_count) return {};
  return ranges;
}

class LatticeBuilder {
 public:
  LatticeBuilder(const TitledGrid& table, const Vocabulary& vocabulary) : table_(table), vocabulary_(vocabulary) {}

  Lattice build() {
    const auto finer = [](const GridPart& a, const GridPart& b) { return a.grid->column_count < b.grid->column_count; };
    const Grid& finest = *std::max_element(table_.parts.begin(), table_.parts.end(), finer)->grid;
    lattice_.column_count = std::clamp(finest.column_count, 0, kColumnsMax);
    for (std::size_t p = 0; p < table_.parts.size(); ++p) {
      const std::vector<ColumnRange> columns = match_columns(finest, *table_.parts[p].grid);
      if (columns.empty() || finest.column_count > kColumnsMax) lattice_.refused.push_back(table_.parts[p].grid);
      else add_part(static_cast<int>(p), columns);
    }
    return std::move(lattice_);
  }

 private:
  void add_part(int p, const std::vector<ColumnRange>& columns) {
    const GridPart& part = table_.parts[static_cast<std::size_t>(p)];
    const int first = part.first_row, count = std::max(0, part.grid->row_count - first);
    const std::size_t base = lattice_.rows.size();
    if ((base + static_cast<std::size_t>(count)) * static_cast<std::size_t>(lattice_.column_count) > kPlacesMax) {
      lattice_.refused.push_back(part.grid);
      return;
    }
    for (int r = 0; r < count; ++r)
      lattice_.rows.push_back({std::vector<const Cell*>(static_cast<std::size_t>(lattice_.column_count), nullptr), p, first + r});
    for (const Cell& cell : part.grid->cells) {
      const int right = std::min<int>(cell.column + cell.column_span, static_cast<int>(columns.size()));
      const int bottom = std::min(cell.row + cell.row_span, part.grid->row_count);
      for (int r = std::max(cell.row, first); r < bottom; ++r)
        for (int c = std::max(cell.column, 0); c < right; ++c)
          for (int to = columns[static_cast<std::size_t>(c)].first; to <= columns[static_cast<std::size_t>(c)].last; ++to)
            lattice_.rows[base + static_cast<std::size_t>(r - first)].cells[static_cast<std::size_t>(to)] = &cell;
    }
    if (p == 0) return;
    drop_repeated_header(base);
    if (base > 0 && base < lattice_.rows.size() && is_rest_of_row(base)) join_rows(base);
  }

  // The page has cut a row when the next begins with nothing but the ends of its names: no figure, no code, no number before
  // them, no words that say something by themselves.
  bool is_rest_of_row(std::size_t r) const {
    bool any = false;
    for (int c = 0; c < lattice_.column_count; ++c) {
      const std::string text = lattice_.text(r, c);
      if (text.empty()) continue;
      if (lattice_.own(r, c) == nullptr || lattice_.text(r - 1, c).empty()) return false;
      if (text.find_first_of("0123456789") != std::string::npos || numbering_length(text) > 0) return false;
      if (!vocabulary_.has_unknown_words(text) && !vocabulary_.find(word_key(text)).empty()) return false;
      any = true;
    }
    return any;
  }

  void join_rows(std::size_t r) {
    for (int c = 0; c < lattice_.column_count; ++c) {
      const std::string rest = lattice_.text(r, c);
      if (rest.empty()) continue;
      const Cell* before = lattice_.at(r - 1, c);
      lattice_.joined.push_back(*before);
      lattice_.joined.back().text += rest;
      lattice_.rows[r - 1].cells[static_cast<std::size_t>(c)] = &lattice_.joined.back();
    }
    lattice_.rows.erase(lattice_.rows.begin() + static_cast<std::ptrdiff_t>(r));
  }

  // The next page begins with the rows that the table began with.
  void drop_repeated_header(std::size_t base) {
    std::size_t same = 0;
    while (base + same < lattice_.rows.size() && same < base && same_text(same, base + same)) ++same;
    lattice_.rows.erase(lattice_.rows.begin() + static_cast<std::ptrdiff_t>(base), lattice_.rows.begin() + static_cast<std::ptrdiff_t>(base + same));
  }

  bool same_text(std::size_t a, std::size_t b) const {
    for (int c = 0; c < lattice_.column_count; ++c)
      if (lattice_.text(a, c) != lattice_.text(b, c)) return false;
    return true;
  }

  const TitledGrid& table_;
  const Vocabulary& vocabulary_;
  Lattice lattice_;
};

}  // namespace

const Cell* Lattice::own(std::size_t row, int column) const {
  const Cell* cell = at(row, column);
  if (cell == nullptr) return nullptr;
  const bool from_left = column > 0 && at(row, column - 1) == cell;
  const bool from_above = row > 0 && at(row - 1, column) == cell;
  return from_left || from_above ? nullptr : cell;
}

std::string Lattice::text(std::size_t row, int column) const {
  const Cell* cell = at(row, column);
  return cell == nullptr ? std::string() : without_spaces(cell->text);
}

Lattice make_lattice(const TitledGrid& table, const Vocabulary& vocabulary) { return LatticeBuilder(table, vocabulary).build(); }

}  // namespace mingzhang
