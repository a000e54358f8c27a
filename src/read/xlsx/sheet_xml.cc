#include "read/xlsx/sheet_xml.h"

#include <algorithm>
#include <utility>

#include "read/package/package.h"

namespace mingzhang {
namespace {

constexpr std::size_t kPartBytes = 1u << 20;
constexpr std::string_view kBegin = "<sheetData>", kEnd = "</sheetData>", kRowEnd = "</row>";

// As nearly all producers write it. Comments and the like might hold what looks like the end of a row.
bool can_be_cut(std::string_view text, std::size_t begin, std::size_t end) {
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin + kPartBytes) return false;
  const std::string_view head = text.substr(0, text.find("?>"));
  const bool utf8 = head.find("encoding") == std::string_view::npos || head.find("UTF-8") != std::string_view::npos || head.find("utf-8") != std::string_view::npos;
  return utf8 && text.substr(begin, end - begin).find("<!") == std::string_view::npos;
}

}  // namespace

Result<SheetXml> SheetXml::parse(std::string text, const std::string& part, const Package& package) {
  SheetXml sheet(part, package);
  sheet.text_bytes_ = text.size();
  const std::size_t begin = text.find(kBegin), end = text.rfind(kEnd);
  sheet.whole_ = !can_be_cut(text, begin, end);
  if (!sheet.whole_) {
    sheet.next_ = begin + kBegin.size();
    sheet.end_ = end;
    sheet.text_ = std::move(text);
    text = sheet.text_.substr(0, sheet.next_) + sheet.text_.substr(end);
  }
  TRY(sheet.main_, parse_xml(std::move(text), part, package));
  return sheet;
}

Result<pugi::xml_node> SheetXml::next_rows() {
  if (std::exchange(whole_, false)) return child(worksheet(), "sheetData");
  if (next_ == end_) return pugi::xml_node();
  const std::size_t row_end = text_.find(kRowEnd, next_ + kPartBytes);
  const std::size_t cut = std::min(row_end == std::string::npos ? end_ : row_end + kRowEnd.size(), end_);
  std::string rows;
  rows.reserve(kBegin.size() + (cut - next_) + kEnd.size());
  rows.append(kBegin).append(text_, next_, cut - next_).append(kEnd);
  next_ = cut;
  TRY(rows_, parse_xml(std::move(rows), part_, *package_));
  return rows_->document_element();
}

}  // namespace mingzhang
