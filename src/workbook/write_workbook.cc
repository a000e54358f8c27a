// The workbook through libxlsxwriter; beside write/xlsx and render the only place that knows it.
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/display_width.h"
#include "base/file.h"
#include "base/late_xlsxwriter.h"
#include "base/temporary_file.h"
#include "write/fixed_date.h"
#include "workbook/labels.h"
#include "workbook/mark.h"
#include "workbook/workbook.h"

namespace mingzhang {
namespace {

constexpr std::size_t kDigitsMax = 15;     // what a number of a spreadsheet holds exactly
constexpr int kPaperA4 = 9;
constexpr lxw_row_t kFirstListRow = 3;     // lists of words begin here, below their heads
constexpr int kFieldCharacters = 60;       // as wide as the cell of a field should be
constexpr int kTextLine = 15, kRowHeightMax = 405;  // points; a spreadsheet has no higher rows
constexpr Limits kOwnFile{.file_bytes_max = std::uint64_t{1} << 30};

constexpr std::uint32_t kHeader = 0x1F4E79, kHeaderRequired = 0xC55A11, kRequired = 0xFFF7D6, kComputed = 0xECECEC, kLine = 0xBFBFBF, kGrey = 0x7F7F7F, kRed = 0xC00000;

std::string letters_of(int column) {
  std::string letters;
  for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters;
}

// Digits that a spreadsheet prints as they stand.
bool is_plain_number(std::string_view text) {
  std::size_t digits = 0;
  bool point = false;
  const std::string_view size = text.starts_with('-') ? text.substr(1) : text;
  for (const char c : size) {
    if (c == '.' && !point && digits > 0) point = true;
    else if (c >= '0' && c <= '9') ++digits;
    else return false;
  }
  return digits > 0 && digits <= kDigitsMax && text.back() != '.' && (size[0] != '0' || size.size() == 1 || size[1] == '.');
}

// The same, and written as General writes it: no zeros behind the decimals.
bool is_general_number(std::string_view text) {
  return is_plain_number(text) && text.size() <= 10 && text != "-0" && (text.find('.') == std::string_view::npos || text.back() != '0');
}

struct Look {
  std::uint32_t fill = 0;
  bool header = false, wrap = false, money = false, text = false, locked = false, bold = false;
  auto key() const { return std::tuple(fill, header, wrap, money, text, locked, bold); }
};

// Where a sheet's parts stand.
struct Shape {
  lxw_row_t header = 0, first = 0, last = 0;  // of the titles; of the rows below
};

class Book {
 public:
  Book(lxw_workbook* book, const Content& content, const Form& form, const WorkbookLayout& layout, const Knowledge& knowledge, int year)
      : book_(book), content_(content), form_(form), layout_(layout), knowledge_(knowledge), labels_(knowledge.space), year_(year) {}

  void write() {
    for (std::size_t i = 0; i < layout_.sheets.size(); ++i) shapes_.push_back(shape_of(layout_.sheets[i], content_[i]));
    write_guide();
    for (std::size_t i = 0; i < layout_.sheets.size(); ++i) add_sheet(layout_.sheets[i].title);
    function_rows_ = write_codes(layout_.functions, Classification::Function);
    economic_rows_ = write_codes(layout_.economics, Classification::EconomicDepartment);
    write_words();
    for (std::size_t i = 0; i < layout_.sheets.size(); ++i) write_sheet(i);
    if (lxw_worksheet* first = sheets_[layout_.sheets.front().title]; first != nullptr) worksheet_activate(first);
  }

  lxw_error error() const { return error_; }

 private:
  static Shape shape_of(const SheetLayout& sheet, const SheetContent& content) {
    Shape shape;
    shape.header = static_cast<lxw_row_t>(2 + sheet.fields.size() + (sheet.fields.empty() ? 0 : 1) + (sheet.total ? 1 : 0));
    shape.first = shape.header + 1;
    const std::size_t spare = static_cast<std::size_t>(std::max(sheet.room / 4, 20));
    shape.last = shape.header + static_cast<lxw_row_t>(std::max(static_cast<std::size_t>(sheet.room), content.rows.size() + spare));
    return shape;
  }

  lxw_worksheet* add_sheet(const std::string& title) { return sheets_[title] = workbook_add_worksheet(book_, title.c_str()); }

  void note(lxw_error error) {
    if (error_ == LXW_NO_ERROR) error_ = error;
  }

  // ---- sheets without input

  void write_guide() {
    lxw_worksheet* sheet = add_sheet(layout_.guide_title);
    worksheet_set_column(sheet, 0, 0, 110, nullptr);
    string(sheet, 0, 0, fmt::format("{}（{}）", layout_.guide_title, form_.name), title_format());
    lxw_row_t row = 1;
    lxw_format* format = new_format([](lxw_format* f) {
      format_set_text_wrap(f);
      format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
      format_set_font_size(f, 12);
    });
    for (const std::string& line : layout_.guide) {
      worksheet_set_row(sheet, row, line.size() > 165 ? 36 : 20, nullptr);
      string(sheet, row++, 0, line, format);
    }
    worksheet_set_paper(sheet, kPaperA4);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_protect(sheet, nullptr, nullptr);
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
  }

  lxw_row_t write_codes(const CodeListLayout& list, Classification classification) {
    lxw_worksheet* sheet = add_sheet(list.title);
    worksheet_set_column(sheet, 0, 0, 18, nullptr);
    worksheet_set_column(sheet, 1, 1, 60, nullptr);
    string(sheet, 0, 0, list.code, format_of({.fill = kHeader, .header = true, .locked = true}));
    string(sheet, 0, 1, list.name, format_of({.fill = kHeader, .header = true, .locked = true}));
    lxw_row_t row = 1;
    for (const CodeEntry& entry : knowledge_.codes.entries(classification)) {
      if (!entry.in_force(year_)) continue;
      string(sheet, row, 0, entry.code, format_of({.text = true}));
      string(sheet, row++, 1, knowledge_.codes.name_in(entry, year_), format_of({.text = true}));
    }
    worksheet_autofilter(sheet, 0, 0, row - 1, 1);
    worksheet_freeze_panes(sheet, 1, 0);
    return row;
  }

  // The words of the fixed trees, for the lists that drop down; one column each.
  void write_words() {
    lxw_worksheet* sheet = add_sheet(std::string(kMarkSheet));
    string(sheet, 0, 0, kMark, nullptr);
    string(sheet, 0, 1, form_.id, nullptr);
    lxw_col_t column = 0;
    for (const Dimension d : {Dimension::Source, Dimension::Nature, Dimension::Flow, Dimension::Stage}) add_words(sheet, column++, d, {}, std::string(dimension_name(d)));
    for (const SheetLayout& each : layout_.sheets) {
      if (each.column_of(Dimension::Measure) != nullptr) add_words(sheet, column++, Dimension::Measure, each.measures, "measure " + each.id);
      if (!each.flows.empty()) add_words(sheet, column++, Dimension::Flow, each.flows, "flow " + each.id);
    }
    worksheet_hide(sheet);
  }

  void add_words(lxw_worksheet* sheet, lxw_col_t column, Dimension d, const std::vector<NodeId>& below, const std::string& name) {
    string(sheet, 1, column, name, nullptr);
    const Tree& tree = knowledge_.space.tree(d);
    lxw_row_t row = kFirstListRow - 1;
    for (NodeId node = kRoot + 1; node < tree.size(); ++node) {
      const bool wanted = below.empty() || std::any_of(below.begin(), below.end(), [&](NodeId each) { return tree.contains(each, node); });
      if (wanted) string(sheet, row++, column, labels_.label(d, node), nullptr);
    }
    words_[name] = fmt::format("='{}'!${}${}:${}${}", kMarkSheet, letters_of(column), kFirstListRow, letters_of(column), row);
  }

  // ---- sheets to fill

  void write_sheet(std::size_t index) {
    const SheetLayout& layout = layout_.sheets[index];
    const SheetContent& content = content_[index];
    const Shape& shape = shapes_[index];
    lxw_worksheet* sheet = sheets_[layout.title];
    for (lxw_row_t row = 0; row < shape.header; ++row)  // columns have looks of their own, which are for the table
      for (std::size_t c = 0; c < layout.columns.size(); ++c) note(worksheet_write_blank(sheet, row, static_cast<lxw_col_t>(c), plain_format()));
    worksheet_set_row(sheet, 0, 26, nullptr);
    string(sheet, 0, 0, layout.title, title_format());
    string(sheet, 1, 0, layout.hint, hint_format());
    for (std::size_t i = 0; i < layout.fields.size(); ++i) write_field(sheet, layout, i, content.fields[i]);
    if (layout.total) write_totals(sheet, layout, content, shape);
    worksheet_set_row(sheet, shape.header, 32, nullptr);
    for (std::size_t c = 0; c < layout.columns.size(); ++c) {
      const ColumnLayout& column = layout.columns[c];
      const auto at = static_cast<lxw_col_t>(c);
      worksheet_set_column(sheet, at, at, column.width, format_of(look_of(column)));
      string(sheet, shape.header, at, column.title + (column.required ? "*" : ""), format_of({.fill = column.required ? kHeaderRequired : kHeader, .header = true, .locked = true}));
      write_column(sheet, index, static_cast<int>(c));
      add_validation(sheet, layout, shape, column, at);
    }
    show_whole_texts(sheet, layout, content, shape);
    mark_what_is_wrong(sheet, layout, shape);
    set_page(sheet, shape);
  }

  // Rows are as high as their longest text needs: not every program sees to it.
  void show_whole_texts(lxw_worksheet* sheet, const SheetLayout& layout, const SheetContent& content, const Shape& shape) {
    for (std::size_t r = 0; r < content.rows.size(); ++r) {
      int lines = 1;
      for (std::size_t c = 0; c < layout.columns.size(); ++c)
        if (layout.columns[c].is_long) lines = std::max(lines, display_width(content.rows[r].cells[c]) / std::max(layout.columns[c].width - 2, 1) + 1);
      if (lines > 1) worksheet_set_row(sheet, shape.first + static_cast<lxw_row_t>(r), std::min(lines * kTextLine, kRowHeightMax), nullptr);
    }
  }

  // Seen at once: a difference, a code that does not exist, weights that are not 100 together.
  void mark_what_is_wrong(lxw_worksheet* sheet, const SheetLayout& layout, const Shape& shape) {
    lxw_format* red = red_ != nullptr ? red_ : red_ = new_format([](lxw_format* f) {
      format_set_font_color(f, kRed);
      format_set_bold(f);
    });
    for (std::size_t c = 0; c < layout.columns.size(); ++c) {
      const ColumnLayout& column = layout.columns[c];
      const auto at = static_cast<lxw_col_t>(c);
      const std::string cell = fmt::format("{}{}", letters_of(static_cast<int>(c)), shape.first + 1);
      std::string wrong;
      if (column.field == "difference") wrong = fmt::format("=AND(ISNUMBER({0}),{0}<>0)", cell);
      if (column.field == "weight_total") wrong = fmt::format("=AND(ISNUMBER({0}),{0}<>100,{0}<>90)", cell);
      if (column.name_of) wrong = fmt::format("={}=\"{}\"", cell, layout_.missing);
      if (wrong.empty()) continue;
      lxw_conditional_format rule = {};
      rule.type = LXW_CONDITIONAL_TYPE_FORMULA;
      rule.value_string = wrong.data();
      rule.format = red;
      note(worksheet_conditional_format_range(sheet, shape.first, at, shape.last, at, &rule));
    }
  }

  static Look look_of(const ColumnLayout& column) {
    if (column.is_formula()) return {.fill = kComputed, .money = column.field == "spent" || column.field == "difference" || column.field == "project_total"};
    Look look;
    look.fill = column.required ? kRequired : 0;
    look.money = column.is_amount() || column.field == "executed";
    look.text = !look.money && column.field != "weight" && column.field != "target" && column.field != "actual" && column.field != "last_year";
    look.wrap = column.is_long;
    return look;
  }

  void write_field(lxw_worksheet* sheet, const SheetLayout& layout, std::size_t i, const std::string& text) {
    const FieldLayout& field = layout.fields[i];
    const auto row = static_cast<lxw_row_t>(2 + i);
    string(sheet, row, 0, field.title + (field.required ? "*" : ""), format_of({.fill = kComputed, .locked = true, .bold = true}));
    lxw_format* format = format_of({.fill = field.required ? kRequired : 0, .wrap = field.is_long, .text = field.field != "year"});
    int last = 1, width = layout.columns.size() > 1 ? layout.columns[1].width : kFieldCharacters;
    while (width < kFieldCharacters && last + 1 < static_cast<int>(layout.columns.size())) width += layout.columns[static_cast<std::size_t>(++last)].width;
    if (field.is_long) worksheet_set_row(sheet, row, 60, nullptr);
    if (last > 1) note(worksheet_merge_range(sheet, row, 1, row, static_cast<lxw_col_t>(last), "", format));
    if (is_general_number(text) && field.field == "year") note(worksheet_write_number(sheet, row, 1, std::strtod(text.c_str(), nullptr), format));
    else if (!text.empty()) string(sheet, row, 1, text, format);
    else note(worksheet_write_blank(sheet, row, 1, format));
  }

  void write_totals(lxw_worksheet* sheet, const SheetLayout& layout, const SheetContent& content, const Shape& shape) {
    const lxw_row_t row = shape.header - 1;
    for (std::size_t c = 0; c < layout.columns.size(); ++c) {
      const auto at = static_cast<lxw_col_t>(c);
      lxw_format* format = format_of({.fill = kComputed, .money = true, .locked = true, .bold = true});
      if (layout.columns[c].is_amount()) {
        Amount sum;
        bool ignored = false;
        for (const ContentRow& each : content.rows)
          if (const auto amount = parse_amount(each.cells[c], Unit::Yuan, ignored)) sum = Amount::checked_add(sum, *amount).value_or(sum);
        formula(sheet, row, at, fmt::format("=SUM({})", range(shape, static_cast<int>(c))), format, print_amount(sum, Unit::Yuan), true);
      } else if (c == 0) {
        string(sheet, row, at, "合计", format);
      } else {
        note(worksheet_write_blank(sheet, row, at, format));
      }
    }
  }

  void write_column(lxw_worksheet* sheet, std::size_t index, int c) {
    const SheetLayout& layout = layout_.sheets[index];
    const SheetContent& content = content_[index];
    const Shape& shape = shapes_[index];
    const ColumnLayout& column = layout.columns[static_cast<std::size_t>(c)];
    lxw_format* format = format_of(look_of(column));
    for (lxw_row_t r = shape.first; r <= shape.last; ++r) {
      const std::size_t i = r - shape.first;
      const ContentRow* row = i < content.rows.size() ? &content.rows[i] : nullptr;
      const std::string text = row == nullptr ? "" : row->cells[static_cast<std::size_t>(c)];
      const auto at = static_cast<lxw_col_t>(c);
      const bool counted = column.is_amount() && row != nullptr && unit_of_word(unit_word(layout, *row)) != Unit::Yuan;
      if (column.is_formula()) formula(sheet, r, at, formula_of(layout, shape, c, r), format, text, column.name_of == std::nullopt);
      else if (row != nullptr && text.empty() && !row->sum_of.empty() && column.amount && column.amount->year_offset == 0) formula(sheet, r, at, sum_of(row->sum_of), format, "", true);
      else if (text.empty()) note(worksheet_write_blank(sheet, r, at, counted ? format_of({}) : format));
      else if (is_number(column, text)) note(worksheet_write_number(sheet, r, at, std::strtod(text.c_str(), nullptr), counted ? format_of({}) : format));
      else string(sheet, r, at, text, format);
    }
  }

  static std::string unit_word(const SheetLayout& layout, const ContentRow& row) {
    const int column = layout.column("counted_in");
    return column < 0 ? "" : row.cells[static_cast<std::size_t>(column)];
  }

  static bool is_number(const ColumnLayout& column, const std::string& text) {
    if (column.is_amount() || column.field == "executed") return is_plain_number(text);
    return !look_of(column).text && is_general_number(text);
  }

  static std::string range(const Shape& shape, int column) {
    const std::string letters = letters_of(column);
    return fmt::format("${}${}:${}${}", letters, shape.first + 1, letters, shape.last + 1);
  }

  // A column of the lines: 支出明细!$H$6:$H$405.
  std::string lines_range(std::string_view field) const {
    for (std::size_t i = 0; i < layout_.sheets.size(); ++i)
      if (layout_.sheets[i].id == "lines") return fmt::format("'{}'!{}", layout_.sheets[i].title, range(shapes_[i], layout_.sheets[i].column(field)));
    return "";
  }

  std::string formula_of(const SheetLayout& layout, const Shape& shape, int c, lxw_row_t r) const {
    const ColumnLayout& column = layout.columns[static_cast<std::size_t>(c)];
    const auto cell = [&](std::string_view field) { return fmt::format("{}{}", letters_of(layout.column(field)), r + 1); };
    if (column.name_of) {
      const bool function = column.name_of == Dimension::Function;
      const std::string code = cell(dimension_name(*column.name_of));
      return fmt::format("=IF({0}=\"\",\"\",IFERROR(VLOOKUP(LEFT({0}&\"\",FIND(\" \",{0}&\" \")-1),'{1}'!$A$2:$B${2},2,FALSE),\"{3}\"))", code,
                         (function ? layout_.functions : layout_.economics).title, function ? function_rows_ : economic_rows_, layout_.missing);
    }
    if (column.field == "project_total") return fmt::format("=IF({0}=\"\",\"\",SUMIF({1},{0},{2}))", cell("name"), lines_range("project"), lines_range("amount"));
    if (column.field == "spent") return fmt::format("=IF({0}=\"\",\"\",SUMIF({1},{0},{2}))", cell("source"), lines_range("source"), lines_range("amount"));
    if (column.field == "difference") return fmt::format("=IF({0}=\"\",\"\",ROUND(N({1})-N({2}),2))", cell("source"), cell("amount"), cell("spent"));
    return fmt::format("=IF({0}=\"\",\"\",SUMPRODUCT(--({1}={2}),{3}))", cell("level1"), range(shape, layout.column("project")), cell("project"), range(shape, layout.column("weight")));
  }

  // Of general public money only: what its sources are called begins with its name.
  std::string sum_of(const std::string& economic) const {
    const NodeId general = *knowledge_.space.tree(Dimension::Source).find("fiscal.general");
    return fmt::format("=SUMIFS({},{},\"{}\",{},\"{}*\")", lines_range("amount"), lines_range("economic"), economic, lines_range("source"), labels_.label(Dimension::Source, general));
  }

  // ---- what may be typed

  void add_validation(lxw_worksheet* sheet, const SheetLayout& layout, const Shape& shape, const ColumnLayout& column, lxw_col_t at) {
    lxw_data_validation rule = {};
    rule.ignore_blank = LXW_VALIDATION_ON;
    rule.show_error = LXW_VALIDATION_ON;
    std::string title = column.title, message = "请从下拉框中选。", source;
    std::vector<char*> choices;
    if (column.is_amount()) {
      rule.validate = LXW_VALIDATION_TYPE_DECIMAL;
      rule.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
      // Adjustments may be negative; a note says so.
      if (layout.column("note") >= 0) rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
      message = "只填数字，金额以元为单位，不为负；确属调减的请在备注中写明。";
    } else if (column.field == "weight") {
      rule.validate = LXW_VALIDATION_TYPE_DECIMAL;
      rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
      rule.maximum_number = 100;
      message = "权重是 0 到 100 的数字，每组合计 100。";
    } else {
      rule.validate = LXW_VALIDATION_TYPE_LIST;
      for (const std::string& choice : column.choices) choices.push_back(const_cast<char*>(choice.c_str()));
      choices.push_back(nullptr);
      source = list_of(layout, column);
      if (column.choices.empty() && source.empty()) return;
      if (column.choices.empty()) {
        rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
        rule.value_formula = source.data();
      } else {
        rule.value_list = choices.data();
      }
      // Units have levels of indicators of their own, sets of nodes are typed, and codes may be followed by their name.
      if (column.field.starts_with("level")) rule.error_type = LXW_VALIDATION_ERROR_TYPE_INFORMATION;
      if (layout.holds == Holds::Remarks || column.dimension == Dimension::Function || column.dimension == Dimension::Economic) rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    }
    if (column.field == "target" || column.field == "year") return;
    rule.error_title = title.data();
    rule.error_message = message.data();
    note(worksheet_data_validation_range(sheet, shape.first, at, shape.last, at, &rule));
  }

  std::string list_of(const SheetLayout& layout, const ColumnLayout& column) const {
    const bool project = column.dimension == Dimension::Project || (layout.holds == Holds::Indicators && column.field == "project");
    if (project) {
      for (std::size_t i = 0; i < layout_.sheets.size(); ++i)
        if (layout_.sheets[i].holds == Holds::Projects) return fmt::format("='{}'!{}", layout_.sheets[i].title, range(shapes_[i], layout_.sheets[i].column("name")));
    }
    if (!column.dimension) return "";
    const auto words = [&](const std::string& name) {
      const auto found = words_.find(name);
      return found == words_.end() ? std::string() : found->second;
    };
    switch (*column.dimension) {
      case Dimension::Function: return fmt::format("='{}'!$A$2:$A${}", layout_.functions.title, function_rows_);
      case Dimension::Economic: return fmt::format("='{}'!$A$2:$A${}", layout_.economics.title, economic_rows_);
      case Dimension::Measure: return words("measure " + layout.id);
      case Dimension::Flow: return words(layout.flows.empty() ? "flow" : "flow " + layout.id);
      default: return words(std::string(dimension_name(*column.dimension)));
    }
  }

  // ---- looks

  void set_page(lxw_worksheet* sheet, const Shape& shape) {
    worksheet_freeze_panes(sheet, shape.first, 1);
    worksheet_set_paper(sheet, kPaperA4);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, shape.header, shape.header);
    worksheet_set_footer(sheet, "&C— &P —");
    lxw_protection may = {};  // without a password: titles stay what they are, everything else can be done
    may.format_cells = may.format_columns = may.format_rows = may.insert_columns = may.insert_rows = may.delete_columns = may.delete_rows = may.sort = may.autofilter = LXW_TRUE;
    worksheet_protect(sheet, nullptr, &may);
  }

  lxw_format* new_format(const std::function<void(lxw_format*)>& set) {
    lxw_format* format = workbook_add_format(book_);
    format_set_font_name(format, "宋体");
    set(format);
    return format;
  }

  lxw_format* title_format() {
    if (title_ == nullptr) {
      title_ = new_format([](lxw_format* f) {
        format_set_font_size(f, 16);
        format_set_bold(f);
      });
    }
    return title_;
  }
  lxw_format* hint_format() { return hint_ != nullptr ? hint_ : hint_ = new_format([](lxw_format* f) { format_set_font_color(f, kGrey); }); }
  lxw_format* plain_format() { return plain_ != nullptr ? plain_ : plain_ = new_format([](lxw_format*) {}); }

  lxw_format* format_of(const Look& look) {
    lxw_format*& format = formats_[look.key()];
    if (format != nullptr) return format;
    format = new_format([&](lxw_format* f) {
      format_set_font_size(f, 11);
      format_set_border(f, LXW_BORDER_THIN);
      format_set_border_color(f, kLine);
      format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
      if (look.fill != 0) format_set_bg_color(f, look.fill);
      if (look.header) {
        format_set_font_color(f, LXW_COLOR_WHITE);
        format_set_align(f, LXW_ALIGN_CENTER);
        format_set_text_wrap(f);
      }
      if (look.bold || look.header) format_set_bold(f);
      if (look.wrap) format_set_text_wrap(f);
      if (look.money) format_set_num_format(f, "#,##0.00####");  // digits finer than a fen are seen, and refused
      if (look.text) format_set_num_format(f, "@");
      if (!look.locked) format_set_unlocked(f);
    });
    return format;
  }

  void string(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view text, lxw_format* format) {
    note(worksheet_write_string(sheet, row, column, escaped(text).c_str(), format));
  }

  // "_x000D_" in a text would be taken for the character of that code (ECMA-376 part 1, 22.9.2.19).
  static std::string escaped(std::string_view text) {
    std::string result;
    const auto is_hexadecimal = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'); };
    for (std::size_t i = 0; i < text.size(); ++i) {
      const std::string_view code = text.substr(i, 7);
      const bool taken = code.size() == 7 && code.starts_with("_x") && code[6] == '_' && std::all_of(code.begin() + 2, code.begin() + 6, is_hexadecimal);
      result += taken ? "_x005F_" : std::string(1, text[i]);
    }
    return result;
  }

  // `value`: what it comes to, so that programs that do not compute show it.
  void formula(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text, lxw_format* format, const std::string& value, bool number) {
    if (number && !value.empty()) note(worksheet_write_formula_num(sheet, row, column, text.c_str(), format, std::strtod(value.c_str(), nullptr)));
    else note(worksheet_write_formula_str(sheet, row, column, text.c_str(), format, value.c_str()));
  }

  lxw_workbook* book_;
  const Content& content_;
  const Form& form_;
  const WorkbookLayout& layout_;
  const Knowledge& knowledge_;
  const Labels labels_;
  const int year_;
  lxw_error error_ = LXW_NO_ERROR;
  lxw_format *title_ = nullptr, *hint_ = nullptr, *plain_ = nullptr, *red_ = nullptr;
  lxw_row_t function_rows_ = 0, economic_rows_ = 0;
  std::vector<Shape> shapes_;
  std::map<std::string, lxw_worksheet*> sheets_;
  std::map<std::string, std::string> words_;  // lists of words: their range
  std::map<decltype(Look{}.key()), lxw_format*> formats_;
};

tl::unexpected<Error> failed(const std::string& cause) {
  return fail("workbook.write.failed", "工作簿没有写成：" + cause, "请检查临时目录的空间；单元格文字最多 32767 字。");
}

}  // namespace

Result<std::string> write_workbook(const UnitData& data, const Form& form, const WorkbookLayout& layout, const Knowledge& knowledge) {
  const TemporaryFile file;
  if (file.path().empty()) return failed("临时目录写不进去");
  if (!xlsxwriter.is_there()) return failed(fmt::format("没有安装 {}", xlsxwriter.file()));
  lxw_workbook* handle = workbook_new(file.path().c_str());
  if (handle == nullptr) return failed("内存不足");
  lxw_doc_properties properties = {};
  properties.created = kFixedSeconds;
  workbook_set_properties(handle, &properties);
  const Content content = to_content(data, layout, knowledge, form.final_accounts);
  Book book(handle, content, form, layout, knowledge, data.file.year);
  book.write();
  if (const lxw_error error = workbook_close(handle); error != LXW_NO_ERROR) return failed(lxw_strerror(error));
  if (book.error() != LXW_NO_ERROR) return failed(lxw_strerror(book.error()));
  return read_file(file.path(), kOwnFile);
}

}  // namespace mingzhang
