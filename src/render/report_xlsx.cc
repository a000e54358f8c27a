#include "render/report_xlsx.h"

#include <cstdlib>
#include <initializer_list>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "base/late_xlsxwriter.h"
#include "base/temporary_file.h"
#include "base/utf8.h"
#include "render/report_layout.h"
#include "render/report_words.h"

namespace mingzhang {
namespace {

constexpr std::size_t kCellCharactersMax = 32'000;  // Excel's limit is 32,767
constexpr std::uint64_t kWorkbookBytesMax = 1u << 30;
constexpr lxw_row_t kRowsMax = 1'048'576;

struct Column {
  std::string_view zh, en;
  double width;
};

class XlsxWriter {
 public:
  XlsxWriter(const Report& report, Language language) : report_(report), language_(language) {}

  Result<std::string> write() {
    if (!xlsxwriter.is_there()) return failed();
    const TemporaryFile file;
    lxw_workbook_options options = {};
    book_ = workbook_new_opt(file.path().c_str(), &options);
    if (book_ == nullptr) return failed();
    set_properties();
    make_formats();
    findings();
    files();
    not_checked();
    between();
    if (workbook_close(book_) != LXW_NO_ERROR) return failed();
    return read_file(file.path(), {.file_bytes_max = kWorkbookBytesMax});
  }

 private:
  static tl::unexpected<Error> failed() {
    return fail("render.xlsx.failed", "Excel 文件没有做成", "请检查临时目录的空间和权限，或换一种输出格式。", "");
  }

  std::string say(std::string_view zh, std::string_view en) const { return std::string(pick(language_, zh, en)); }

  // Without a fixed date no two files would be equal.
  void set_properties() {
    title_ = say("公开情况检查表", "Inspection of disclosures");
    static char company[] = "mingzhang";  // the library takes no constants
    lxw_doc_properties properties = {};
    properties.title = title_.data();
    properties.company = company;
    properties.created = 946'684'800;  // 2000-01-01
    workbook_set_properties(book_, &properties);
  }

  void make_formats() {
    cell_ = workbook_add_format(book_);
    format_set_text_wrap(cell_);
    format_set_align(cell_, LXW_ALIGN_VERTICAL_TOP);
    format_set_border(cell_, LXW_BORDER_THIN);
    format_set_border_color(cell_, 0xBFBFBF);
    format_set_num_format(cell_, "@");  // stays text when a reviewer edits it
    number_ = workbook_add_format(book_);
    format_set_align(number_, LXW_ALIGN_VERTICAL_TOP);
    format_set_border(number_, LXW_BORDER_THIN);
    format_set_border_color(number_, 0xBFBFBF);
    head_ = workbook_add_format(book_);
    format_set_bold(head_);
    format_set_text_wrap(head_);
    format_set_align(head_, LXW_ALIGN_VERTICAL_CENTER);
    format_set_align(head_, LXW_ALIGN_CENTER);
    format_set_bg_color(head_, 0xE7EEF6);
    format_set_border(head_, LXW_BORDER_THIN);
  }

  lxw_worksheet* sheet(std::string_view zh, std::string_view en, const std::vector<Column>& columns) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, say(zh, en).c_str());
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet, column, column, columns[i].width, nullptr);
      worksheet_write_string(sheet, 0, column, say(columns[i].zh, columns[i].en).c_str(), head_);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9);  // A4
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 0, 0);
    return sheet;
  }

  // Always a string, whatever it begins with: nothing of a document becomes a formula.
  void text(lxw_worksheet* sheet, lxw_row_t row, int column, std::string_view words) const {
    std::string safe;
    std::size_t count = 0;
    for (const CodePoint& point : code_points(words)) {
      if (++count > kCellCharactersMax) break;
      const bool line_end = point.value == U'\n';
      if (line_end) safe += '\n';
      else safe += printable(words.substr(point.offset, point.size));
    }
    if (safe.empty()) worksheet_write_blank(sheet, row, static_cast<lxw_col_t>(column), cell_);
    else worksheet_write_string(sheet, row, static_cast<lxw_col_t>(column), safe.c_str(), cell_);
  }

  void number(lxw_worksheet* sheet, lxw_row_t row, int column, int value) const {
    worksheet_write_number(sheet, row, static_cast<lxw_col_t>(column), value, number_);
  }

  void texts(lxw_worksheet* sheet, lxw_row_t row, int first, std::initializer_list<std::string> words) const {
    for (const std::string& each : words) text(sheet, row, first++, each);
  }

  void finish(lxw_worksheet* sheet, lxw_row_t rows, std::size_t columns) const {
    worksheet_autofilter(sheet, 0, 0, rows == 0 ? 0 : rows - 1, static_cast<lxw_col_t>(columns - 1));
  }

  std::string relateds(const Finding& finding) const {
    std::string all;
    for (const FindingPlace& place : finding.related) {
      std::string words = place.path;
      for (const std::string& part : {position_words(place.place, language_), names_of(place), place.quote})
        if (!part.empty()) words += (words.empty() ? "" : " ") + part;
      all += (all.empty() ? "" : "\n") + words;
    }
    return all;
  }

  void findings() {
    const std::vector<Column> columns = {{"序号", "No.", 6},           {"单位", "Unit", 18},           {"文件", "File", 18},
                                         {"年度", "Year", 7},          {"种类", "Kind", 8},            {"页码/位置", "Page, place", 13},
                                         {"表", "Table", 20},          {"行", "Row", 20},              {"栏", "Column", 14},
                                         {"原文", "As printed", 16},   {"严重程度", "Severity", 9},    {"代码", "Code", 9},
                                         {"问题类型", "Problem", 22},  {"问题描述", "Description", 42}, {"计算过程", "Calculation", 34},
                                         {"建议修改", "Proposed", 14}, {"相关位置", "See also", 30},   {"依据", "Legal basis", 34},
                                         {"是否采纳", "Accepted", 9},  {"复核意见", "Reviewer's remark", 26}, {"指纹", "Fingerprint", 18}};
    lxw_worksheet* out = sheet("问题清单", "Findings", columns);
    const lxw_row_t last = add_findings(out);
    if (last > 1) {
      std::string yes = say("采纳", "yes"), no = say("不采纳", "no"), open = say("待核实", "open");
      char* choices[] = {yes.data(), no.data(), open.data(), nullptr};
      lxw_data_validation validation = {};
      validation.validate = LXW_VALIDATION_TYPE_LIST;
      validation.value_list = choices;
      worksheet_data_validation_range(out, 1, 18, last - 1, 18, &validation);
    }
    finish(out, last, columns.size());
  }

  lxw_row_t add_findings(lxw_worksheet* out) const {
    lxw_row_t row = 1;
    for (const FileReport& file : report_.files)
      for (const Finding& finding : file.findings) {
        if (row == kRowsMax) return row;
        number(out, row, 0, static_cast<int>(row));
        texts(out, row, 1, {file.unit, file.path, file.year > 0 ? std::to_string(file.year) : "", kind_word(file.kind, language_),
                            position_words(finding.at.place, language_), finding.at.table, finding.at.row, finding.at.column, finding.at.quote,
                            severity_word(finding.severity, language_), finding.code, headline(finding, language_), in(language_, finding.message),
                            finding.calculation, finding.proposed, relateds(finding), legal_basis(finding, language_), "", "", finding.fingerprint});
        ++row;
      }
    return row;
  }

  void files() {
    const std::vector<Column> columns = {{"序号", "No.", 6},       {"文件", "File", 30},          {"单位", "Unit", 26},          {"年度", "Year", 7},
                                         {"种类", "Kind", 10},     {"表样", "Form", 22},          {"结论", "Result", 28},        {"错误", "Errors", 8},
                                         {"警告", "Warnings", 8},  {"提示", "Notes", 8},          {"印出金额", "Amounts printed", 10}, {"读懂", "Understood", 10},
                                         {"证实", "Proven", 10},   {"关系成立", "Relations hold", 10}, {"不成立", "Fail", 8},     {"无法判定", "Undecided", 10},
                                         {"未读懂", "Open", 8}};
    lxw_worksheet* out = sheet("文件汇总", "Files", columns);
    lxw_row_t row = 1;
    for (const FileReport& file : report_.files) {
      if (row == kRowsMax) break;
      int counts[3] = {};
      for (const Finding& finding : file.findings) ++counts[static_cast<int>(finding.severity)];
      number(out, row, 0, static_cast<int>(row));
      texts(out, row, 1, {file.path, file.unit, file.year > 0 ? std::to_string(file.year) : "", kind_word(file.kind, language_), file.form, result_of(file, counts)});
      const Coverage& c = file.coverage;
      int column = 7;
      for (const int count : {counts[0], counts[1], counts[2], c.amounts.printed, c.amounts.understood, c.amounts.proven, c.constraints.pass,
                              c.constraints.fail, c.constraints.undecided, static_cast<int>(c.open.size())})
        number(out, row, column++, count);
      ++row;
    }
    finish(out, row, columns.size());
  }

  std::string result_of(const FileReport& file, const int (&counts)[3]) const {
    if (file.error) return say("未能核对：", "could not be checked: ") + error_words(*file.error, language_);
    if (counts[0] > 0) return say("有错误", "errors");
    if (counts[1] > 0) return say("有警告", "warnings");
    return say("未发现问题（仅就读懂的内容而言）", "nothing found in what was understood");
  }

  void not_checked() {
    const std::vector<Column> columns = {{"文件", "File", 30}, {"页码/位置", "Page, place", 14}, {"原文", "As printed", 44}, {"未检查的原因", "Why it was not checked", 60}};
    lxw_worksheet* out = sheet("未检查", "Not checked", columns);
    lxw_row_t row = 1;
    for (const FileReport& file : report_.files) {
      for (const OpenItem& item : file.coverage.open)
        if (row < kRowsMax) texts(out, row++, 0, {file.path, position_words(item.place, language_), item.quote, item.reason});
      for (const Bilingual& item : file.not_checked)
        if (row < kRowsMax) texts(out, row++, 0, {file.path, "", "", in(language_, item)});
    }
    finish(out, row, columns.size());
  }

  void between() {
    const std::vector<Column> columns = {{"关系", "Relation", 26}, {"文件", "Files", 60}, {"比较项数", "Amounts compared", 12}, {"不一致", "Differ", 10}, {"说明", "Remark", 50}};
    lxw_worksheet* out = sheet("文件之间", "Between documents", columns);
    lxw_row_t row = 1;
    for (const Pair& pair : report_.pairs) {
      if (row == kRowsMax) break;
      texts(out, row, 0, {relation_words(pair, language_), fmt::format("{}", fmt::join(pair.paths, "\n"))});
      number(out, row, 2, pair.compared);
      number(out, row, 3, pair.differences);
      text(out, row++, 4, "");
    }
    for (const Unpaired& file : report_.unpaired)
      if (row < kRowsMax) texts(out, row++, 0, {say("未比较", "not compared"), file.path, "", "", in(language_, file.reason)});
    finish(out, row, columns.size());
  }

  const Report& report_;
  Language language_;
  std::string title_;
  lxw_workbook* book_ = nullptr;
  lxw_format *cell_ = nullptr, *number_ = nullptr, *head_ = nullptr;
};

}  // namespace

Result<std::string> to_xlsx(const Report& report, Language language) {
  return XlsxWriter(report, language).write();
}

}  // namespace mingzhang
