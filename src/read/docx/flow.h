#pragma once
// Paragraphs and tables in their order: of the body of a document, of a cell, of a text box, of a footnote.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <pugixml.hpp>

#include "base/limits.h"
#include "document/document.h"
#include "read/docx/numbering.h"
#include "read/docx/paragraph.h"
#include "read/docx/styles.h"

namespace mingzhang {

class FlowReader {
 public:
  FlowReader(Styles styles, Numbering numbering, const Limits& limits) : styles_(std::move(styles)), numbering_(std::move(numbering)), limits_(limits) {}

  std::vector<Block> read(const pugi::xml_node& container);
  const std::vector<std::string>& notes() const { return notes_; }  // "footnote 2", in the order of their references
  bool too_large() const { return blocks_ > limits_.lines_max || cells_ > limits_.cells_max; }

 private:
  struct OpenCell {
    std::size_t index;  // of the cell that may go on downwards
    int last_row;
  };
  struct TableRow {
    int index = 0, line = 0, column = 0;
  };

  void read_children(const pugi::xml_node& container, std::vector<Block>& blocks);
  void read_paragraph(const pugi::xml_node& paragraph, std::vector<Block>& blocks);
  std::string number_of_paragraph(const ParagraphProperties& own, const ParagraphProperties& style, std::string_view style_name);
  void read_table(const pugi::xml_node& table, std::vector<Block>& blocks);
  void read_rows(const pugi::xml_node& container, Grid& grid, std::vector<Block>& content);
  void read_row(const pugi::xml_node& row, Grid& grid, std::vector<Block>& content);
  void read_cells(const pugi::xml_node& container, TableRow& row, Grid& grid, std::vector<Block>& content);
  void read_cell(const pugi::xml_node& cell, TableRow& row, Grid& grid, std::vector<Block>& content);

  Styles styles_;
  Numbering numbering_;
  Limits limits_;
  ParagraphReader paragraphs_;
  std::vector<std::map<int, OpenCell>> open_cells_;  // by column, of the tables that we are in
  std::vector<std::string> notes_;
  int line_ = 0;
  std::size_t blocks_ = 0, cells_ = 0;
};

// What a cell holds as the lines of its text; a table inside it with two spaces between its columns.
std::string flattened(const std::vector<Block>& blocks);

}  // namespace mingzhang
