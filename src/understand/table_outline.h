#pragma once
// Where the tables of a document are: each grid with the lines that belong to it (title, unit of money, notes), grids that go
// on over pages joined, the document's own table of contents, and the lines that are left for everything else.

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "disclosure/disclosure.h"
#include "document/document.h"
#include "forms/knowledge.h"

namespace mingzhang {

// A grid, or what of it is on one page. Its rows before `first_row` are its title and its unit of money.
struct GridPart {
  const Grid* grid = nullptr;
  int first_row = 0;
};

struct TitledGrid {
  std::string number;  // as printed: "公开01表"
  std::string title;   // as printed, without spaces; "" when there is none
  Place place;         // of the title; of the grid when there is none
  std::optional<Unit> unit;  // of money, as printed beside the title
  std::vector<GridPart> parts;
  std::vector<const Text*> notes;  // lines below that belong to it
};

struct TableOutline {
  std::vector<TitledGrid> grids;
  std::vector<ContentsEntry> contents;
  std::vector<std::string> unit_names;  // as printed after 编制部门： and the like, each time
  int blank_unit_names = 0;             // 编制部门： with nothing behind it
  std::vector<const Text*> lines;       // everything else, in order
  std::vector<std::string> keys;        // of the lines, see word_key
  std::deque<Text> made;                // of `lines`: those made from grids that are only frames around running text
};

TableOutline find_tables(const Document& document, const Knowledge& knowledge);

}  // namespace mingzhang
