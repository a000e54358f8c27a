#include "base/display_width.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

namespace mingzhang {
namespace {

int cell_count(char32_t value) {
  if (value >= 0x4E00 && value <= 0x9FFF) return 2;  // nearly all of it
  if (value >= 0x20 && value < 0x7F) return 1;
  const auto point = static_cast<UChar32>(value);
  const int type = u_charType(point);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const int width = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  for (const CodePoint& point : code_points(text)) width += cell_count(point.value);
  return width;
}

}  // namespace mingzhang
