#pragma once
// What a Document asks of pages: where they begin, which lie on their side, and how its texts stand on them.

#include <optional>
#include <vector>

#include "document/document.h"
#include "write/table_shape.h"

namespace mingzhang {

enum class TextRole {
  Line,       // a physical line: more of its paragraph may follow
  Paragraph,  // ends here
  Heading,
  Caption,    // one of the short lines above a table
};

struct PlannedBlock {
  TextRole role = TextRole::Line;       // of a Text
  std::optional<TableShape> shape;      // of a Grid
  std::optional<TableSetting> setting;
};

// Blocks [first, last) on pages of one orientation. Each but the first begins a page.
struct PageStretch {
  std::size_t first = 0, last = 0;
  bool landscape = false;
};

struct PagePlan {
  std::vector<PlannedBlock> blocks;  // as many as the Document's
  std::vector<PageStretch> stretches;    // in order, none empty, all blocks
};
PagePlan plan_pages(const Document& document);

// A caption, its table and the notes below it, or the text between two such.
struct Group {
  std::size_t first = 0, last = 0;
  std::optional<std::size_t> grid;
};
std::vector<Group> table_groups(const Document& document, const PagePlan& plan);

// Does the text at this index go on with the text before it, in the same paragraph?
bool continues_paragraph(const Document& document, const PagePlan& plan, std::size_t index);

}  // namespace mingzhang
