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

struct PictureLimits {
  int dpi = 100;
  std::size_t pixels_max = 8'000'000;  // of a page; larger ones get fewer dots per inch
  std::size_t bytes_max = 24u << 20;   // of all pictures
};

// PNG in RGB. Pages that do not exist are left out, and so are those after which all would be larger than bytes_max.
// Errors: read.pdf.*.
Result<std::vector<PageImage>> page_images(std::string_view bytes, const std::string& path, std::span<const int> pages,
                                           const PictureLimits& pictures, const Limits& limits);

}  // namespace mingzhang::pdf
