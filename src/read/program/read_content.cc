#include "read/program/read_content.h"

#include <fmt/format.h>

#include "read/docx/read_docx.h"
#include "read/format/format.h"
#include "read/html/read_html.h"
#include "read/package/package.h"
#include "read/pdf/read_pdf.h"
#include "read/text/read_text.h"
#include "read/xlsx/read_xlsx.h"

namespace mingzhang {
namespace {

// What a ZIP archive holds is told by the type of the part it is about.
Result<Document> read_package(std::string_view bytes, const std::string& path, const Limits& limits) {
  TRY(Package package, Package::open(bytes, path));
  if (package.has("OFD.xml")) return unsupported_format("OFD 版式文档", path);
  if (!package.has("[Content_Types].xml")) return unsupported_format("ZIP 压缩包", path);
  TRY(const std::string main_part, package.main_part());
  TRY(const std::string type, package.content_type(main_part));
  const auto holds = [&](std::string_view part) { return type.find(part) != std::string::npos; };
  if (holds("wordprocessingml") || holds("ms-word")) return read_docx(package, main_part, limits);
  if (holds("sheet.binary")) return unsupported_format("Excel 二进制工作簿（xlsb）", path);
  if (holds("spreadsheetml") || holds("ms-excel")) return read_xlsx(package, main_part, limits);
  return unsupported_format(holds("presentationml") ? "演示文稿（pptx）" : "不认识的 Office 文档", path);
}

Result<Document> read_by_format(std::string_view bytes, const std::string& path, const Limits& limits, bool recognise) {
  const RecognisedFormat format = recognise_format(bytes);
  switch (format.format) {
    case Format::Text: return read_text(bytes, path, limits);
    case Format::Package: return read_package(bytes, path, limits);
    case Format::Html: return read_html(bytes, path, limits);
    case Format::Pdf: return read_pdf(bytes, path, limits, recognise);
    default: return unsupported_format(format.name, path);
  }
}

}  // namespace

Result<Document> read_content(std::string_view bytes, const std::string& path, const Limits& limits, bool recognise) {
  TRY(Document document, read_by_format(bytes, path, limits, recognise));
  if (document.blocks.empty())
    return fail("read.office.blank", fmt::format("文件“{}”里没有任何文字", path), "请确认选对了文件；扫描件请先做文字识别。", path);
  return document;
}

}  // namespace mingzhang
