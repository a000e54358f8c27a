#pragma once
// A table on the pages of a PDF: rows flow over pages, header rows are repeated, merged cells are cut where pages end.

#include <functional>
#include <vector>

#include "document/document.h"
#include "write/pdf/canvas.h"
#include "write/table_shape.h"

namespace mingzhang {

class PdfTable {
 public:
  PdfTable(Canvas& canvas, const Grid& grid, const TableShape& shape, const TableSetting& setting);

  // From `y` on; `bottom` is where pages end. `new_page` begins one and says where its text begins. Returns where the
  // table ends on the last page.
  int draw(int x, int y, int bottom, const std::function<int()>& new_page);
  void fit(int room);       // sets the rows tighter when then, and only then, all of them fit
  int head_height() const;  // the header and the first row: should not be torn apart

 private:
  struct Part {  // rows [first, last) on one page, or some lines of one row that is higher than a page
    int first = 0, last = 0;
    int first_line = 0;
    int height = 0;  // of a part of a row; 0: rows have their own
  };

  void measure(int row_height, int pad_top);
  int room_in(int height) const { return height - 2 * pad_top_; }  // for lines
  int sum(int first, int last) const;
  void draw_rows(SlotRows& rows, const Part& part, int x, int y);
  void draw_slot(const TableSlot& slot, const Part& part, int x, int y, int row);
  void draw_header(int x, int y);
  TextStyle style_of(const Cell& cell) const;
  int width_of(const TableSlot& slot) const;

  Canvas& canvas_;
  const Grid& grid_;
  const TableShape& shape_;
  const TableSetting& setting_;
  int line_height_, pad_top_ = 0;
  int repeated_rows_ = 0;
  std::vector<int> heights_;
  std::vector<int> lefts_;        // of the columns, and the right end
  std::vector<int> lines_shown_;  // by column: of a merged cell, on earlier pages
};

}  // namespace mingzhang
