#include "read/format/format.h"

#include <algorithm>
#include <iterator>
#include <fmt/format.h>

#include "base/utf8.h"

namespace mingzhang {
namespace {

using std::string_view_literals::operator""sv;

struct Signature {
  std::string_view bytes;  // at the beginning of the file
  RecognisedFormat format;
};

constexpr Signature kSignatures[] = {
    {"PK\x03\x04"sv, {Format::Package, "ZIP 压缩包"}},
    {"{\\rtf"sv, {Format::OldWriter, "RTF 文档"}},
    {"\x89PNG"sv, {Format::Other, "PNG 图片"}},
    {"\xFF\xD8\xFF"sv, {Format::Other, "JPEG 图片"}},
    {"GIF8"sv, {Format::Other, "GIF 图片"}},
    {"II*\0"sv, {Format::Other, "TIFF 图片"}},
    {"MM\0*"sv, {Format::Other, "TIFF 图片"}},
    {"PK\x05\x06"sv, {Format::Other, "空的 ZIP 压缩包"}},
    {"Rar!"sv, {Format::Other, "RAR 压缩包"}},
    {"7z\xBC\xAF\x27\x1C"sv, {Format::Other, "7z 压缩包"}},
    {"\x1F\x8B"sv, {Format::Other, "gzip 压缩文件"}},
    {"\xFD" "7zXZ"sv, {Format::Other, "xz 压缩文件"}},
    {"SQLite format 3"sv, {Format::Other, "SQLite 数据库"}},
    {"\x7F" "ELF"sv, {Format::Other, "可执行程序"}},
};

// Tags that web pages begin with, as browsers look for them; and the directives of JSP pages.
constexpr std::string_view kHtmlBeginnings[] = {"<!doctype html", "<html", "<head", "<body", "<table", "<div", "<p", "<h1", "<font", "<span",
                                                "<br", "<b", "<a", "<meta", "<title", "<style", "<script", "<iframe", "<center", "<%@", "<%--"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// The beginning in lower case without byte order mark and leading space. Without NULs: so UTF-16 reads as well.
std::string beginning_of(std::string_view bytes) {
  constexpr std::size_t kBytes = 4096;
  std::string_view rest = bytes.substr(0, kBytes);
  if (rest.starts_with("\xFF\xFE") || rest.starts_with("\xFE\xFF")) rest.remove_prefix(2);
  while (!rest.empty()) {
    const CodePoint point = code_point_at(rest, 0);
    if (point.value != 0 && !is_space(point.value)) break;  // the byte order mark counts as space
    rest.remove_prefix(point.size);
  }
  std::string text;
  for (const char c : rest)
    if (c != '\0') text += lower(c);
  return text;
}

std::string_view after_comments(std::string_view text) {
  while (text.starts_with("<!--")) {
    const std::size_t end = text.find("-->");
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 3);
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  }
  return text;
}

bool begins_html(std::string_view text) {
  return std::any_of(std::begin(kHtmlBeginnings), std::end(kHtmlBeginnings), [&](std::string_view tag) {
    if (!text.starts_with(tag)) return false;
    const char next = text.size() > tag.size() ? text[tag.size()] : '>';
    return tag.starts_with("<%") || !((next >= 'a' && next <= 'z') || (next >= '0' && next <= '9'));
  });
}

// XML is told by its root or by the processing instruction that Office puts in front of it.
RecognisedFormat format_of_xml(std::string_view text) {
  const auto holds = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  if (holds("progid=\"word.document\"") || holds("<w:worddocument")) return {Format::OldWriter, "Word 2003 XML 文档"};
  if (holds("progid=\"excel.sheet\"") || holds("urn:schemas-microsoft-com:office:spreadsheet")) return {Format::OldCalc, "Excel 2003 XML 表格"};
  if (holds("<html") || holds("<!doctype html")) return {Format::Html, "网页（HTML）"};
  return {Format::Other, "XML 文档"};
}

// The streams of an OLE2 file are named in UTF-16 in its directory.
RecognisedFormat format_of_compound_file(std::string_view bytes) {
  const auto has_stream = [&](std::string_view name) {
    std::string wide;
    for (const char c : name) wide.append({c, '\0'});
    wide.append(2, '\0');
    return bytes.find(wide) != std::string_view::npos;
  };
  if (has_stream("EncryptedPackage")) return {Format::EncryptedOffice, "加密的 Office 文档"};
  if (has_stream("WordDocument")) return {Format::OldWriter, "旧版 Word 或 WPS 文字文档"};
  if (has_stream("Workbook") || has_stream("Book")) return {Format::OldCalc, "旧版 Excel 或 WPS 表格"};
  return {Format::Other, "OLE2 复合文件（不是 Word 或 Excel 文档）"};
}

// Some programs put a few bytes before the mark.
bool is_pdf(std::string_view bytes) {
  constexpr std::size_t kMarkWithin = 1024;
  const std::size_t at = bytes.substr(0, kMarkWithin).find("%PDF-");
  return at == 0 || (at != std::string_view::npos && bytes.substr(at).find("%%EOF") != std::string_view::npos);
}

}  // namespace

RecognisedFormat recognise_format(std::string_view bytes) {
  for (const Signature& signature : kSignatures)
    if (bytes.starts_with(signature.bytes)) return signature.format;
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return format_of_compound_file(bytes);
  if (is_pdf(bytes)) return {Format::Pdf, "PDF 文档"};
  const std::string beginning = beginning_of(bytes);
  // An object with our mark near its beginning, where to_json puts it.
  if (beginning.starts_with('{') && beginning.find("\"mingzhang\"") < 1000) return {Format::DocumentJson, "Document JSON"};
  if (begins_html(after_comments(beginning))) return {Format::Html, "网页（HTML）"};
  if (beginning.starts_with("<?xml")) return format_of_xml(beginning);
  if (beginning.starts_with("mime-version:") && beginning.find("multipart/related") != std::string::npos)
    return {Format::OldWriter, "单个文件网页（MHTML）"};
  return {Format::Text, "纯文本"};
}

tl::unexpected<Error> unsupported_format(std::string_view name, const std::string& path) {
  return fail("read.format.unsupported", fmt::format("文件“{}”是{}，不是可以读取的文档", path, name),
              "可以读取的是 PDF、Word（docx、doc）、Excel（xlsx、xls）、网页（HTML）、RTF 和纯文本。请另存为其中一种；压缩包请先解压。", path);
}

}  // namespace mingzhang
