#include "base/display_width.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

namespace mingzhang {
namespace {

int cell_count(char32_t value) {
  if (value >= 0x4E00 && value <= 0x9FFF) return 2;  // nearly all of it
  if ((value >= 0x3000 && value < 0x302A) || (value >= 0xFF01 && value <= 0xFF60)) return 2;  // Chinese punctuation
  if (value >= 0x20 && value < 0x7F) return 1;
  const auto point = static_cast<UChar32>(value);
  const int type = u_charType(point);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const int width = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

int display_width(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const auto continues = [&](std::size_t at) { return (byte(at) & 0xC0) == 0x80; };
  int width = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    if (byte(offset) >= 0x20 && byte(offset) < 0x7F) {
      ++width, ++offset;
    } else if (byte(offset) >= 0xE4 && byte(offset) <= 0xE9 && offset + 2 < text.size() && continues(offset + 1) && continues(offset + 2) &&
               (byte(offset) > 0xE4 || byte(offset + 1) >= 0xB8)) {
      width += 2, offset += 3;  // ideographs, U+4E00 to U+9FFF: with ASCII nearly all of it
    } else {
      const CodePoint point = code_point_at(text, offset);
      width += cell_count(point.value);
      offset += point.size;
    }
  }
  return width;
}

}  // namespace mingzhang
