#include <algorithm>
#include <vector>

#include "base/display_width.h"
#include "write/printed.h"
#include "write/write.h"

namespace mingzhang {
namespace {

// Wide cells (group headers) do not stretch the columns they span.
std::vector<int> column_widths(const Grid& grid) {
  std::vector<int> widths(static_cast<std::size_t>(grid.column_count), 0);
  for (const Cell& cell : grid.cells)
    if (cell.column_span == 1) {
      int& width = widths[static_cast<std::size_t>(cell.column)];
      width = std::max(width, display_width(cell.text));
    }
  return widths;
}

void write_grid(const Grid& grid, std::string& out) {
  const std::vector<int> widths = column_widths(grid);
  std::size_t next = 0;
  for (int row = 0; row < grid.row_count; ++row) {
    std::string line;
    int position = 0;
    for (; next < grid.cells.size() && grid.cells[next].row == row; ++next) {
      const Cell& cell = grid.cells[next];
      int begin = 0;
      for (int c = 0; c < cell.column; ++c) begin += widths[static_cast<std::size_t>(c)] + 2;
      const int room = widths[static_cast<std::size_t>(cell.column)];
      if (cell.column_span == 1 && printed_number(cell.text)) begin += room - display_width(cell.text);
      if (cell.text.empty()) continue;
      const int pad = std::max(position == 0 ? 0 : 1, begin - position);
      line.append(static_cast<std::size_t>(pad), ' ');
      line += cell.text;
      position += pad + display_width(cell.text);
    }
    out += line + "\n";
  }
}

}  // namespace

std::string write_text(const Document& document) {
  std::string out;
  for (const Block& block : document.blocks) {
    if (const Text* text = std::get_if<Text>(&block)) out += text->text + "\n";
    if (const Grid* grid = std::get_if<Grid>(&block)) {
      write_grid(*grid, out);
      out += "\n";
    }
  }
  return out;
}

}  // namespace mingzhang
