#include "read/docx/styles.h"

#include <algorithm>

#include "read/package/xml.h"

namespace mingzhang {
namespace {

// "heading 2" (also 标题 2, as some programs write it) is a heading by its name when nothing else is said.
int outline_level_of_name(std::string_view name) {
  for (const std::string_view prefix : {"heading ", "Heading ", "标题 "}) {
    if (!name.starts_with(prefix)) continue;
    const int level = number_of(name.substr(prefix.size()), 0);
    if (level >= 1 && level <= 9) return level - 1;
  }
  return -1;
}

}  // namespace

ParagraphProperties properties_of(const pugi::xml_node& node) {
  ParagraphProperties properties;
  properties.outline_level = std::clamp(number_of(attribute(child(node, "outlineLvl"), "val"), -1), -1, 9);
  const pugi::xml_node list = child(node, "numPr");
  properties.list = attribute(child(list, "numId"), "val");
  properties.list_level = std::clamp(number_of(attribute(child(list, "ilvl"), "val"), -1), -1, 8);
  return properties;
}

Styles::Styles(const pugi::xml_node& root) {
  for (const pugi::xml_node node : root.children()) {
    if (local_name(node) != "style" || attribute(node, "type") != "paragraph") continue;
    const std::string id(attribute(node, "styleId"));
    Style& style = styles_[id];
    style.name = attribute(child(node, "name"), "val");
    style.based_on = attribute(child(node, "basedOn"), "val");
    style.properties = properties_of(child(node, "pPr"));
    if (style.properties.outline_level < 0) style.properties.outline_level = outline_level_of_name(style.name);
    if (const std::string_view by_default = attribute(node, "default"); by_default == "1" || by_default == "true") default_style_ = id;
  }
}

ParagraphProperties Styles::of(std::string_view style) const {
  constexpr int kChainMax = 32;  // chains may be rings
  ParagraphProperties result;
  std::string_view id = style.empty() ? std::string_view(default_style_) : style;
  for (int i = 0; i < kChainMax; ++i) {
    const auto found = styles_.find(id);
    if (found == styles_.end()) break;
    const ParagraphProperties& own = found->second.properties;
    if (result.outline_level < 0) result.outline_level = own.outline_level;
    if (result.list.empty()) result.list = own.list;
    if (result.list_level < 0) result.list_level = own.list_level;
    id = found->second.based_on;
  }
  return result;
}

}  // namespace mingzhang
