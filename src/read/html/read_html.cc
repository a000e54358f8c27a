#include "read/html/read_html.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/unicode.h"
#include "read/html/html_tree.h"
#include "read/html/page_reader.h"

namespace mingzhang {
namespace {

// JSP: <%@ directives %>, <%-- comments --%> and code run on the server and print nothing themselves.
std::string without_server_code(std::string_view text) {
  std::string page;
  while (!text.empty()) {
    const std::size_t begin = std::min(text.find("<%"), text.size());
    page += text.substr(0, begin);
    text.remove_prefix(begin);
    const std::size_t end = text.find("%>");
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
  }
  return page;
}

}  // namespace

Result<Document> read_html(std::string_view bytes, const std::string& path, const Limits& limits) {
  const std::optional<DecodedText> decoded = decode(bytes);
  if (!decoded) {
    return fail("read.text.encoding", fmt::format("网页“{}”的文字编码认不出来", path), "请用浏览器打开后另存为 UTF-8 网页再试。", path);
  }
  const HtmlTree tree(without_server_code(decoded->text));
  PageReader reader(limits);
  Document document;
  document.format = "html";
  document.blocks = reader.read(tree.root());
  if (reader.too_deep())
    return fail("read.office.too_deep", fmt::format("网页“{}”的元素层层嵌套，超过上限", path), "文件可能损坏或含有恶意内容。请用浏览器打开后另存一份。", path);
  if (reader.too_large())
    return fail("read.office.too_large", fmt::format("网页“{}”的段落或单元格过多，已停止读取", path), "请拆开后逐份提交。", path);
  return document;
}

}  // namespace mingzhang
