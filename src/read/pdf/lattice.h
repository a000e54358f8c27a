#pragma once
// Ruling lines -> the tables they draw.

#include <vector>

#include "read/pdf/page_content.h"

namespace mingzhang::pdf {

struct LatticeCell {
  int row = 0, column = 0, row_span = 1, column_span = 1;
};

// One area of connected rulings. Rows and columns lie between neighbouring `ys` and `xs`; where the ruling between two
// of them is missing, they are one cell.
struct Lattice {
  std::vector<double> xs, ys;      // ascending
  std::vector<LatticeCell> cells;  // by row, then column
  std::vector<int> cell_at;        // [row * column_count + column] -> index into cells

  int row_count() const { return static_cast<int>(ys.size()) - 1; }
  int column_count() const { return static_cast<int>(xs.size()) - 1; }
  Rect area() const { return {xs.front(), ys.front(), xs.back(), ys.back()}; }
  Rect area(const LatticeCell& cell) const;
  int cell_index(Point p) const;  // -1 outside
};

// Lattices of two cells or more, by area, smallest first: a table inside a cell of another comes before it. Takes what
// merged_rulings() gives. Lattices of more than `positions_max` rows x columns are left out.
std::vector<Lattice> find_lattices(const std::vector<Segment>& horizontals, const std::vector<Segment>& verticals,
                                   std::size_t positions_max);

}  // namespace mingzhang::pdf
