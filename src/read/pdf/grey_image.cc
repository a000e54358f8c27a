#include "read/pdf/grey_image.h"

#include <algorithm>
#include <cmath>

#include <poppler/PDFDoc.h>
#include <poppler/SplashOutputDev.h>
#include <poppler/splash/SplashBitmap.h>

namespace mingzhang::pdf {

GreyImage grey_image(const PopplerFile& file, int page, int dpi) {
  constexpr double kPointsPerInch = 72, kDotsMax = 24e6;
  PDFDoc& document = file.document();
  const double area = document.getPageCropWidth(page) * document.getPageCropHeight(page);
  if (!(area >= 1)) return {};
  const double scale = std::min(dpi / kPointsPerInch, std::sqrt(kDotsMax / area));
  SplashColor white = {255};
  SplashOutputDev device(splashModeMono8, 1, false, white);
  device.startDoc(&document);
  document.displayPage(&device, page, scale * kPointsPerInch, scale * kPointsPerInch, 0, false, true, false);
  SplashBitmap& bitmap = *device.getBitmap();
  GreyImage image{bitmap.getWidth(), bitmap.getHeight(), scale, {}};
  if (image.width <= 0 || image.height <= 0 || bitmap.getDataPtr() == nullptr) return {};
  image.dots.reserve(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
  for (int y = 0; y < image.height; ++y) {
    const unsigned char* row = bitmap.getDataPtr() + static_cast<std::ptrdiff_t>(y) * bitmap.getRowSize();
    image.dots.insert(image.dots.end(), row, row + image.width);
  }
  return image;
}

}  // namespace mingzhang::pdf
