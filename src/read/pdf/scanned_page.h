#pragma once
// A page that is only a picture -> the same content as one that was drawn as text and lines.

#include <string>
#include <vector>

#include "read/pdf/page_content.h"
#include "read/pdf/poppler_file.h"
#include "read/pdf/tesseract.h"

namespace mingzhang::pdf {

struct DoubtfulWord {
  std::string text;
  Rect box;  // in points
  int confidence = 0;
};

struct ScannedPage {
  PageContent content;
  int confidence = 0;  // mean over all words, 0 to 100
  std::vector<DoubtfulWord> doubtful;  // figures that are quite likely read wrongly
};

// Without glyphs where nothing is recognised.
ScannedPage scanned_page(const PopplerFile& file, PageContent page, Tesseract& tesseract);

}  // namespace mingzhang::pdf
