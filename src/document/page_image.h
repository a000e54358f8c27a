#pragma once
// A page as it looks, and what is to be marked on it.

#include <string>

#include "document/place.h"

namespace mingzhang {

struct PageImage {
  int page = 0;               // from 1
  int width = 0, height = 0;  // of the page as shown, in tenths of a point, as Box counts
  std::string png;
};

struct PageMark {
  int page = 0;  // from 1; 0: of the whole document, shown on its first page
  Box box;       // empty: of the whole page
  int colour = 0x1F5FA8;  // 0xRRGGBB
  std::string title, note;  // what a viewer shows beside it
};

}  // namespace mingzhang
