#pragma once
// The ruling lines that a picture of a page shows.

#include <vector>

#include "read/pdf/grey_image.h"
#include "read/pdf/page_content.h"

namespace mingzhang::pdf {

// Straight dark runs that are long and thin, as pieces for merged_rulings(), in points.
std::vector<Segment> horizontal_rulings(const GreyImage& image);
std::vector<Segment> vertical_rulings(const GreyImage& image);

}  // namespace mingzhang::pdf
