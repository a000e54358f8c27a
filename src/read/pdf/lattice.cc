#include "read/pdf/lattice.h"

#include <algorithm>
#include <numeric>

namespace mingzhang::pdf {
namespace {

constexpr double kTouch = 3;         // points by which lines may miss each other
constexpr double kOpenSide = 6;      // points that lines stand out where the side of a table is not ruled
constexpr double kRuledShare = 0.6;  // of the side of a cell

// Which rulings touch each other, directly or through others.
class Components {
 public:
  explicit Components(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
  std::size_t root(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void unite(std::size_t a, std::size_t b) { parent_[root(a)] = root(b); }

 private:
  std::vector<std::size_t> parent_;
};

struct Group {
  std::vector<Segment> horizontals, verticals;
};

std::vector<Group> connected(const std::vector<Segment>& horizontals, const std::vector<Segment>& verticals) {
  Components components(horizontals.size() + verticals.size());
  for (std::size_t h = 0; h < horizontals.size(); ++h) {
    const Segment& line = horizontals[h];
    auto v = std::lower_bound(verticals.begin(), verticals.end(), line.from - kTouch,
                              [](const Segment& s, double x) { return s.position < x; });
    for (; v != verticals.end() && v->position <= line.to + kTouch; ++v) {
      if (line.position < v->from - kTouch || line.position > v->to + kTouch) continue;
      components.unite(h, horizontals.size() + static_cast<std::size_t>(v - verticals.begin()));
    }
  }
  std::vector<Group> by_root(horizontals.size() + verticals.size());
  for (std::size_t h = 0; h < horizontals.size(); ++h) by_root[components.root(h)].horizontals.push_back(horizontals[h]);
  for (std::size_t v = 0; v < verticals.size(); ++v) {
    by_root[components.root(horizontals.size() + v)].verticals.push_back(verticals[v]);
  }
  std::erase_if(by_root, [](const Group& g) { return g.horizontals.empty() || g.verticals.empty(); });
  return by_root;
}

// The positions of `lines`, and the ends of the lines `across` where they stand out.
std::vector<double> boundaries(const std::vector<Segment>& lines, const std::vector<Segment>& across) {
  std::vector<double> result;
  for (const Segment& line : lines) {
    if (result.empty() || line.position > result.back()) result.push_back(line.position);
  }
  double from = across.front().from, to = across.front().to;
  for (const Segment& line : across) {
    from = std::min(from, line.from);
    to = std::max(to, line.to);
  }
  if (from < result.front() - kOpenSide) result.insert(result.begin(), from);
  if (to > result.back() + kOpenSide) result.push_back(to);
  return result;
}

std::size_t index_of(const std::vector<double>& positions, double position) {
  return static_cast<std::size_t>(std::lower_bound(positions.begin(), positions.end(), position) - positions.begin());
}

// [line * steps + step]: is the boundary `line` ruled between the boundaries `step` and `step + 1` across it?
std::vector<bool> ruled_sides(const std::vector<Segment>& rulings, const std::vector<double>& lines,
                              const std::vector<double>& across) {
  const std::size_t steps = across.size() - 1;
  std::vector<bool> ruled(lines.size() * steps, false);
  for (const Segment& ruling : rulings) {
    const std::size_t line = index_of(lines, ruling.position);
    std::size_t step = index_of(across, ruling.from);
    step = step > 0 ? step - 1 : 0;
    for (; step < steps && across[step] < ruling.to; ++step) {
      const double covered = std::min(ruling.to, across[step + 1]) - std::max(ruling.from, across[step]);
      if (covered >= kRuledShare * (across[step + 1] - across[step])) ruled[line * steps + step] = true;
    }
  }
  return ruled;
}

class CellFinder {
 public:
  CellFinder(Lattice& lattice, const Group& group)
      : lattice_(lattice),
        rows_(static_cast<std::size_t>(lattice.row_count())),
        columns_(static_cast<std::size_t>(lattice.column_count())),
        above_(ruled_sides(group.horizontals, lattice.ys, lattice.xs)),
        left_(ruled_sides(group.verticals, lattice.xs, lattice.ys)) {}

  void find() {
    lattice_.cell_at.assign(rows_ * columns_, -1);
    for (std::size_t row = 0; row < rows_; ++row) {
      for (std::size_t column = 0; column < columns_; ++column) {
        if (lattice_.cell_at[row * columns_ + column] < 0) add_cell(row, column);
      }
    }
  }

 private:
  bool ruled_above(std::size_t row, std::size_t column) const { return above_[row * columns_ + column]; }
  bool ruled_left(std::size_t row, std::size_t column) const { return left_[column * rows_ + row]; }
  bool is_free(std::size_t row, std::size_t column) const { return lattice_.cell_at[row * columns_ + column] < 0; }

  // Does the row go on with the cell above it that has columns [column, end)?
  bool goes_on(std::size_t row, std::size_t column, std::size_t end) const {
    for (std::size_t c = column; c < end; ++c) {
      if (!is_free(row, c) || ruled_above(row, c) || (c > column && ruled_left(row, c))) return false;
    }
    return true;
  }

  void add_cell(std::size_t row, std::size_t column) {
    std::size_t column_end = column + 1, row_end = row + 1;
    while (column_end < columns_ && is_free(row, column_end) && !ruled_left(row, column_end)) ++column_end;
    while (row_end < rows_ && goes_on(row_end, column, column_end)) ++row_end;
    const int index = static_cast<int>(lattice_.cells.size());
    lattice_.cells.push_back({static_cast<int>(row), static_cast<int>(column), static_cast<int>(row_end - row),
                              static_cast<int>(column_end - column)});
    for (std::size_t r = row; r < row_end; ++r) {
      for (std::size_t c = column; c < column_end; ++c) lattice_.cell_at[r * columns_ + c] = index;
    }
  }

  Lattice& lattice_;
  std::size_t rows_, columns_;
  std::vector<bool> above_, left_;
};

}  // namespace

Rect Lattice::area(const LatticeCell& cell) const {
  return {xs[static_cast<std::size_t>(cell.column)], ys[static_cast<std::size_t>(cell.row)],
          xs[static_cast<std::size_t>(cell.column + cell.column_span)],
          ys[static_cast<std::size_t>(cell.row + cell.row_span)]};
}

int Lattice::cell_index(Point p) const {
  if (!area().contains(p)) return -1;
  const auto step = [](const std::vector<double>& positions, double position) {
    const auto after = std::upper_bound(positions.begin() + 1, positions.end() - 1, position);
    return static_cast<std::size_t>(after - positions.begin()) - 1;
  };
  return cell_at[step(ys, p.y) * (xs.size() - 1) + step(xs, p.x)];
}

std::vector<Lattice> find_lattices(const std::vector<Segment>& horizontals, const std::vector<Segment>& verticals,
                                   std::size_t positions_max) {
  std::vector<Lattice> lattices;
  for (const Group& group : connected(horizontals, verticals)) {
    Lattice lattice;
    lattice.xs = boundaries(group.verticals, group.horizontals);
    lattice.ys = boundaries(group.horizontals, group.verticals);
    if (lattice.xs.size() < 2 || lattice.ys.size() < 2) continue;
    if ((lattice.xs.size() - 1) * (lattice.ys.size() - 1) > positions_max) continue;
    CellFinder(lattice, group).find();
    if (lattice.cells.size() >= 2) lattices.push_back(std::move(lattice));
  }
  const auto size = [](const Lattice& l) { return l.area().width() * l.area().height(); };
  std::sort(lattices.begin(), lattices.end(), [&](const Lattice& a, const Lattice& b) { return size(a) < size(b); });
  return lattices;
}

}  // namespace mingzhang::pdf
