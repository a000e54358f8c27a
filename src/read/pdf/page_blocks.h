#pragma once
// What a page draws -> its tables and lines of text, in reading order.

#include <vector>

#include "base/limits.h"
#include "document/document.h"
#include "read/pdf/page_content.h"

namespace mingzhang::pdf {

// Texts and Grids of the page, with places; no PageBreak. A page whose text is turned is read with the head turned;
// boxes stay those of the page as it is shown.
std::vector<Block> page_blocks(const PageContent& page, const Limits& limits);

}  // namespace mingzhang::pdf
