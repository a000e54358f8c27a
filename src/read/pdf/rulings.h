#pragma once
// Pieces of lines as drawn -> the ruling lines a reader sees.

#include <vector>

#include "read/pdf/page_content.h"

namespace mingzhang::pdf {

// Pieces that lie on (nearly) one line become one: double lines, dashes, the borders of single cells. All pieces of one
// line have the same position afterwards, also where gaps keep them apart. By position, then along it; specks are gone.
std::vector<Segment> merged_rulings(std::vector<Segment> pieces);

}  // namespace mingzhang::pdf
