#include "write/pdf/pdf_table.h"

#include <algorithm>
#include <numeric>

#include "write/printed.h"

namespace mingzhang {
namespace {

constexpr int kPadSide = 25, kPadTop = 25, kPadTopTight = 8;  // inside a cell
constexpr int kRowHeightMin = 170, kRowHeightTight = 135;

}  // namespace

PdfTable::PdfTable(Canvas& canvas, const Grid& grid, const TableShape& shape, const TableSetting& setting)
    : canvas_(canvas), grid_(grid), shape_(shape), setting_(setting), line_height_(setting.type_size * 13 / 10),
      heights_(static_cast<std::size_t>(grid.row_count)), lines_shown_(setting.widths.size(), 0) {
  lefts_.push_back(0);
  for (int width : setting.widths) lefts_.push_back(lefts_.back() + width);
  measure(kRowHeightMin, kPadTop);
}

void PdfTable::fit(int room) {
  if (sum(0, grid_.row_count) <= room) return;
  measure(kRowHeightTight, kPadTopTight);
  const int left = room - sum(0, grid_.row_count);
  if (left < 0) return measure(kRowHeightMin, kPadTop);
  for (int& height : heights_) height += std::min(left / grid_.row_count, kRowHeightMin - kRowHeightTight);
}

TextStyle PdfTable::style_of(const Cell& cell) const {
  return {Typeface::Song, setting_.type_size, line_height_, shape_.alignment_of(cell), 0};
}

int PdfTable::width_of(const TableSlot& slot) const {
  return lefts_[static_cast<std::size_t>(slot.column + slot.column_span)] - lefts_[static_cast<std::size_t>(slot.column)];
}

// Rows are as high as their own cells need; a merged cell that needs more gets it from its last row.
void PdfTable::measure(int row_height, int pad_top) {
  pad_top_ = pad_top;
  std::fill(heights_.begin(), heights_.end(), row_height);
  for (SlotRows rows(grid_); rows.next();)
    for (const TableSlot& slot : rows.slots()) {
      if (slot.cell == nullptr || slot.continued || slot.cell->text.empty()) continue;
      const int lines = canvas_.count_lines(writable(slot.cell->text), style_of(*slot.cell), width_of(slot) - 2 * kPadSide);
      const int last = rows.row() + slot.row_span;
      const int missing = lines * line_height_ + 2 * pad_top_ - sum(rows.row(), last);
      if (missing > 0) heights_[static_cast<std::size_t>(last - 1)] += missing;
    }
}

int PdfTable::sum(int first, int last) const {
  return std::accumulate(heights_.begin() + first, heights_.begin() + last, 0);
}

int PdfTable::head_height() const {
  return sum(0, std::min(shape_.header_rows + 1, grid_.row_count));
}

int PdfTable::draw(int x, int y, int bottom, const std::function<int()>& new_page) {
  SlotRows rows(grid_);
  for (int row = 0; row < grid_.row_count;) {
    const int height = heights_[static_cast<std::size_t>(row)];
    if (y + height > bottom) {
      y = new_page();
      // A header that would leave little room for rows is not repeated.
      repeated_rows_ = row >= shape_.header_rows && sum(0, shape_.header_rows) * 3 < bottom - y ? shape_.header_rows : 0;
      if (repeated_rows_ > 0) draw_header(x, y);
      y += sum(0, repeated_rows_);
    }
    Part part{row, row, 0, 0};
    int end = y;
    while (part.last < grid_.row_count && end + heights_[static_cast<std::size_t>(part.last)] <= bottom)
      end += heights_[static_cast<std::size_t>(part.last++)];
    if (part.last > row) {
      draw_rows(rows, part, x, y);
      y = end;
      row = part.last;
      continue;
    }
    // Higher than a page: as many lines on each page as there is room for.
    const int lines_a_page = std::max(1, room_in(bottom - y) / line_height_);
    const int lines = room_in(height) / line_height_;
    part.last = row + 1;
    rows.next();
    for (part.first_line = 0; part.first_line < lines; part.first_line += lines_a_page) {
      if (part.first_line > 0) y = new_page();
      part.height = std::min(lines_a_page, lines - part.first_line) * line_height_ + 2 * pad_top_;
      for (const TableSlot& slot : rows.slots()) draw_slot(slot, part, x, y, row);
      y += part.height;
    }
    ++row;
  }
  return y;
}

void PdfTable::draw_header(int x, int y) {
  SlotRows rows(grid_);
  draw_rows(rows, Part{0, repeated_rows_, 0, 0}, x, y);
}

void PdfTable::draw_rows(SlotRows& rows, const Part& part, int x, int y) {
  for (int row = part.first; row < part.last && rows.next(); ++row) {
    for (const TableSlot& slot : rows.slots()) draw_slot(slot, part, x, y, row);
    y += heights_[static_cast<std::size_t>(row)];
  }
}

void PdfTable::draw_slot(const TableSlot& slot, const Part& part, int x, int y, int row) {
  if (slot.continued && row > part.first) return;  // drawn where it began on this page
  const int left = x + lefts_[static_cast<std::size_t>(slot.column)], width = width_of(slot);
  const int height = part.height > 0 ? part.height : sum(row, std::min(row + slot.row_span, part.last));
  canvas_.draw_frame(left, y, width, height, slot.cell != nullptr && slot.cell->row < shape_.header_rows);
  if (slot.cell == nullptr || slot.cell->text.empty()) return;
  const std::string text = writable(slot.cell->text);
  const TextStyle style = style_of(*slot.cell);
  const int inner = width - 2 * kPadSide, room = room_in(height) / line_height_;
  const int lines = canvas_.count_lines(text, style, inner);
  int& shown = lines_shown_[static_cast<std::size_t>(slot.column)];
  if (!slot.continued && part.first_line == 0) shown = 0;
  const int count = std::min(lines - shown, room);
  if (count <= 0) return;
  const int slack = shown > 0 || count < lines ? 0 : (room_in(height) - count * line_height_) / 2;
  canvas_.draw_lines(text, style, left + kPadSide, y + pad_top_ + slack, inner, shown, count);
  shown += count;
}

}  // namespace mingzhang
