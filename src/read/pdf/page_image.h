#pragma once
// Pages of a PDF as pictures, as a viewer shows them.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "document/page_image.h"

namespace mingzhang::pdf {

// PNG in RGB at some `dpi`, less for pages so large that they would have more than limits.page_pixels_max. Pages that do not exist are
// left out, and so are those after which all together would be larger than `bytes_max`. Errors: read.pdf.*.
Result<std::vector<PageImage>> page_images(std::string_view bytes, const std::string& path, std::span<const int> pages, int dpi,
                                           std::size_t bytes_max, const Limits& limits);

}  // namespace mingzhang::pdf
