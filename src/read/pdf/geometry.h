#pragma once
// Rectangles and turns of a page in points. y goes down.

#include <algorithm>
#include <cmath>

#include "document/place.h"

namespace mingzhang::pdf {

struct Point {
  double x = 0, y = 0;
};

struct Rect {
  double left = 0, top = 0, right = 0, bottom = 0;

  double width() const { return right - left; }
  double height() const { return bottom - top; }
  Point centre() const { return {(left + right) / 2, (top + bottom) / 2}; }
  bool contains(Point p) const { return p.x >= left && p.x <= right && p.y >= top && p.y <= bottom; }
};

inline Rect join(const Rect& a, const Rect& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

// How often something is turned clockwise by a right angle: 0 reads to the right, 1 downwards, 2 upside down, 3 upwards.
using Turn = int;

// A frame of `size` that is looked at with the head turned, so that what has `turn` reads to the right.
class Frame {
 public:
  Frame(Point size, Turn turn) : size_(size), turn_(turn) {}

  Point size() const { return turn_ % 2 == 0 ? size_ : Point{size_.y, size_.x}; }
  Point upright(Point p) const {
    switch (turn_) {
      case 1: return {p.y, size_.x - p.x};
      case 2: return {size_.x - p.x, size_.y - p.y};
      case 3: return {size_.y - p.y, p.x};
      default: return p;
    }
  }
  Rect upright(const Rect& r) const { return between(upright(Point{r.left, r.top}), upright(Point{r.right, r.bottom})); }
  // Back to the page as it is shown.
  Rect shown(const Rect& r) const { return Frame(size(), (4 - turn_) % 4).upright(r); }

 private:
  static Rect between(Point a, Point b) {
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
  }

  Point size_;
  Turn turn_;
};

// In tenths of a point, as places have it.
inline Box box_of(const Rect& r) {
  const auto tenths = [](double points) { return static_cast<int>(std::lround(points * 10)); };
  return {tenths(r.left), tenths(r.top), tenths(r.right), tenths(r.bottom)};
}

}  // namespace mingzhang::pdf
