#include "money/interval.h"

#include <fmt/core.h>

#include <limits>

#include "base/result.h"

namespace mingzhang {
namespace {

using End = Interval::End;
// Wide enough for the sum of two ends and for the product of an end and a factor.
__extension__ using Wide = __int128;

constexpr Wide kLeast = std::numeric_limits<std::int64_t>::min();
constexpr Wide kGreatest = std::numeric_limits<std::int64_t>::max();
constexpr End kInfinite{0, false, true};

End low_end(Wide value, bool closed) {
  if (value < kLeast) return kInfinite;
  if (value > kGreatest) return {static_cast<std::int64_t>(kGreatest), false, false};
  return {static_cast<std::int64_t>(value), closed, false};
}

End high_end(Wide value, bool closed) {
  if (value > kGreatest) return kInfinite;
  if (value < kLeast) return {static_cast<std::int64_t>(kLeast), false, false};
  return {static_cast<std::int64_t>(value), closed, false};
}

// The ends of a product with a factor: `make` is low_end or high_end, whichever side the end comes to lie on.
End scaled_end(const End& end, std::int64_t factor, End (*make)(Wide, bool)) {
  return end.infinite ? kInfinite : make(Wide{end.value} * factor, end.closed);
}

End sum_end(const End& a, const End& b, End (*make)(Wide, bool)) {
  if (a.infinite || b.infinite) return kInfinite;
  return make(Wide{a.value} + b.value, a.closed && b.closed);
}

// Whether low end `a` admits nothing that low end `b` does not.
bool low_within(const End& a, const End& b) {
  if (b.infinite) return true;
  if (a.infinite) return false;
  return a.value > b.value || (a.value == b.value && (b.closed || !a.closed));
}

bool high_within(const End& a, const End& b) {
  if (b.infinite) return true;
  if (a.infinite) return false;
  return a.value < b.value || (a.value == b.value && (b.closed || !a.closed));
}

}  // namespace

Interval Interval::exactly(std::int64_t value) {
  return closed(value, value);
}

Interval Interval::closed(std::int64_t low, std::int64_t high) {
  ASSERT(low <= high);
  return Interval({low, true, false}, {high, true, false});
}

std::optional<Interval> Interval::between(End low, End high) {
  if (low.infinite) low = kInfinite;
  if (high.infinite) high = kInfinite;
  const bool bounded = !low.infinite && !high.infinite;
  if (bounded && low.value > high.value) return std::nullopt;
  if (bounded && low.value == high.value && !(low.closed && high.closed)) return std::nullopt;
  return Interval(low, high);
}

Interval Interval::at_least(std::int64_t low) {
  return Interval({low, true, false}, kInfinite);
}
Interval Interval::at_most(std::int64_t high) {
  return Interval(kInfinite, {high, true, false});
}
Interval Interval::everything() {
  return Interval(kInfinite, kInfinite);
}

Interval Interval::rounded(std::int64_t value, std::int64_t quantum) {
  ASSERT(quantum > 0);
  const Wide middle = Wide{value} * quantum;
  return Interval(low_end(middle - quantum / 2, true), high_end(middle + quantum / 2, true));
}

bool Interval::contains(std::int64_t value) const {
  return contains(exactly(value));
}

bool Interval::contains(const Interval& other) const {
  return low_within(other.low_, low_) && high_within(other.high_, high_);
}

bool Interval::is_single() const {
  return !low_.infinite && !high_.infinite && low_.value == high_.value;
}

Interval operator+(const Interval& a, const Interval& b) {
  return Interval(sum_end(a.low_, b.low_, low_end), sum_end(a.high_, b.high_, high_end));
}

// Not a + -b: the negation of the least 64-bit number would move an end outward that the difference can hold.
Interval operator-(const Interval& a, const Interval& b) {
  const auto difference_end = [](const End& x, const End& y, End (*make)(Wide, bool)) {
    if (x.infinite || y.infinite) return kInfinite;
    return make(Wide{x.value} - y.value, x.closed && y.closed);
  };
  return Interval(difference_end(a.low_, b.high_, low_end), difference_end(a.high_, b.low_, high_end));
}

Interval Interval::operator-() const {
  return scaled(-1);
}

Interval Interval::scaled(std::int64_t factor) const {
  if (factor == 0) return exactly(0);  // also of an unbounded interval: 0 times any number is 0
  const bool flips = factor < 0;
  return Interval(scaled_end(flips ? high_ : low_, factor, low_end),
                  scaled_end(flips ? low_ : high_, factor, high_end));
}

std::optional<Interval> meet(const Interval& a, const Interval& b) {
  return Interval::between(low_within(a.low_, b.low_) ? a.low_ : b.low_,
                           high_within(a.high_, b.high_) ? a.high_ : b.high_);
}

Interval hull(const Interval& a, const Interval& b) {
  return Interval(low_within(a.low_, b.low_) ? b.low_ : a.low_, high_within(a.high_, b.high_) ? b.high_ : a.high_);
}

std::string Interval::to_string() const {
  const std::string low = low_.infinite ? "-inf" : std::to_string(low_.value);
  const std::string high = high_.infinite ? "inf" : std::to_string(high_.value);
  return fmt::format("{}{}, {}{}", low_.closed ? '[' : '(', low, high, high_.closed ? ']' : ')');
}

}  // namespace mingzhang
