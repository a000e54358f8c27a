#pragma once
// The tree of a web page -> blocks.

#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "document/document.h"
#include "read/html/html_tree.h"

namespace mingzhang {

class PageReader {
 public:
  explicit PageReader(const Limits& limits) : limits_(limits) {}

  std::vector<Block> read(const GumboNode& root);
  bool too_deep() const { return too_deep_; }
  bool too_large() const { return blocks_count_ > limits_.lines_max || cells_count_ > limits_.cells_max || grid_too_large_; }

 private:
  // Text that is being gathered into paragraphs: of the page, or of one cell.
  struct Flow {
    std::vector<Block> blocks;
    std::string line;
    bool space_due = false, newline_due = false;  // white space seen, printed only before more text
    int heading_level = 0;
    bool preformatted = false;
  };
  struct TableRow {
    const GumboElement* element;
    bool header;
  };

  void read_node(const GumboNode& node, Flow& flow, int depth);
  void read_children(const GumboElement& element, Flow& flow, int depth);
  void read_element(const GumboElement& element, Flow& flow, int depth);
  void read_table(const GumboElement& table, Flow& flow, int depth);
  void read_row(const GumboElement& element, int row, Grid& grid, std::vector<int>& taken_until, std::vector<Block>& content, int depth);
  void collect_rows(const GumboElement& element, bool header, std::vector<TableRow>& rows, Flow& captions, int depth);

  void add_text(std::string_view text, Flow& flow) const;
  void end_line(Flow& flow);
  void end_paragraph(Flow& flow);

  Limits limits_;
  int line_ = 0;
  std::size_t blocks_count_ = 0, cells_count_ = 0;
  bool too_deep_ = false, grid_too_large_ = false;
};

}  // namespace mingzhang
