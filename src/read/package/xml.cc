#include "read/package/xml.h"

#include <charconv>
#include <cstring>
#include <utility>

#include "read/package/package.h"

namespace mingzhang {

Result<Xml> parse_xml(std::string text, std::string_view part, const Package& package) {
  auto document = std::make_unique<XmlDocument>();
  document->text = std::move(text);
  const auto options = pugi::parse_minimal | pugi::parse_escapes | pugi::parse_cdata | pugi::parse_eol | pugi::parse_ws_pcdata_single | pugi::parse_embed_pcdata;
  if (!document->load_buffer_inplace(document->text.data(), document->text.size(), options)) return package.damaged("部件 " + std::string(part) + " 不是正确的 XML");
  return document;
}

std::string_view local_name(const char* name) {
  const char* colon = std::strchr(name, ':');
  return colon != nullptr ? colon + 1 : name;
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (pugi::xml_node each = node.first_child(); each; each = each.next_sibling())
    if (local_name(each) == name) return each;
  return {};
}

pugi::xml_node descend(const pugi::xml_node& node, std::string_view first, std::string_view second) { return child(child(node, first), second); }

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  for (pugi::xml_attribute each = node.first_attribute(); each; each = each.next_attribute())
    if (local_name(each.name()) == name) return each.value();
  return {};
}

int number_of(std::string_view text, int fallback) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : fallback;
}

bool is_deeper_than(const pugi::xml_node& root, int levels) {
  int depth = 0;
  for (pugi::xml_node node = root.first_child(); node;) {
    if (node.first_child()) {
      if (++depth > levels) return true;
      node = node.first_child();
      continue;
    }
    while (node && node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (!node || node == root) return false;
    node = node.next_sibling();
  }
  return false;
}

}  // namespace mingzhang
