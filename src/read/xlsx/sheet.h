#pragma once
// One worksheet -> blocks.

#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "document/document.h"
#include "read/xlsx/number_format.h"
#include "read/xlsx/sheet_xml.h"

namespace mingzhang {

// What the cells of all sheets refer to.
struct Workbook {
  std::vector<std::string> shared_strings;
  std::vector<NumberFormat> formats;
  struct Style {
    std::size_t format = 0;  // index into formats
    bool ruled = false;      // has lines at its sides, as cells of tables have
  };
  std::vector<Style> styles;
  bool from_1904 = false;
};

struct Sheet {
  std::vector<Block> blocks;  // Texts and at most one Grid; none for an empty sheet
  std::size_t cell_count = 0;
  int hidden_rows = 0, hidden_columns = 0;
  bool too_large = false;
};

// The rows that are ruled are the table; those above and below are text. Without any lines, so are the rows of a single
// cell above and below the others. Errors: read.office.damaged.
Result<Sheet> read_sheet(SheetXml xml, const std::string& name, const Workbook& workbook, const Limits& limits);

// The text of a shared or inline string: all its runs, without reading aids; "_x000D_" are characters by their code.
std::string text_of_string(const pugi::xml_node& node);

}  // namespace mingzhang
