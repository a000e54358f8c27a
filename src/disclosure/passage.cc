#include <algorithm>

#include "base/display_width.h"
#include "base/utf8.h"
#include "disclosure/disclosure.h"

namespace mingzhang {
namespace {

// Line ends in a passage were put there by joining; they have no column.
int count_columns(std::string_view text) {
  return static_cast<int>(count_code_points(text)) - static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

// The part of an anchor's box that some of its text covers. Chinese is set in even widths, so no glyph is measured.
void narrow_box(Box& box, std::string_view before, std::string_view inside, std::string_view all) {
  const int width = display_width(all);
  if (box.empty() || width == 0) return;
  const int room = box.right - box.left, left = box.left;
  box.left = left + room * display_width(before) / width;
  box.right = std::max(box.left + 1, left + room * (display_width(before) + display_width(inside)) / width);
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
  const auto run_of = [&](auto at) {  // the text that an anchor counts for
    const std::size_t begin = std::min<std::size_t>(at->offset, text.size()), end = std::next(at) == anchors.end() ? text.size() : std::next(at)->offset;
    return std::string_view(text).substr(begin, end - begin);
  };

  Place place = anchor->place;
  place.length = 0;
  const std::string_view run = run_of(anchor);
  const std::size_t first = std::clamp<std::size_t>(offset, anchor->offset, anchor->offset + run.size()) - anchor->offset;
  narrow_box(place.box, run.substr(0, first), run.substr(first, length_bytes), run);
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
