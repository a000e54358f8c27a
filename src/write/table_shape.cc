#include "write/table_shape.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "write/printed.h"

namespace mingzhang {
namespace {

constexpr int kPadding = 90;            // of a cell, both sides
constexpr int kLeastText = 300;         // text is not set in columns of less than three ideographs,
constexpr int kLinesMax = 3;            // nor, if that can be avoided, in more lines than this
constexpr int kLeastTextMax = 1200;
constexpr int kNaturalMax = 2600;       // longer lines are broken
constexpr int kHeaderRowsMax = 8;       // more is no header
constexpr int kTypeSizes[] = {90, 85, 80, 75, 70, 65, 60, 55, 50};  // tenths of a point, the best first
constexpr int kPortraitTypeSizeMin = 80;

bool is_amount(const Cell& cell) {
  const auto number = printed_number(trimmed(cell.text));
  return number && number->is_amount();
}

// Everything above the first amount, as far as no merged cell is cut.
int guessed_header_rows(const Grid& grid) {
  const auto first = std::find_if(grid.cells.begin(), grid.cells.end(), is_amount);
  if (first == grid.cells.end() || first->row > kHeaderRowsMax) return 0;
  int rows = first->row;
  for (const Cell& cell : grid.cells)
    if (cell.row < rows && cell.row + cell.row_span > rows) return 0;
  return rows;
}

std::vector<bool> amount_columns(const Grid& grid, int header_rows) {
  std::vector<bool> amounts(static_cast<std::size_t>(grid.column_count), false), texts = amounts;
  for (const Cell& cell : grid.cells) {
    if (cell.row < header_rows || cell.column_span > 1 || trimmed(cell.text).empty()) continue;
    const auto number = printed_number(trimmed(cell.text));
    const auto column = static_cast<std::size_t>(cell.column);
    if (!number) texts[column] = true;
    else if (number->is_amount()) amounts[column] = true;
  }
  for (std::size_t c = 0; c < amounts.size(); ++c) amounts[c] = amounts[c] && !texts[c];
  return amounts;
}

// A header is as good in two lines, and names below other columns need the room.
ColumnWidth width_of(const Cell& cell, bool header) {
  ColumnWidth width;
  for (const std::string& line : lines_of(cell.text)) {
    const int set = set_width(line);
    width.natural = std::max(width.natural, std::min(header ? set / 2 : set, kNaturalMax));
    width.least = std::max({width.least, std::min(unbreakable_width(line), kNaturalMax), std::min(set, std::clamp(set / kLinesMax, kLeastText, kLeastTextMax))});
  }
  return {width.least + kPadding, std::max(width.natural, width.least) + kPadding};
}

// A merged cell widens its columns only where its longest word would not fit.
void widen(std::span<ColumnWidth> columns, const ColumnWidth& needed) {
  int least = 0;
  for (const ColumnWidth& column : columns) least += column.least;
  const int missing = needed.least - least;
  if (missing <= 0) return;
  const int each = missing / static_cast<int>(columns.size()) + 1;
  for (ColumnWidth& column : columns) {
    column.least += each;
    column.natural = std::max(column.natural, column.least);
  }
}

std::vector<ColumnWidth> column_widths(const Grid& grid, int header_rows) {
  std::vector<ColumnWidth> widths(static_cast<std::size_t>(grid.column_count), ColumnWidth{kPadding + 100, kPadding + 100});
  for (const Cell& cell : grid.cells) {
    if (cell.column_span > 1) continue;
    ColumnWidth& column = widths[static_cast<std::size_t>(cell.column)];
    const ColumnWidth width = width_of(cell, cell.row < header_rows);
    column = {std::max(column.least, width.least), std::max(column.natural, width.natural)};
  }
  for (const Cell& cell : grid.cells) {
    if (cell.column_span == 1) continue;
    const auto columns = std::span(widths).subspan(static_cast<std::size_t>(cell.column), static_cast<std::size_t>(cell.column_span));
    widen(columns, width_of(cell, cell.row < header_rows));
  }
  return widths;
}

std::int64_t sum_of(std::span<const ColumnWidth> widths, int ColumnWidth::*part) {
  return std::accumulate(widths.begin(), widths.end(), std::int64_t{0}, [&](std::int64_t sum, const ColumnWidth& w) { return sum + w.*part; });
}

// A little more than the least: at the least, nearly every text is broken.
std::int64_t comfortable(const TableShape& shape, int type_size) {
  const std::int64_t least = sum_of(shape.widths, &ColumnWidth::least), natural = sum_of(shape.widths, &ColumnWidth::natural);
  return (least + (natural - least) / 6) * type_size / 100;
}

}  // namespace

SlotRows::SlotRows(const Grid& grid)
    : grid_(grid), held_(static_cast<std::size_t>(grid.column_count), TableSlot{nullptr, 0, 1, 0, true}), covered_(held_.size()) {}

bool SlotRows::next() {
  if (++row_ >= grid_.row_count) return false;
  slots_.clear();
  std::fill(covered_.begin(), covered_.end(), false);
  place_continued();
  place_cells();
  fill_gaps();
  std::sort(slots_.begin(), slots_.end(), [](const TableSlot& a, const TableSlot& b) { return a.column < b.column; });
  return true;
}

void SlotRows::place_continued() {
  for (TableSlot& held : held_) {
    if (held.row_span == 0) continue;
    slots_.push_back(held);
    std::fill_n(covered_.begin() + held.column, held.column_span, true);
    --held.row_span;
  }
}

void SlotRows::place_cells() {
  for (; next_cell_ < grid_.cells.size() && grid_.cells[next_cell_].row <= row_; ++next_cell_) {
    const Cell& cell = grid_.cells[next_cell_];
    if (cell.row < row_ || cell.column >= grid_.column_count || covered_[static_cast<std::size_t>(cell.column)]) continue;
    const int end = std::min(cell.column + cell.column_span, grid_.column_count);
    int span = 0;
    while (cell.column + span < end && !covered_[static_cast<std::size_t>(cell.column + span)]) ++span;
    TableSlot slot{&cell, cell.column, span, std::min(cell.row_span, grid_.row_count - row_), false};
    std::fill_n(covered_.begin() + slot.column, span, true);
    slots_.push_back(slot);
    slot.continued = true;
    --slot.row_span;
    held_[static_cast<std::size_t>(slot.column)] = slot;
  }
}

void SlotRows::fill_gaps() {
  for (int c = 0; c < grid_.column_count; ++c)
    if (!covered_[static_cast<std::size_t>(c)]) slots_.push_back(TableSlot{nullptr, c, 1, 1, false});
}

Alignment TableShape::alignment_of(const Cell& cell) const {
  if (cell.row < header_rows) return Alignment::Center;
  const auto number = printed_number(trimmed(cell.text));
  if (!number) return Alignment::Left;
  const bool in_amounts = cell.column_span == 1 && amount_columns[static_cast<std::size_t>(cell.column)];
  return number->is_amount() || in_amounts ? Alignment::Right : Alignment::Center;
}

TableShape shape_of(const Grid& grid) {
  TableShape shape;
  shape.header_rows = grid.header_row_count > 0 ? grid.header_row_count : guessed_header_rows(grid);
  if (shape.header_rows >= grid.row_count) shape.header_rows = 0;  // a table of headers only has nothing to repeat them over
  shape.amount_columns = amount_columns(grid, shape.header_rows);
  shape.widths = column_widths(grid, shape.header_rows);
  return shape;
}

TableSetting setting_of(const TableShape& shape) {
  const int portrait = kPageShort - 2 * kPageMargin, landscape = kPageLong - 2 * kPageMargin;
  TableSetting setting;
  setting.landscape = comfortable(shape, kPortraitTypeSizeMin) > portrait;
  const int room = setting.landscape ? landscape : portrait;
  for (int size : kTypeSizes) {
    setting.type_size = size;
    if (comfortable(shape, size) <= room) break;
  }
  setting.widths = fitted(shape.widths, setting.type_size, room);
  return setting;
}

std::vector<int> fitted(std::span<const ColumnWidth> widths, int type_size, int room) {
  const std::int64_t least = sum_of(widths, &ColumnWidth::least), natural = sum_of(widths, &ColumnWidth::natural);
  const std::int64_t wanted = std::clamp<std::int64_t>(std::int64_t{room} * 100 / type_size, least, natural);
  std::vector<int> fitted;
  std::int64_t before = 0;
  int given = 0;
  for (const ColumnWidth& width : widths) {
    before += width.least;
    if (natural > least) before += (width.natural - width.least) * (wanted - least) / (natural - least);
    const int end = static_cast<int>(std::min<std::int64_t>(before * room / std::max<std::int64_t>(wanted, 1), room));
    fitted.push_back(end - given);
    given = end;
  }
  if (!fitted.empty()) fitted.back() += room - given;
  return fitted;
}

}  // namespace mingzhang
