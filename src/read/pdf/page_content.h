#pragma once
// What one page of a PDF draws: glyphs and ruling lines, in points from the top left corner of the page as it is shown.

#include <vector>

#include "read/pdf/geometry.h"

namespace mingzhang::pdf {

struct Glyph {
  char32_t value = 0;  // one character; a space is kept, it tells words apart
  Rect box;            // advance by ascent and descent
  Point anchor;        // its centre, moved into the clip: what is cut off still belongs where its visible part is
  float size = 0;      // of the font, as shown
  Turn turn = 0;       // in which direction its line reads
  bool slanted = false;  // neither level nor upright: watermarks
  int run = 0;           // glyphs drawn together
};

// A straight line, horizontal or vertical, or one side of a rectangle.
struct Segment {
  double position = 0;       // y of a horizontal one, x of a vertical one
  double from = 0, to = 0;   // along it
};

struct PageContent {
  int number = 0;  // from 1
  Point size;
  std::vector<Glyph> glyphs;         // in drawing order
  std::vector<Glyph> hidden_glyphs;  // drawn invisibly, or white on white
  std::vector<Segment> horizontals, verticals;
  double picture_area = 0;   // of all images, as a share of the page, may exceed 1
  int unreadable_glyphs = 0;  // without a character of their own; U+FFFD
  bool over_limit = false;    // drawing stopped because there was too much of it
};

}  // namespace mingzhang::pdf
