#include "read/docx/paragraph.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string_view>

#include "base/utf8.h"
#include "read/package/xml.h"

namespace mingzhang {
namespace {

// Wrappers whose content is printed as if it stood alone.
constexpr std::string_view kTransparent[] = {"hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo", "oMath", "oMathPara"};

bool is_transparent(std::string_view name) { return std::find(std::begin(kTransparent), std::end(kTransparent), name) != std::end(kTransparent); }

}  // namespace

pugi::xml_node chosen_alternative(const pugi::xml_node& alternatives) {
  const pugi::xml_node choice = child(alternatives, "Choice");
  return choice ? choice : child(alternatives, "Fallback");
}

bool is_on(const pugi::xml_node& property) {
  const std::string_view value = attribute(property, "val");
  return property && value != "0" && value != "false" && value != "off";
}

ParagraphContent ParagraphReader::read(const pugi::xml_node& paragraph) {
  ParagraphContent content;
  read_children(paragraph, content);
  return content;
}

void ParagraphReader::read_children(const pugi::xml_node& node, ParagraphContent& content) {
  for (const pugi::xml_node each : node.children()) read_node(each, content);
}

void ParagraphReader::read_node(const pugi::xml_node& node, ParagraphContent& content) {
  const std::string_view name = local_name(node);
  if (name == "r") read_run(node, content);
  else if (name == "AlternateContent") read_children(chosen_alternative(node), content);
  else if (name == "ruby") read_children(child(node, "rubyBase"), content);
  else if (is_transparent(name)) read_children(node, content);
}

void ParagraphReader::read_run(const pugi::xml_node& run, ParagraphContent& content) {
  if (is_on(descend(run, "rPr", "vanish"))) return;
  for (const pugi::xml_node node : run.children()) {
    const std::string_view name = local_name(node);
    if (name == "t") add(node.text().get(), content);
    else if (name == "tab" || name == "ptab") add("  ", content);
    else if (name == "noBreakHyphen") add("-", content);
    else if (name == "br" || name == "cr") break_line(node, content);
    else if (name == "fldChar") read_field_mark(node);
    else if (name == "footnoteReference") content.notes.push_back("footnote " + std::string(attribute(node, "id")));
    else if (name == "endnoteReference") content.notes.push_back("endnote " + std::string(attribute(node, "id")));
    else if (name == "drawing" || name == "pict" || name == "object") find_text_boxes(node, content);
    else if (name == "AlternateContent") find_text_boxes(chosen_alternative(node), content);
    else if (name == "ruby") read_children(child(node, "rubyBase"), content);
    else if (name == "sym") {
      const std::string_view code = attribute(node, "char");
      unsigned value = 0;
      std::from_chars(code.data(), code.data() + code.size(), value, 16);
      std::string character;
      append_utf8(character, value);
      if (value != 0) add(character, content);
    }
  }
}

void ParagraphReader::read_field_mark(const pugi::xml_node& mark) {
  const std::string_view type = attribute(mark, "fldCharType");
  if (type == "begin") fields_.push_back(true);
  else if (fields_.empty()) return;
  else if (type == "separate") fields_.back() = false;
  else if (type == "end") fields_.pop_back();
}

void ParagraphReader::find_text_boxes(const pugi::xml_node& node, ParagraphContent& content) {
  for (const pugi::xml_node each : node.children()) {
    const std::string_view name = local_name(each);
    if (name == "txbxContent") content.text_boxes.push_back(each);
    else find_text_boxes(name == "AlternateContent" ? chosen_alternative(each) : each, content);
  }
}

void ParagraphReader::add(std::string_view text, ParagraphContent& content) {
  const bool in_code = std::find(fields_.begin(), fields_.end(), true) != fields_.end();
  if (!in_code) content.lines.back() += text;
}

void ParagraphReader::break_line(const pugi::xml_node& node, ParagraphContent& content) {
  if (attribute(node, "type") == "page") content.page_breaks.push_back(content.lines.size());
  content.lines.emplace_back();
}

}  // namespace mingzhang
