#pragma once
// What paragraph styles of a DOCX say: headings and automatic numbers, inherited along basedOn.

#include <map>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace mingzhang {

// What a paragraph or its style says of itself; -1 and empty: nothing.
struct ParagraphProperties {
  int outline_level = -1;  // 0..8; 9 is body text
  std::string list;        // numId; "0" is none
  int list_level = -1;
};

ParagraphProperties properties_of(const pugi::xml_node& paragraph_properties);  // of a w:pPr

class Styles {
 public:
  Styles() = default;
  explicit Styles(const pugi::xml_node& root);  // of styles.xml

  // Of a style with what it inherits; of the default style for an empty name.
  ParagraphProperties of(std::string_view style) const;

 private:
  struct Style {
    std::string name, based_on;
    ParagraphProperties properties;
  };
  std::map<std::string, Style, std::less<>> styles_;
  std::string default_style_;
};

}  // namespace mingzhang
