#include "render/report_layout.h"

#include <memory>

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "base/display_width.h"
#include "base/text.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

// U+061C, U+200E-F, U+202A-E, U+2066-9: they would show the words in another order than they stand.
bool turns_direction(char32_t value) {
  return u_hasBinaryProperty(static_cast<UChar32>(value), UCHAR_BIDI_CONTROL);
}

bool ends_line(char32_t value) {
  return (value >= '\n' && value <= '\r') || value == 0x85 || value == 0x2028 || value == 0x2029;
}

// Bytes at which a line may end, ascending; the last is text.size().
std::vector<std::size_t> breaks_of(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> iterator(
      icu::BreakIterator::createLineInstance(icu::Locale::getChinese(), status));
  UText source = UTEXT_INITIALIZER;
  utext_openUTF8(&source, text.data(), static_cast<std::int64_t>(text.size()), &status);
  if (U_FAILURE(status)) return {text.size()};
  iterator->setText(&source, status);
  std::vector<std::size_t> breaks;
  for (int at = iterator->next(); at != icu::BreakIterator::DONE; at = iterator->next()) {
    breaks.push_back(static_cast<std::size_t>(at));
  }
  utext_close(&source);
  return breaks;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string result;
  for (const CodePoint& point : code_points(text)) {
    if (ends_line(point.value) || point.value == '\t') {
      result += ' ';
    } else if (is_control(point.value) || turns_direction(point.value)) {
      append_utf8(result, kReplacementCharacter);
    } else {
      append_utf8(result, point.value);
    }
  }
  return result;
}

std::string clipped(std::string_view text, int width) {
  if (display_width(text) <= width) return std::string(text);
  int used = 1;  // for the …
  std::size_t end = 0;
  for (const CodePoint& point : code_points(text)) {
    used += display_width(text.substr(point.offset, point.size));
    if (used > width) break;
    end = point.offset + point.size;
  }
  return std::string(text.substr(0, end)) + "…";
}

std::string padded(std::string_view text, int width) {
  const int missing = width - display_width(text);
  return std::string(text) + std::string(missing > 0 ? static_cast<std::size_t>(missing) : 0, ' ');
}

std::vector<std::string> wrapped(std::string_view text, int width) {
  if (width <= 0 || display_width(text) <= width) return {std::string(text)};
  const std::string all(text);
  std::vector<std::string> lines(1);
  std::size_t begin = 0;
  for (const std::size_t end : breaks_of(all)) {
    const std::string piece = all.substr(begin, end - begin);
    begin = end;
    // A space at the end of a piece may hang over the edge.
    if (!lines.back().empty() && display_width(lines.back()) + display_width(trimmed(piece)) > width)
      lines.emplace_back();
    lines.back() += piece;
  }
  for (std::string& line : lines) line = trimmed(line);
  return lines;
}

}  // namespace mingzhang
