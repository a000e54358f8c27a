#include "read/read.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "base/utf8.h"
#include "read/text/read_text.h"

namespace mingzhang {
namespace {

using std::string_view_literals::operator""sv;

struct Signature {
  std::string_view bytes;  // at the beginning of the file
  std::string_view name;   // Chinese
};

constexpr Signature kUnsupported[] = {
    {"%PDF"sv, "PDF 文档"},
    {"PK\x03\x04"sv, "ZIP 压缩包（docx、xlsx、ofd 等文件也是这种格式）"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "旧版 Office 或 WPS 文档（doc、xls、wps、et）"},
    {"{\\rtf"sv, "RTF 文档"},
    {"\x89PNG"sv, "PNG 图片"},
    {"\xFF\xD8\xFF"sv, "JPEG 图片"},
    {"GIF8"sv, "GIF 图片"},
    {"II*\0"sv, "TIFF 图片"},
    {"MM\0*"sv, "TIFF 图片"},
    {"Rar!"sv, "RAR 压缩包"},
    {"7z\xBC\xAF\x27\x1C"sv, "7z 压缩包"},
    {"\x1F\x8B"sv, "gzip 压缩文件"},
};

bool starts_with_ignoring_case(std::string_view text, std::string_view lower_case) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  return text.size() >= lower_case.size() &&
         std::equal(lower_case.begin(), lower_case.end(), text.begin(), [&](char a, char b) { return a == lower(b); });
}

std::string_view without_mark_and_spaces(std::string_view bytes) {
  while (!bytes.empty()) {
    const CodePoint point = code_point_at(bytes, 0);
    if (!is_space(point.value)) break;  // the byte order mark counts as space
    bytes.remove_prefix(point.size);
  }
  return bytes;
}

std::optional<std::string_view> unsupported_format(std::string_view bytes) {
  for (const Signature& signature : kUnsupported) {
    if (bytes.starts_with(signature.bytes)) return signature.name;
  }
  const std::string_view content = without_mark_and_spaces(bytes);
  for (const std::string_view tag : {"<!doctype html"sv, "<html"sv}) {
    if (starts_with_ignoring_case(content, tag)) return "网页（HTML）";
  }
  if (starts_with_ignoring_case(content, "<?xml")) return "XML 文档";
  return std::nullopt;
}

// An object with our mark near its beginning, where to_json puts it.
bool is_document_json(std::string_view bytes) {
  constexpr std::size_t kMarkWithin = 1000;
  const std::string_view content = without_mark_and_spaces(bytes);
  return content.starts_with('{') && content.substr(0, kMarkWithin).find("\"mingzhang\"") != std::string_view::npos;
}

}  // namespace

Result<Document> read_document_bytes(std::string_view bytes, const std::string& path, const Limits& limits) {
  if (const auto format = unsupported_format(bytes)) {
    return fail("read.format.unsupported", fmt::format("文件“{}”是{}，本版软件还不能读取", path, *format),
                "本版软件读取纯文本。请把内容另存为 .txt（UTF-8）后再试。", path);
  }
  if (is_document_json(bytes)) return document_from_json(without_mark_and_spaces(bytes), path);
  return read_text(bytes, path, limits);
}

Result<Document> read_document(const std::string& path, const Limits& limits) {
  TRY(const std::string bytes, read_file(path, limits));
  return read_document_bytes(bytes, path, limits);
}

}  // namespace mingzhang
