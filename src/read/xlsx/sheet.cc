#include "read/xlsx/sheet.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"
#include "read/package/xml.h"

namespace mingzhang {
namespace {

struct Address {
  int row = -1, column = -1;  // from 0
};

// "B7"; {-1, -1} for anything else.
Address parse_address(std::string_view text, const Limits& limits) {
  Address address{0, 0};
  std::size_t i = 0;
  for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z' && address.column <= limits.grid_columns_max; ++i) address.column = address.column * 26 + (text[i] - 'A' + 1);
  const auto [end, error] = std::from_chars(text.data() + i, text.data() + text.size(), address.row);
  const bool sound = error == std::errc{} && end == text.data() + text.size() && address.row >= 1 && address.row <= limits.grid_rows_max &&
                     address.column >= 1 && address.column <= limits.grid_columns_max;
  return sound ? Address{address.row - 1, address.column - 1} : Address{};
}

std::string print_address(const std::string& sheet, int row, int column) {  // "表1!B7"
  std::array<char, 24> reversed;
  std::size_t size = 0;
  for (int rest = row + 1; rest > 0; rest /= 10) reversed[size++] = static_cast<char>('0' + rest % 10);
  for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) reversed[size++] = static_cast<char>('A' + (rest - 1) % 26);
  std::string address;
  address.reserve(sheet.size() + 1 + size);
  address.append(sheet).push_back('!');
  while (size > 0) address.push_back(reversed[--size]);
  return address;
}

bool is_true(std::string_view value) { return value == "1" || value == "true"; }

// Positions that are used, in order; each then has an index.
class Positions {
 public:
  void use(int position) {
    const auto at = static_cast<std::size_t>(position);
    if (at >= used_.size()) used_.resize(std::max(at + 1, 2 * used_.size()));
    used_[at] = true;
  }
  void use(int first, int count) {
    for (int i = 0; i < count; ++i) use(first + i);
  }
  // After the last use.
  void number() {
    index_.assign(used_.size() + 1, 0);
    for (std::size_t at = 0; at < used_.size(); ++at) {
      index_[at + 1] = index_[at] + used_[at];
      if (used_[at]) list_.push_back(static_cast<int>(at));
    }
  }

  int count() const { return static_cast<int>(list_.size()); }
  int operator[](int index) const { return list_[static_cast<std::size_t>(index)]; }
  int index_of(int position) const { return index_[std::min(static_cast<std::size_t>(position), index_.size() - 1)]; }  // how many come before it

 private:
  std::vector<bool> used_;
  std::vector<int> index_, list_;
};

// Rows and columns of a sheet; empty until something is added.
struct Rectangle {
  int first_row = -1, last_row = -1, first_column = -1, last_column = -1;

  bool any() const { return first_row >= 0; }
  int rows() const { return last_row - first_row + 1; }
  int columns() const { return last_column - first_column + 1; }
  void add(int row, int column) {
    first_row = any() ? std::min(first_row, row) : row;
    last_row = std::max(last_row, row);
    first_column = first_column < 0 ? column : std::min(first_column, column);
    last_column = std::max(last_column, column);
  }
};

class SheetReader {
 public:
  SheetReader(const std::string& name, const Workbook& workbook, const Limits& limits) : name_(name), workbook_(workbook), limits_(limits) {}

  Result<Sheet> read(SheetXml& xml) {
    const pugi::xml_node worksheet = xml.worksheet();
    constexpr std::size_t kCellBytes = 32;  // of nearly the shortest; what is kept free and not used costs nothing
    cells_.reserve(std::min(limits_.cells_max, xml.text_bytes() / kCellBytes));
    for (const pugi::xml_node column : child(worksheet, "cols").children())
      if (is_true(attribute(column, "hidden"))) sheet_.hidden_columns += count_of_columns(column);
    for (bool more = true; more;) {
      TRY(const pugi::xml_node rows, xml.next_rows());
      more = rows && read_rows(rows);
    }
    const auto by_place = [](const Cell& a, const Cell& b) { return std::pair(a.row, a.column) < std::pair(b.row, b.column); };
    const auto same_place = [](const Cell& a, const Cell& b) { return a.row == b.row && a.column == b.column; };
    if (!std::is_sorted(cells_.begin(), cells_.end(), by_place)) std::stable_sort(cells_.begin(), cells_.end(), by_place);
    cells_.erase(std::unique(cells_.begin(), cells_.end(), same_place), cells_.end());
    if (sheet_.too_large) return std::move(sheet_);
    merge(child(worksheet, "mergeCells"));
    const auto [top, bottom] = rows_of_table();
    const auto first = std::find_if(cells_.begin(), cells_.end(), [top = top](const Cell& cell) { return cell.row >= top; });
    const auto last = std::find_if(first, cells_.end(), [bottom = bottom](const Cell& cell) { return cell.row > bottom; });
    add_texts(cells_.begin(), first);
    const auto below = static_cast<std::size_t>(cells_.end() - last);
    std::vector<Cell> texts_below(std::make_move_iterator(last), std::make_move_iterator(cells_.end()));
    cells_.resize(cells_.size() - below);
    cells_.erase(cells_.begin(), first);  // what is left is the table, not copied: it may be large
    if (!cells_.empty()) add_grid(std::move(cells_));
    add_texts(texts_below.begin(), texts_below.end());
    return std::move(sheet_);
  }

 private:
  static int count_of_columns(const pugi::xml_node& column) {
    const int first = number_of(attribute(column, "min"), 1), last = number_of(attribute(column, "max"), first);
    return first >= 1 && last >= first && last <= 16'384 ? last - first + 1 : 0;
  }

  // False when no more of them can be read.
  bool read_rows(const pugi::xml_node& data) {
    for (pugi::xml_node node = data.first_child(); node && !sheet_.too_large; node = node.next_sibling()) {
      row_ = number_of(attribute(node, "r"), row_ + 2) - 1;
      if (row_ < 0 || row_ >= limits_.grid_rows_max) return false;
      if (is_true(attribute(node, "hidden"))) ++sheet_.hidden_rows;
      int column = -1;
      for (pugi::xml_node cell = node.first_child(); cell; cell = cell.next_sibling()) {
        ++column;
        read_cell(cell, row_, column);
      }
    }
    return !sheet_.too_large;
  }

  // Cells without text are frames only; the grid has them again where it is dense.
  void read_cell(const pugi::xml_node& node, int row, int& column) {
    std::string_view reference, type, style;
    for (pugi::xml_attribute each = node.first_attribute(); each; each = each.next_attribute()) {
      const std::string_view name = each.name();
      if (name == "r") reference = each.value();
      else if (name == "t") type = each.value();
      else if (name == "s") style = each.value();
    }
    if (const Address address = parse_address(reference, limits_); address.column >= 0) std::tie(row, column) = std::pair(address.row, address.column);
    if (column >= limits_.grid_columns_max) return;
    const auto index = static_cast<std::size_t>(number_of(style, 0));
    const Workbook::Style look = index < workbook_.styles.size() ? workbook_.styles[index] : Workbook::Style{};
    if (look.ruled) ruled_.add(row, column);
    std::string text = text_of(node, type, look);
    if (text.empty()) return;
    if (cells_.size() == limits_.cells_max) {
      sheet_.too_large = true;
      return;
    }
    Cell& cell = cells_.emplace_back();
    cell.row = row;
    cell.column = column;
    cell.text = std::move(text);
  }

  std::string text_of(const pugi::xml_node& node, std::string_view type, const Workbook::Style& look) const {
    std::string_view value;
    pugi::xml_node inline_string;
    for (pugi::xml_node each = node.first_child(); each; each = each.next_sibling()) {
      const std::string_view name = local_name(each);
      if (name == "v") value = each.text().get();
      else if (name == "is") inline_string = each;
    }
    if (type == "inlineStr") return std::string(trimmed(text_of_string(inline_string)));
    if (type == "s") {
      const auto index = static_cast<std::size_t>(number_of(value, -1));
      return index < workbook_.shared_strings.size() ? workbook_.shared_strings[index] : std::string();
    }
    if (type == "b") return value == "1" ? "TRUE" : "FALSE";
    if (value.empty() || (!type.empty() && type != "n")) return std::string(trimmed(value));
    return std::string(trimmed(workbook_.formats[look.format].print(value, workbook_.from_1904)));
  }

  // Going down the rows with the merged areas that reach the row, by their first column.
  void merge(const pugi::xml_node& merges) {
    struct Area {
      Address first, last;
    };
    std::vector<Area> areas;
    for (const pugi::xml_node node : merges.children()) {
      const std::string_view reference = attribute(node, "ref");
      const std::size_t colon = std::min(reference.find(':'), reference.size());
      const Address first = parse_address(reference.substr(0, colon), limits_);
      const Address last = parse_address(reference.substr(std::min(colon + 1, reference.size())), limits_);
      if (first.row >= 0 && last.row >= first.row && last.column >= first.column) areas.push_back({first, last});
    }
    if (areas.empty()) return;
    std::sort(areas.begin(), areas.end(), [](const Area& a, const Area& b) { return std::pair(a.first.row, a.first.column) < std::pair(b.first.row, b.first.column); });

    std::map<int, Area> active;
    auto next = areas.begin();
    const auto covering = [&](int row, int column) -> const Area* {
      auto after = active.upper_bound(column);
      if (after == active.begin()) return nullptr;
      const Area& area = std::prev(after)->second;
      return area.last.row >= row && area.last.column >= column ? &area : nullptr;
    };
    std::vector<Cell> kept;
    for (Cell& cell : cells_) {
      for (; next != areas.end() && std::pair(next->first.row, next->first.column) <= std::pair(cell.row, cell.column); ++next)
        if (covering(next->first.row, next->first.column) == nullptr) active.insert_or_assign(next->first.column, *next);
      const Area* area = covering(cell.row, cell.column);
      if (area != nullptr && (area->first.row != cell.row || area->first.column != cell.column)) continue;  // nobody sees it
      if (area != nullptr) {
        cell.row_span = area->last.row - cell.row + 1;
        cell.column_span = area->last.column - cell.column + 1;
      }
      kept.push_back(std::move(cell));
    }
    cells_ = std::move(kept);
  }

  // The first and the last row of the table; an empty range when there is none.
  std::pair<int, int> rows_of_table() const {
    if (ruled_.any()) return {ruled_.first_row, ruled_.last_row};
    const auto alone = [&](auto cell, auto neighbour, auto end) { return neighbour == end || neighbour->row != cell->row; };
    auto first = cells_.begin();
    while (first != cells_.end() && alone(first, std::next(first), cells_.end())) ++first;
    if (first == cells_.end()) return {0, -1};
    auto last = cells_.rbegin();
    while (alone(last, std::next(last), cells_.rend())) ++last;
    return {first->row, last->row};
  }

  // What stands side by side in a row stands so in its first line. Whether a row without space below it ends its paragraph is not
  // known: running text may be laid over rows line by line.
  template <class Iterator>
  void add_texts(Iterator cell, Iterator end) {
    while (cell != end) {
      Place place;
      place.cell = print_address(name_, cell->row, cell->column);
      std::string line = cell->text;
      const int row = cell->row;
      while (++cell != end && cell->row == row) line += "  " + cell->text;
      for (std::string_view rest = line; !rest.empty();) {
        const std::string_view part = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
        if (!trimmed(part).empty()) sheet_.blocks.emplace_back(Text{std::string(trimmed(part)), place, false, 0});
      }
      std::get<Text>(sheet_.blocks.back()).ends_paragraph = cell == end || cell->row > row + 1;
      ++sheet_.cell_count;
    }
  }

  // What is used of the table, or has lines, becomes the grid. Where it is nearly empty, rows and columns without text are left out;
  // where it is dense, positions without a cell get an empty one.
  void add_grid(std::vector<Cell> cells) {
    Positions rows, columns;
    Rectangle used;
    for (const Cell& cell : cells) {
      rows.use(cell.row);
      columns.use(cell.column);
      used.add(cell.row, cell.column);
    }
    const auto is_dense = [&](std::int64_t row_count, std::int64_t column_count) {
      return row_count * column_count <= std::min(4 * std::ssize(cells) + 10'000, static_cast<std::ptrdiff_t>(limits_.cells_max / 4));
    };
    Rectangle with_lines = used;
    if (ruled_.any()) {
      with_lines.add(ruled_.first_row, ruled_.first_column);
      with_lines.add(ruled_.last_row, ruled_.last_column);
    }
    for (const Rectangle& area : {with_lines, used}) {
      if (!is_dense(area.rows(), area.columns())) continue;
      rows.use(area.first_row, area.rows());
      columns.use(area.first_column, area.columns());
      break;
    }
    rows.number();
    columns.number();
    Grid grid;
    grid.row_count = rows.count();
    grid.column_count = columns.count();
    sheet_.too_large = std::int64_t{grid.row_count} * grid.column_count > limits_.grid_positions_max;
    for (Cell& cell : cells) {
      cell.place.cell = print_address(name_, cell.row, cell.column);
      const int row = rows.index_of(cell.row), column = columns.index_of(cell.column);
      cell.row_span = rows.index_of(cell.row + cell.row_span) - row;
      cell.column_span = columns.index_of(cell.column + cell.column_span) - column;
      cell.row = row;
      cell.column = column;
    }
    grid.place = cells.front().place;
    const bool dense = is_dense(grid.row_count, grid.column_count);
    grid.cells = std::move(cells);
    const bool full = std::ssize(grid.cells) == std::int64_t{grid.row_count} * grid.column_count;
    if (dense && !full) add_empty_cells(grid, rows, columns);
    sheet_.cell_count += grid.cells.size();
    sheet_.blocks.emplace_back(std::move(grid));
  }

  void add_empty_cells(Grid& grid, const Positions& rows, const Positions& columns) const {
    std::vector<bool> taken(static_cast<std::size_t>(grid.row_count) * static_cast<std::size_t>(grid.column_count));
    const auto at = [&](int row, int column) { return static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.column_count) + static_cast<std::size_t>(column); };
    for (const Cell& cell : grid.cells)
      for (int row = cell.row; row < cell.row + cell.row_span; ++row)
        for (int column = cell.column; column < cell.column + cell.column_span; ++column) taken[at(row, column)] = true;
    std::vector<Cell> all;
    all.reserve(taken.size());
    auto next = grid.cells.begin();
    for (int row = 0; row < grid.row_count; ++row) {
      for (int column = 0; column < grid.column_count; ++column) {
        if (next != grid.cells.end() && next->row == row && next->column == column) all.push_back(std::move(*next++));
        else if (!taken[at(row, column)]) {
          Place place;
          place.cell = print_address(name_, rows[row], columns[column]);
          all.push_back({row, column, 1, 1, {}, place});
        }
      }
    }
    grid.cells = std::move(all);
  }

  const std::string& name_;
  const Workbook& workbook_;
  const Limits& limits_;
  std::vector<Cell> cells_;         // with text; rows and columns of the sheet
  Rectangle ruled_;                // all cells that have lines
  int row_ = -1;                   // that is being read
  Sheet sheet_;
};

}  // namespace

Result<Sheet> read_sheet(SheetXml xml, const std::string& name, const Workbook& workbook, const Limits& limits) {
  return SheetReader(name, workbook, limits).read(xml);
}

std::string text_of_string(const pugi::xml_node& node) {
  std::string raw;
  for (const pugi::xml_node each : node.children()) {
    if (local_name(each) == "t") raw += each.text().get();
    else if (local_name(each) == "r") raw += child(each, "t").text().get();
  }
  std::string text;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    unsigned code = 0;
    const char* digits = raw.data() + i + 2;
    const bool escaped = raw.compare(i, 2, "_x") == 0 && i + 6 < raw.size() && raw[i + 6] == '_' && std::from_chars(digits, digits + 4, code, 16).ptr == digits + 4;
    if (!escaped) {
      text += raw[i];
      continue;
    }
    if (code != '\r') append_utf8(text, code);
    i += 6;
  }
  return text;
}

}  // namespace mingzhang
