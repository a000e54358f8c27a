#pragma once
// Glyphs -> lines of text as a reader sees them, whatever the order they were drawn in.

#include <string>
#include <vector>

#include "read/pdf/page_content.h"

namespace mingzhang::pdf {

struct Line {
  std::string text;  // without spaces at its ends; wide gaps are two or more spaces
  Rect box;
};

// Level lines from top to bottom, then lines that read in other directions. Glyphs drawn twice at one place (for bold)
// count once. Lines of spaces only are left out.
std::vector<Line> lines_of(std::vector<Glyph> glyphs);

}  // namespace mingzhang::pdf
