#pragma once
// Tables that no vertical rulings draw: lines whose figures stand below one another.

#include <vector>

#include "read/pdf/lattice.h"
#include "read/pdf/text_lines.h"

namespace mingzhang::pdf {

// Lattices as find_lattices gives them, from top to bottom. `lines` go from top to bottom, `rules` are horizontal and by
// position. A table begins with the lines that head its columns; it needs amounts below one another in three lines or more, so
// that neither prose, nor a list of contents, nor a page in two columns is one. None goes over an area of `taken`.
std::vector<Lattice> find_aligned_tables(const std::vector<Line>& lines, const std::vector<Segment>& rules, const std::vector<Rect>& taken);

}  // namespace mingzhang::pdf
