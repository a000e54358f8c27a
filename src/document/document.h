#pragma once
// The layout-neutral document: what a file shows, in reading order, before anyone asks what it means. Readers make it,
// writers print it, one type both ways. No budget words here.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "document/place.h"

namespace mingzhang {

// One line or paragraph of running text, as printed (UTF-8, spaces kept). A reader that sees physical lines only (text,
// PDF) gives one Text per line, columns of a line apart by spaces, and leaves joining to `understand`; `ends_paragraph` says
// that the format knows it ends. Line breaks inside a paragraph (DOCX w:br, HTML br) divide it into Texts of which the last
// ends it; a page break inside it is a PageBreak between them. So every Document can be written in every format.
struct Text {
  std::string text;
  Place place;
  bool ends_paragraph = false;
  int heading_level = 0;  // 1.. when the format marks headings (DOCX, HTML); else 0
};

inline Text paragraph(std::string text, int heading_level = 0) { return {std::move(text), {}, true, heading_level}; }

// One cell of a grid. A merged cell stands at its top left corner with its spans; covered cells are absent, empty ones
// present. Lines inside a cell are separated by \n.
struct Cell {
  int row = 0, column = 0;
  int row_span = 1, column_span = 1;
  std::string text;
  Place place;
};

// One table, or the part of it on one page: tables that go on over pages are joined by `understand`.
struct Grid {
  int row_count = 0, column_count = 0;
  std::vector<Cell> cells;  // by row, then column
  Place place;
  int header_row_count = 0;  // rows at the top that the format marks as a header (DOCX tblHeader, HTML thead); 0: not marked
};

struct PageBreak {
  int page = 0;  // the page that begins; 0 in formats that break pages without numbering them
};

using Block = std::variant<Text, Grid, PageBreak>;

// Something the reader noticed about an imperfect but usable input.
struct Note {
  std::string id;       // lasting word: "read.text.unreadable_character", listed in base/errors.def
  std::string message;  // Chinese
  Place place;
};

struct Document {
  std::string path;    // as given by the user
  std::string format;  // "text", "json", later "pdf", "docx", ...
  std::string sha256;  // of the file's bytes, hex
  std::vector<Block> blocks;
  std::vector<Note> notes;
};

std::string to_json(const Document& document);  // schemas/document-1.json, one block a line

// Keeps the path that stands in the JSON; `path`, where the JSON itself comes from, is for messages and if there is none.
// Errors: document.json.invalid, .too_deep, .version.
Result<Document> document_from_json(std::string_view json, std::string path);

// For people and golden tests, one line a block or cell: "p3 L12:5 text"; notes follow as "! L7 id: message".
std::string dump(const Document& document);

}  // namespace mingzhang
