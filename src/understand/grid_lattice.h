#pragma once
// One table as rows and columns, its parts on several pages put together: a merged cell is seen from every place it covers.

#include <deque>
#include <string>
#include <vector>

#include "understand/table_outline.h"

namespace mingzhang {

struct LatticeRow {
  std::vector<const Cell*> cells;  // one per column; nullptr where no cell is
  int part = 0, row = 0;           // where it comes from
};

struct Lattice {
  int column_count = 0;
  std::vector<LatticeRow> rows;
  std::vector<const Grid*> refused;  // parts whose columns are not those of the others

  std::deque<Cell> joined;           // cells of rows that the page had cut

  const Cell* at(std::size_t row, int column) const { return rows[row].cells[static_cast<std::size_t>(column)]; }
  // The cell that begins in this column, or nullptr when none does or a cell from the left or above goes on.
  const Cell* own(std::size_t row, int column) const;
  std::string text(std::size_t row, int column) const;  // without spaces; "" where no cell is
};

Lattice make_lattice(const TitledGrid& table, const Vocabulary& vocabulary);

}  // namespace mingzhang
