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
  for (std::size_t offset = 0; offset < text.size();) {
    const auto byte = static_cast<unsigned char>(text[offset]);
    if (byte >= 0x20 && byte < 0x7F) {  // with ideographs (lead bytes E5 to E9), nearly all of it
      ++width, ++offset;
      continue;
    }
    const CodePoint point = code_point_at(text, offset);
    width += byte >= 0xE5 && byte <= 0xE9 && point.valid ? 2 : cell_count(point.value);
    offset += point.size;
  }
  return width;
}

}  // namespace mingzhang
