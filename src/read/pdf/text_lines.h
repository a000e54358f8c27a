#pragma once
// Glyphs -> lines of text as a reader sees them, whatever the order they were drawn in.

#include <string>
#include <vector>

#include "read/pdf/page_content.h"

namespace mingzhang::pdf {

// Part of a line that wide gaps, or the space between two figures, keep apart from the rest.
struct Piece {
  std::size_t begin = 0, end = 0;  // bytes of the line's text
  Rect box;
};

struct Line {
  std::string text;  // without spaces at its ends; wide gaps are two or more spaces
  Rect box;
  std::vector<Piece> pieces;  // from left to right; none in lines that are not level
};

// Level lines from top to bottom, then lines that read in other directions. Glyphs drawn twice at one place (for bold)
// count once. Lines of spaces only are left out.
std::vector<Line> lines_of(std::vector<Glyph> glyphs);

}  // namespace mingzhang::pdf
