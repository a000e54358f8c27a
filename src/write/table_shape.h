#pragma once
// How a table is set, decided from its texts alone and the same in every format.

#include <span>
#include <vector>

#include "document/document.h"

namespace mingzhang {

// A piece of one row: a cell, the part of a merged cell that reaches into the row, or a position without any.
struct TableSlot {
  const Cell* cell = nullptr;  // nullptr: nothing stands here
  int column = 0, column_span = 1;
  int row_span = 1;        // rows from here on, this one included
  bool continued = false;  // the cell began further up
};

// The rows of a grid from the top; the slots of a row cover it from left to right. Cells that overlap an earlier one
// are cut to what is free, or left out. Needs memory for one row only.
class SlotRows {
 public:
  explicit SlotRows(const Grid& grid);
  bool next();  // moves to the first or next row; false when there is none
  int row() const { return row_; }
  std::span<const TableSlot> slots() const { return slots_; }

 private:
  void place_continued();
  void place_cells();
  void fill_gaps();

  const Grid& grid_;
  int row_ = -1;
  std::size_t next_cell_ = 0;
  std::vector<TableSlot> slots_;
  std::vector<TableSlot> held_;     // by first column: merged cells that go on below; row_span 0: none
  std::vector<bool> covered_;  // columns of this row
};

enum class Alignment { Left, Center, Right };

struct ColumnWidth {
  int least = 0, natural = 0;  // hundredths of the type size, with the padding
};

struct TableShape {
  int header_rows = 0;
  std::vector<bool> amount_columns;  // nothing but numbers below the header, some of them amounts
  std::vector<ColumnWidth> widths;

  Alignment alignment_of(const Cell& cell) const;
};
TableShape shape_of(const Grid& grid);

// A table on a page of A4.
struct TableSetting {
  bool landscape = false;
  int type_size = 90;       // tenths of a point
  std::vector<int> widths;  // of the columns, tenths of a point; together as wide as the text of the page
};
TableSetting setting_of(const TableShape& shape);

// Widths in tenths of a point that sum to `room`: none below the least where the type size allows it, else near the natural.
std::vector<int> fitted(std::span<const ColumnWidth> widths, int type_size, int room);

// A4 and its margins, tenths of a point.
inline constexpr int kPageShort = 5953, kPageLong = 8419, kPageMargin = 650;

}  // namespace mingzhang
