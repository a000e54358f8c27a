#include "money/interval.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace mingzhang {
namespace {

// Brute force: numbers are counted in twelfths, so that the half integers of the grid can be halved and divided by
// three.
constexpr int kOne = 12;
constexpr int kHalf = kOne / 2;
constexpr int kQuarter = kOne / 4;
constexpr int kReach = 3;           // ends run from -3 to 3
constexpr int kWindow = 10 * kOne;  // results are compared on [-10, 10]
constexpr int kSearch = 24 * kOne;  // operands are searched on [-24, 24]

// The definition of membership, written apart from the code under test.
bool holds(const Interval& interval, int twelfths) {
  const Interval::End low = interval.low(), high = interval.high();
  const bool above = low.infinite || low.value * kOne < twelfths || (low.closed && low.value * kOne == twelfths);
  const bool below = high.infinite || high.value * kOne > twelfths || (high.closed && high.value * kOne == twelfths);
  return above && below;
}

std::vector<Interval::End> small_ends() {
  std::vector<Interval::End> ends = {{0, false, true}};
  for (int value = -kReach; value <= kReach; ++value) {
    ends.push_back({value, true, false});
    ends.push_back({value, false, false});
  }
  return ends;
}

const std::vector<Interval>& small_intervals() {
  static const std::vector<Interval> intervals = [] {
    std::vector<Interval> all;
    for (const auto& low : small_ends()) {
      for (const auto& high : small_ends()) {
        if (const auto interval = Interval::between(low, high)) all.push_back(*interval);
      }
    }
    return all;
  }();
  return intervals;
}

template <class Predicate>
void expect_is(const Interval& result, Predicate expected, const std::string& what) {
  for (int z = -kWindow; z <= kWindow; z += kHalf) {
    ASSERT_EQ(holds(result, z), expected(z)) << what << " = " << result.to_string() << " at " << z << "/12";
  }
}

// Whether some x of `a` has `image(x)` in `b`. Both ends of the real solution set are half integers, so that a solution
// exists exactly when a quarter integer is one.
template <class Image>
bool some(const Interval& a, const Interval& b, Image image) {
  for (int x = -kSearch; x <= kSearch; x += kQuarter) {
    if (holds(a, x) && holds(b, image(x))) return true;
  }
  return false;
}

TEST(Interval, BetweenIsEmptyExactlyWhenNoNumberLiesBetween) {
  for (const auto& low : small_ends()) {
    for (const auto& high : small_ends()) {
      bool any = false;
      for (int x = -kWindow; x <= kWindow; x += kHalf) {
        const bool above = low.infinite || low.value * kOne < x || (low.closed && low.value * kOne == x);
        const bool below = high.infinite || high.value * kOne > x || (high.closed && high.value * kOne == x);
        any = any || (above && below);
      }
      EXPECT_EQ(Interval::between(low, high).has_value(), any);
    }
  }
}

TEST(Interval, OneOperandAgreesWithSetArithmetic) {
  for (const Interval& a : small_intervals()) {
    expect_is(
        -a, [&](int z) { return holds(a, -z); }, a.to_string() + " negated");
    for (int factor = -3; factor <= 3; ++factor) {
      const std::string what = a.to_string() + " scaled " + std::to_string(factor);
      expect_is(
          a.scaled(factor), [&](int z) { return factor == 0 ? z == 0 : holds(a, z / factor); }, what);
    }
    int members = 0;
    for (int x = -kWindow; x <= kWindow; x += kQuarter) members += holds(a, x);
    EXPECT_EQ(a.is_single(), members == 1) << a.to_string();
    for (int value = -8; value <= 8; ++value) EXPECT_EQ(a.contains(value), holds(a, value * kOne)) << a.to_string();
  }
}

TEST(Interval, TwoOperandsAgreeWithSetArithmetic) {
  for (const Interval& a : small_intervals()) {
    for (const Interval& b : small_intervals()) {
      const std::string pair = a.to_string() + " and " + b.to_string();
      expect_is(
          a + b, [&](int z) { return some(a, b, [z](int x) { return z - x; }); }, pair + ", sum");
      expect_is(
          a - b, [&](int z) { return some(a, b, [z](int x) { return x - z; }); }, pair + ", difference");
      if (HasFatalFailure()) return;
    }
  }
}

TEST(Interval, MeetHullAndInclusionAgreeWithSetArithmetic) {
  for (const Interval& a : small_intervals()) {
    for (const Interval& b : small_intervals()) {
      const std::string pair = a.to_string() + " and " + b.to_string();
      bool any_in_both = false, b_within_a = true;
      for (int x = -kWindow; x <= kWindow; x += kHalf) {
        any_in_both = any_in_both || (holds(a, x) && holds(b, x));
        b_within_a = b_within_a && (!holds(b, x) || holds(a, x));
      }
      const auto common = meet(a, b);
      ASSERT_EQ(common.has_value(), any_in_both) << pair;
      if (common)
        expect_is(
            *common, [&](int z) { return holds(a, z) && holds(b, z); }, pair + ", meet");
      EXPECT_EQ(a.contains(b), b_within_a) << pair;

      const Interval both = hull(a, b);
      EXPECT_TRUE(both.contains(a) && both.contains(b)) << pair;
      for (const Interval& c : small_intervals()) {  // the smallest that contains both
        const bool holds_both = c.contains(a) && c.contains(b);
        ASSERT_TRUE(!holds_both || c.contains(both)) << pair;
      }
    }
  }
}

TEST(Interval, RoundedHoldsWhatRoundsToThePrintedNumber) {
  EXPECT_EQ(Interval::rounded(1280, 10'000), Interval::closed(12'795'000, 12'805'000));
  EXPECT_EQ(Interval::rounded(-3, 10), Interval::closed(-35, -25));
  EXPECT_EQ(Interval::rounded(7, 1), Interval::exactly(7));
  EXPECT_EQ(Interval::rounded(2, 3), Interval::closed(5, 7));
}

constexpr std::int64_t kGreatest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

TEST(Interval, EndsThatDoNotFitMoveOutward) {
  const Interval top = Interval::exactly(kGreatest);
  const Interval bottom = Interval::exactly(kLeast);
  EXPECT_EQ((top + top).to_string(), "(9223372036854775807, inf)");
  EXPECT_EQ((bottom + bottom).to_string(), "(-inf, -9223372036854775808)");
  EXPECT_EQ((-bottom).to_string(), "(9223372036854775807, inf)");
  EXPECT_EQ(top + bottom, Interval::exactly(-1));
  EXPECT_EQ(bottom - bottom, Interval::exactly(0));
  EXPECT_EQ(Interval::closed(0, kGreatest).scaled(2), Interval::at_least(0));
  EXPECT_EQ(Interval::closed(0, kGreatest).scaled(-2), Interval::at_most(0));
  EXPECT_EQ(Interval::rounded(kGreatest, 10).low().value, kGreatest);
  EXPECT_TRUE(Interval::rounded(kGreatest, 10).high().infinite);
}

TEST(Interval, IsPrintedWithItsOpenness) {
  EXPECT_EQ(Interval::closed(127'950, 128'050).to_string(), "[127950, 128050]");
  EXPECT_EQ(Interval::between({0, false, true}, {3, false, false})->to_string(), "(-inf, 3)");
  EXPECT_EQ(Interval::everything().to_string(), "(-inf, inf)");
}

TEST(Interval, InfiniteEndsAreEqualWhateverTheirValue) {
  EXPECT_EQ(Interval::between({5, true, true}, {3, true, false}), Interval::at_most(3));
}

}  // namespace
}  // namespace mingzhang
