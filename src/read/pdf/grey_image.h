#pragma once
// A page as dots, for looking at it as a scanner's picture.

#include <cstdint>
#include <vector>

#include "read/pdf/poppler_file.h"

namespace mingzhang::pdf {

struct GreyImage {
  int width = 0, height = 0;
  double dots_per_point = 1;
  std::vector<std::uint8_t> dots;  // by row; 0 is black, 255 white

  bool is_dark(int x, int y) const {
    constexpr int kDark = 140;
    return dots[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)] < kDark;
  }
};

// Pages larger than any paper of an office come out coarser than `dpi`. Empty if the page cannot be drawn.
GreyImage grey_image(const PopplerFile& file, int page, int dpi);

}  // namespace mingzhang::pdf
