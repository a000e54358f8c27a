#include <algorithm>

#include "base/utf8.h"
#include "disclosure/disclosure.h"

namespace mingzhang {
namespace {

// Line ends in a passage were put there by joining; they have no column.
int count_columns(std::string_view text) {
  return static_cast<int>(count_code_points(text)) - static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

bool on_one_line(const Place& a, const Place& b) {
  return a.page == b.page && a.line == b.line && a.cell == b.cell;
}

}  // namespace

Place Passage::place_at(std::size_t offset, std::size_t length_bytes) const {
  if (anchors.empty()) return {};
  const auto is_before = [](std::size_t value, const Anchor& anchor) { return value < anchor.offset; };
  auto anchor = std::upper_bound(anchors.begin(), anchors.end(), offset, is_before);
  if (anchor != anchors.begin()) --anchor;

  Place place = anchor->place;
  place.length = 0;
  if (place.column == 0) return place;
  const auto column_of = [&](std::size_t byte) {
    const std::size_t begin = std::min<std::size_t>(anchor->offset, text.size());
    const std::size_t end = std::clamp(byte, begin, text.size());
    return anchor->place.column + count_columns(std::string_view(text).substr(begin, end - begin));
  };
  place.column = column_of(offset);

  // The words may run on over several anchors; what lies beyond the line end is left out.
  const std::size_t end = offset + std::min(length_bytes, text.size());
  for (; anchor != anchors.end() && anchor->offset < end && on_one_line(anchor->place, place); ++anchor) {
    const auto next = std::next(anchor);
    place.length = column_of(next == anchors.end() ? end : std::min<std::size_t>(end, next->offset)) - place.column;
  }
  place.length = std::max(place.length, 0);
  return place;
}

}  // namespace mingzhang
