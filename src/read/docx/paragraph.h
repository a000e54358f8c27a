#pragma once
// The runs of a w:p.

#include <cstddef>
#include <string>
#include <vector>

#include <pugixml.hpp>

namespace mingzhang {

struct ParagraphContent {
  std::vector<std::string> lines{1};       // apart by line breaks
  std::vector<std::size_t> page_breaks;    // before these lines
  std::vector<pugi::xml_node> text_boxes;  // w:txbxContent
  std::vector<std::string> notes;          // "footnote 2", as referred to
};

// Fields go on over paragraphs (a table of contents is one), so one reader serves a whole flow of text.
class ParagraphReader {
 public:
  ParagraphContent read(const pugi::xml_node& paragraph);

 private:
  void read_children(const pugi::xml_node& node, ParagraphContent& content);
  void read_node(const pugi::xml_node& node, ParagraphContent& content);
  void read_run(const pugi::xml_node& run, ParagraphContent& content);
  void read_field_mark(const pugi::xml_node& mark);
  void find_text_boxes(const pugi::xml_node& node, ParagraphContent& content);
  void add(std::string_view text, ParagraphContent& content);
  void break_line(const pugi::xml_node& node, ParagraphContent& content);

  std::vector<bool> fields_;  // those that we are in; true while in the code, which is not printed
};

// Of mc:AlternateContent, which says the same in several ways: the one to read.
pugi::xml_node chosen_alternative(const pugi::xml_node& alternatives);

bool is_on(const pugi::xml_node& property);  // <w:vanish/>, <w:vanish w:val="true"/>

}  // namespace mingzhang
