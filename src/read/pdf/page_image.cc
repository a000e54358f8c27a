#include "read/pdf/page_image.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include <poppler/PDFDoc.h>
#include <poppler/SplashOutputDev.h>
#include <poppler/splash/SplashBitmap.h>
#include <poppler/splash/SplashErrorCodes.h>

#include "read/pdf/poppler_file.h"

namespace mingzhang::pdf {
namespace {

constexpr double kPointsPerInch = 72;

struct Size {
  double width = 0, height = 0;  // points, as shown
};

Size size_of(PDFDoc& document, int page) {
  const double width = document.getPageCropWidth(page), height = document.getPageCropHeight(page);
  return document.getPageRotate(page) % 180 == 0 ? Size{width, height} : Size{height, width};
}

// Pages may be as large as a house.
double dpi_for(const Size& size, const PictureLimits& limits) {
  const double scale = limits.dpi / kPointsPerInch, pixels = size.width * size.height * scale * scale;
  const auto most = static_cast<double>(limits.pixels_max);
  return pixels <= most ? limits.dpi : limits.dpi * std::sqrt(most / pixels);
}

std::string png_of(SplashBitmap& bitmap, double dpi) {
  char* data = nullptr;
  std::size_t size = 0;
  std::FILE* file = open_memstream(&data, &size);
  if (file == nullptr) return "";
  const SplashError error = bitmap.writeImgFile(splashFormatPng, file, dpi, dpi);
  std::fclose(file);
  std::string png = error == splashOk ? std::string(data, size) : "";
  std::free(data);
  return png;
}

}  // namespace

Result<std::vector<PageImage>> page_images(std::string_view bytes, const std::string& path, std::span<const int> pages,
                                           const PictureLimits& pictures, const Limits& limits) {
  TRY(const PopplerFile file, PopplerFile::open(bytes, path, limits));
  PDFDoc& document = file.document();
  SplashColor white = {255, 255, 255};
  SplashOutputDev device(splashModeRGB8, 4, false, white);
  device.startDoc(&document);
  std::vector<PageImage> images;
  std::size_t total = 0;
  for (const int page : pages) {
    if (page < 1 || page > document.getNumPages()) continue;
    const Size size = size_of(document, page);
    if (!(size.width >= 1 && size.height >= 1)) continue;
    const double resolution = dpi_for(size, pictures);
    document.displayPage(&device, page, resolution, resolution, 0, false, true, false);
    PageImage image{page, static_cast<int>(std::lround(size.width * 10)), static_cast<int>(std::lround(size.height * 10)),
                    png_of(*device.getBitmap(), resolution)};
    if (image.png.empty()) continue;
    total += image.png.size();
    if (total > pictures.bytes_max) break;
    images.push_back(std::move(image));
  }
  return images;
}

}  // namespace mingzhang::pdf
