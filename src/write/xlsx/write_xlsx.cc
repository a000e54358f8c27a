// XLSX through libxlsxwriter, the one place that knows it.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "base/file.h"
#include "base/late_xlsxwriter.h"
#include "base/temporary_file.h"
#include "base/text.h"
#include "base/utf8.h"
#include "write/fixed_date.h"
#include "write/contents.h"
#include "write/page_plan.h"
#include "write/printed.h"
#include "write/write.h"

namespace mingzhang {
namespace {

constexpr std::size_t kSheetNameMax = 31;
constexpr std::size_t kDigitsMax = 15;       // what a number of a spreadsheet holds exactly
constexpr std::size_t kCellBytesMax = 32000;  // longer texts are refused by spreadsheets
constexpr int kTextSheetColumn = 90;         // characters
constexpr int kPaperA4 = 9;
constexpr int kTextLine = 15;  // points
constexpr Limits kOwnFile{.file_bytes_max = std::uint64_t{1} << 32};

// Names of sheets: unlike each other, without what Excel refuses, at most 31 characters.
class SheetNames {
 public:
  std::string name_for(const std::string& wanted) {
    std::string name = cut(allowed(wanted), kSheetNameMax);
    for (int n = 2; name.empty() || !taken_.insert(lower(name)).second; ++n) {
      const std::string tail = fmt::format(" {}", n);
      name = cut(allowed(wanted), kSheetNameMax - tail.size()) + tail;
    }
    return name;
  }

 private:
  static std::string allowed(const std::string& wanted) {
    std::string name;
    for (char c : writable(trimmed(wanted)))
      if (std::string_view("[]:*?/\\\n'").find(c) == std::string_view::npos) name += c;
    return name;
  }
  static std::string cut(const std::string& name, std::size_t characters) {
    std::size_t end = 0;
    for (const CodePoint& point : code_points(name)) {
      if (characters-- == 0) break;
      end = point.offset + point.size;
    }
    return std::string(trimmed(std::string_view(name).substr(0, end)));
  }
  static std::string lower(std::string name) {
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return name;
  }
  std::set<std::string> taken_;
};

struct CellLook {
  Alignment alignment = Alignment::Left;
  bool framed = false, header = false;
  int heading = 0;  // type size in points, 0 for plain text
  std::string number_format;
  auto key() const { return std::tuple(alignment, framed, header, heading, number_format); }
};

class Book {
 public:
  Book(lxw_workbook* book, const Document& document) : book_(book), document_(document), plan_(plan_pages(document)) {}

  void write() {
    for (const Group& group : table_groups(document_, plan_)) write_group(group);
    if (sheets_ == 0) workbook_add_worksheet(book_, nullptr);  // a book without sheets is none
  }

 private:
  void write_group(const Group& group) {
    if (!group.grid && !has_text(group)) return;
    lxw_worksheet* sheet = workbook_add_worksheet(book_, names_.name_for(name_of(group)).c_str());
    ++sheets_;
    worksheet_set_paper(sheet, kPaperA4);
    worksheet_set_margins(sheet, 0.7, 0.7, 0.75, 0.75);
    worksheet_set_footer(sheet, "&C— &P —");
    const int columns = group.grid ? std::get<Grid>(document_.blocks[*group.grid]).column_count : 1;
    lxw_row_t row = 0;
    const int room = group.grid ? set_width_of(*plan_.blocks[*group.grid].shape, 0, columns) : kTextSheetColumn * 50;
    for (std::size_t i = group.first; i < group.last; ++i) {
      if (const Text* text = std::get_if<Text>(&document_.blocks[i]); text != nullptr && text->heading_level == 0) set_height(sheet, row, lines_in(text->text, room));
      if (const Text* text = std::get_if<Text>(&document_.blocks[i])) write_text_row(sheet, row++, *text, i, columns);
      if (const Grid* grid = std::get_if<Grid>(&document_.blocks[i])) {
        write_grid(sheet, row, *grid, plan_.blocks[i]);
        row += static_cast<lxw_row_t>(grid->row_count);
      }
    }
    if (group.grid) return;
    worksheet_set_column(sheet, 0, 0, kTextSheetColumn, nullptr);
    worksheet_fit_to_pages(sheet, 1, 0);
  }

  // ---- rows as high as what stands in them: not every program sees to it

  static int column_width(const ColumnWidth& width) { return std::min(width.natural, std::max(width.least, 2000)); }

  // What columns hold of a line of text, in hundredths of the type size.
  static int set_width_of(const TableShape& shape, int first, int count) {
    int width = 0;
    for (int c = first; c < first + count && c < static_cast<int>(shape.widths.size()); ++c) width += column_width(shape.widths[static_cast<std::size_t>(c)]) + 50;
    return width;
  }

  static int lines_in(const std::string& text, int room) {
    int lines = 0;
    for (const std::string& line : lines_of(text)) lines += std::max(1, (set_width(line) + std::max(room - 40, 100) - 1) / std::max(room - 40, 100));
    return lines;
  }

  static void set_height(lxw_worksheet* sheet, lxw_row_t row, int lines) {
    if (lines > 1) worksheet_set_row(sheet, row, std::min(lines * kTextLine, 405), nullptr);
  }

  static void set_heights(lxw_worksheet* sheet, lxw_row_t top, const Grid& grid, const TableShape& shape) {
    std::vector<int> lines(static_cast<std::size_t>(grid.row_count), 1);
    for (const Cell& cell : grid.cells) {
      // A cell over several rows has the room of all of them.
      const int needed = (lines_in(cell.text, set_width_of(shape, cell.column, cell.column_span)) + cell.row_span - 1) / cell.row_span;
      for (int r = cell.row; r < std::min(cell.row + cell.row_span, grid.row_count); ++r) lines[static_cast<std::size_t>(r)] = std::max(lines[static_cast<std::size_t>(r)], needed);
    }
    for (std::size_t r = 0; r < lines.size(); ++r) set_height(sheet, top + static_cast<lxw_row_t>(r), lines[r]);
  }

  bool has_text(const Group& group) const {
    return std::any_of(document_.blocks.begin() + static_cast<std::ptrdiff_t>(group.first), document_.blocks.begin() + static_cast<std::ptrdiff_t>(group.last),
                       [](const Block& block) { return std::holds_alternative<Text>(block); });
  }

  // A table is called by the number above its name ("表 2"), else by its name; one without a name goes on from the one before.
  // Text between tables is called by its first heading.
  std::string name_of(const Group& group) const {
    std::string name, number;
    for (std::size_t i = group.first; i < group.grid.value_or(group.last); ++i) {
      const Text* text = std::get_if<Text>(&document_.blocks[i]);
      if (text == nullptr) continue;
      if (group.grid && text->heading_level == 0 && i + 1 < group.last && is_table_title(document_, plan_, i + 1)) number = text->text;
      if (text->heading_level > 0) name = text->text;
      if (!name.empty() && !group.grid) return name;
    }
    if (!number.empty()) return number;
    if (!name.empty()) return name;
    return !group.grid ? "说明" : sheets_ > 0 ? "续表" : "表";
  }

  // A line of its own, over the whole width of the table below it; what stands apart stands at its ends.
  void write_text_row(lxw_worksheet* sheet, lxw_row_t row, const Text& text, std::size_t index, int columns) {
    CellLook look;
    if (text.heading_level > 0) {
      look.heading = text.heading_level == 1 ? 16 : 13;
      if (columns > 1) look.alignment = Alignment::Center;
      worksheet_set_row(sheet, row, look.heading * 2, nullptr);
    }
    const std::vector<std::string> parts = gap_parts(text.text);
    if (columns > 1 && parts.size() == 2 && plan_.blocks[index].role == TextRole::Caption) {
      CellLook right = look;
      right.alignment = Alignment::Right;
      const int half = (columns + 1) / 2;
      write_over(sheet, row, 0, 1, half, parts[0], look);
      write_over(sheet, row, half, 1, columns - half, parts[1], right);
    } else {
      write_over(sheet, row, 0, 1, columns, text.text, look);
    }
  }

  void write_grid(lxw_worksheet* sheet, lxw_row_t top, const Grid& grid, const PlannedBlock& planned) {
    const TableShape& shape = *planned.shape;
    for (SlotRows rows(grid); rows.next();)
      for (const TableSlot& slot : rows.slots()) {
        if (slot.continued) continue;
        CellLook look;
        look.framed = true;
        look.header = slot.cell != nullptr && slot.cell->row < shape.header_rows;
        if (slot.cell != nullptr) look.alignment = shape.alignment_of(*slot.cell);
        const std::string text = slot.cell == nullptr ? "" : slot.cell->text;
        const lxw_row_t row = top + static_cast<lxw_row_t>(rows.row());
        if (write_number(sheet, row, slot, shape, text, look)) continue;
        write_over(sheet, row, slot.column, slot.row_span, slot.column_span, text, look);
      }
    set_heights(sheet, top, grid, shape);
    set_page(sheet, top, planned);
  }

  void set_page(lxw_worksheet* sheet, lxw_row_t top, const PlannedBlock& planned) {
    for (std::size_t c = 0; c < planned.shape->widths.size(); ++c) {
      worksheet_set_column(sheet, static_cast<lxw_col_t>(c), static_cast<lxw_col_t>(c), column_width(planned.shape->widths[c]) / 50.0 + 1, nullptr);
    }
    if (planned.setting->landscape) worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_center_horizontally(sheet);
    if (planned.shape->header_rows == 0) return;
    const lxw_row_t last = top + static_cast<lxw_row_t>(planned.shape->header_rows) - 1;
    worksheet_repeat_rows(sheet, 0, last);
    worksheet_freeze_panes(sheet, last + 1, 0);
  }

  // Amounts, and whole numbers among amounts; not what a spreadsheet would print otherwise than it stands.
  bool write_number(lxw_worksheet* sheet, lxw_row_t row, const TableSlot& slot, const TableShape& shape, const std::string& text, CellLook look) {
    const auto number = printed_number(text);
    if (!number || look.header || slot.row_span > 1 || slot.column_span > 1) return false;
    if (!number->is_amount() && !shape.amount_columns[static_cast<std::size_t>(slot.column)]) return false;
    const bool negative_zero = number->digits.front() == '-' && number->digits.find_first_of("123456789") == std::string::npos;
    if (number->leading_zero || negative_zero || number->digits.size() > kDigitsMax) return false;
    look.number_format = number->grouped ? "#,##0" : "0";
    if (number->decimals > 0) look.number_format += "." + std::string(static_cast<std::size_t>(number->decimals), '0');
    if (number->percent) look.number_format += "%";
    // At most 15 digits: the nearest double prints as the same digits again.
    const double value = std::strtod(number->digits.c_str(), nullptr);
    worksheet_write_number(sheet, row, static_cast<lxw_col_t>(slot.column), number->percent ? value / 100 : value, format_of(look));
    return true;
  }

  void write_over(lxw_worksheet* sheet, lxw_row_t row, int column, int row_span, int column_span, const std::string& raw, const CellLook& look) {
    const std::string text = cut_to_cell(writable(raw));
    lxw_format* format = format_of(look);
    const auto left = static_cast<lxw_col_t>(column), right = static_cast<lxw_col_t>(column + column_span - 1);
    const lxw_row_t bottom = row + static_cast<lxw_row_t>(row_span) - 1;
    if (row_span > 1 || column_span > 1) worksheet_merge_range(sheet, row, left, bottom, right, text.c_str(), format);
    else if (text.empty()) worksheet_write_blank(sheet, row, left, format);
    else worksheet_write_string(sheet, row, left, text.c_str(), format);
  }

  static std::string cut_to_cell(std::string text) {
    if (text.size() <= kCellBytesMax) return text;
    std::size_t end = kCellBytesMax;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
    return text;
  }

  lxw_format* format_of(const CellLook& look) {
    lxw_format*& format = formats_[look.key()];
    if (format != nullptr) return format;
    format = workbook_add_format(book_);
    format_set_font_name(format, look.heading > 0 ? "黑体" : "宋体");
    format_set_font_size(format, look.heading > 0 ? look.heading : 10);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    constexpr std::uint8_t kAlignments[] = {LXW_ALIGN_LEFT, LXW_ALIGN_CENTER, LXW_ALIGN_RIGHT};
    format_set_align(format, kAlignments[static_cast<int>(look.alignment)]);
    if (look.number_format.empty()) format_set_text_wrap(format);
    else format_set_num_format(format, look.number_format.c_str());
    if (look.framed) format_set_border(format, LXW_BORDER_THIN);
    if (look.header) format_set_bg_color(format, 0xF2F2F2);
    return format;
  }

  lxw_workbook* book_;
  const Document& document_;
  const PagePlan plan_;
  SheetNames names_;
  int sheets_ = 0;
  std::map<decltype(CellLook{}.key()), lxw_format*> formats_;
};

}  // namespace

Result<std::string> write_xlsx(const Document& document, const WriteOptions& options) {
  const auto failed = [](const std::string& cause) {
    return fail("write.xlsx.failed", "XLSX 没有写成：" + cause, "请检查可用内存和临时目录的空间后再试。");
  };
  if (!xlsxwriter.is_there()) return failed(fmt::format("没有安装 {}", xlsxwriter.file()));
  TemporaryFile file;
  if (file.path().empty()) return failed("临时目录写不进去");
  lxw_workbook* book = workbook_new(file.path().c_str());
  if (book == nullptr) return failed("内存不足");
  std::string title = writable(options.title);
  lxw_doc_properties properties = {};
  properties.title = title.data();
  properties.created = kFixedSeconds;
  workbook_set_properties(book, &properties);
  Book(book, document).write();
  const lxw_error error = workbook_close(book);
  if (error != LXW_NO_ERROR) return failed(lxw_strerror(error));
  return read_file(file.path(), kOwnFile);
}

}  // namespace mingzhang
