#include "money/figure.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace mingzhang {
namespace {

TEST(Figure, IntervalIsWhatMayHaveBeenRounded) {
  EXPECT_EQ((Figure{1280, 2, Unit::WanYuan}.interval()), Interval::closed(12'795'000, 12'805'000));
  EXPECT_EQ((Figure{-1280, 2, Unit::WanYuan}.interval()), Interval::closed(-12'805'000, -12'795'000));
  EXPECT_EQ((Figure{13, 0, Unit::WanYuan}.interval()), Interval::closed(12'500'000, 13'500'000));
  EXPECT_EQ((Figure{3, 1, Unit::YiYuan}.interval()), Interval::closed(2'500'000'000, 3'500'000'000));
  EXPECT_EQ((Figure{6800, 2, Unit::Percent}.interval()), Interval::closed(67'995'000, 68'005'000));
  EXPECT_EQ((Figure{125, 1, Unit::SquareMetre}.interval()), Interval::closed(124'500, 125'500));
  EXPECT_EQ((Figure{0, 2, Unit::WanYuan}.interval()), Interval::closed(-5'000, 5'000));
}

TEST(Figure, IntervalOfExactFiguresIsOneValue) {
  EXPECT_EQ((Figure{12'345, 2, Unit::Yuan}.interval()), Interval::exactly(12'345));
  EXPECT_EQ((Figure{12'345'678, 6, Unit::WanYuan}.interval()), Interval::exactly(12'345'678));
  EXPECT_EQ((Figure{17, 0, Unit::Count}.interval()), Interval::exactly(17));
}

TEST(Figure, DigitsFinerThanTheScaleGiveWholeStepsOnBothSides) {
  EXPECT_EQ((Figure{12'345, 3, Unit::Yuan}.interval()), Interval::closed(1234, 1235));
  EXPECT_EQ((Figure{-12'345, 3, Unit::Yuan}.interval()), Interval::closed(-1235, -1234));
  EXPECT_EQ((Figure{12'340, 3, Unit::Yuan}.interval()), Interval::exactly(1234));
  EXPECT_EQ((Figure{15, 1, Unit::Count}.interval()), Interval::closed(1, 2));
  EXPECT_EQ((Figure{1'000'000, 6, Unit::Percent}.interval()), Interval::closed(999'999, 1'000'001));
}

TEST(Figure, ValueAndQuantumAreOnTheScaleOfTheInterval) {
  EXPECT_EQ((Figure{1280, 2, Unit::WanYuan}.value()), 12'800'000);
  EXPECT_EQ((Figure{-1280, 2, Unit::WanYuan}.value()), -12'800'000);
  EXPECT_EQ((Figure{12'345, 3, Unit::Yuan}.value()), 1235);
  EXPECT_EQ((Figure{-12'345, 3, Unit::Yuan}.value()), -1235);
  EXPECT_EQ(quantum(Unit::WanYuan, 2), 10'000);
  EXPECT_EQ(quantum(Unit::Yuan, 2), 1);
  EXPECT_EQ(quantum(Unit::Yuan, 5), 1);
  EXPECT_EQ(quantum(Unit::Percent, 2), 10'000);
  EXPECT_EQ(quantum(Unit::Count, 0), 1);
}

TEST(Figure, IntervalAgreesWithRoundingByBruteForce) {
  // Every amount within three printed steps: it may print as the figure exactly when it lies inside, ends included,
  // because a tie is away from zero here and toward zero elsewhere.
  for (const Unit unit : {Unit::Yuan, Unit::WanYuan}) {
    const int decimals = unit == Unit::Yuan ? 0 : 4;  // steps of 100 fen
    for (std::int64_t coefficient = -3; coefficient <= 3; ++coefficient) {
      const Interval interval = Figure{coefficient, decimals, unit}.interval();
      for (std::int64_t fen = -450; fen <= 450; ++fen) {
        EXPECT_EQ(interval.contains(fen), std::abs(fen - coefficient * 100) <= 50);
      }
    }
  }
}

TEST(RoundToFigure, RoundsHalfAwayFromZero) {
  const auto rounded = [](std::int64_t fen, Unit unit, int decimals) {
    return print(round_to_figure(Amount::from_fen(fen), unit, decimals));
  };
  EXPECT_EQ(rounded(12'795'000, Unit::WanYuan, 2), "12.80");
  EXPECT_EQ(rounded(12'794'999, Unit::WanYuan, 2), "12.79");
  EXPECT_EQ(rounded(-12'795'000, Unit::WanYuan, 2), "-12.80");
  EXPECT_EQ(rounded(-12'794'999, Unit::WanYuan, 2), "-12.79");
  EXPECT_EQ(rounded(49, Unit::Yuan, 0), "0");
  EXPECT_EQ(rounded(50, Unit::Yuan, 0), "1");
  EXPECT_EQ(rounded(-50, Unit::Yuan, 0), "-1");
  EXPECT_EQ(rounded(5, Unit::Yuan, 4), "0.0500");
  EXPECT_EQ(rounded(1'234'567'890'123, Unit::YiYuan, 2), "123.46");
}

TEST(RoundToFigure, AgreesWithBruteForce) {
  for (std::int64_t fen = -1000; fen <= 1000; ++fen) {
    std::int64_t nearest = 0;
    for (std::int64_t candidate = -10; candidate <= 10; ++candidate) {
      const std::int64_t gap = std::abs(candidate * 100 - fen), least = std::abs(nearest * 100 - fen);
      if (gap < least || (gap == least && std::abs(candidate) > std::abs(nearest))) nearest = candidate;
    }
    EXPECT_EQ(round_to_figure(Amount::from_fen(fen), Unit::Yuan, 0).coefficient, nearest) << fen;
  }
}

TEST(Print, KeepsThePrecision) {
  EXPECT_EQ(print({1280, 2, Unit::WanYuan}), "12.80");
  EXPECT_EQ(print({-300, 2, Unit::WanYuan}), "-3.00");
  EXPECT_EQ(print({5, 2, Unit::WanYuan}), "0.05");
  EXPECT_EQ(print({-5, 1, Unit::WanYuan}), "-0.5");
  EXPECT_EQ(print({0, 2, Unit::WanYuan}), "0.00");
  EXPECT_EQ(print({215, 0, Unit::Count}), "215");
  EXPECT_EQ(print({123'456, 2, Unit::Yuan}, true), "1,234.56");
  EXPECT_EQ(print({-123'456'789, 0, Unit::Yuan}, true), "-123,456,789");
  EXPECT_EQ(print({99'999, 2, Unit::Yuan}, true), "999.99");
  EXPECT_EQ(print({INT64_MIN, 0, Unit::Yuan}), "-9223372036854775808");
}

TEST(Print, AppendsTheUnit) {
  EXPECT_EQ(print_with_unit({1280, 2, Unit::WanYuan}), "12.80万元");
  EXPECT_EQ(print_with_unit({9593, 2, Unit::Percent}), "95.93%");
  EXPECT_EQ(print_with_unit({3, 0, Unit::Count}), "3");
}

TEST(UnitNames, AreReadBack) {
  for (const Unit unit : {Unit::Yuan, Unit::WanYuan, Unit::YiYuan, Unit::Percent, Unit::SquareMetre}) {
    EXPECT_EQ(unit_from_name(unit_name(unit)), unit);
  }
  EXPECT_EQ(unit_from_name("％"), Unit::Percent);
  EXPECT_EQ(unit_from_name(""), std::nullopt);
  EXPECT_EQ(unit_from_name("万"), std::nullopt);
  EXPECT_TRUE(is_money(Unit::YiYuan));
  EXPECT_FALSE(is_money(Unit::Percent));
}

RC_GTEST_PROP(FigureProperty, TheRoundedAmountIsAPossibleValue, (std::int32_t high, std::int32_t low)) {
  const Amount amount = Amount::from_fen(std::int64_t{high} * 1'000'000 + low);
  const auto unit = *rc::gen::element(Unit::Yuan, Unit::WanYuan, Unit::YiYuan);
  const int decimals = *rc::gen::inRange(0, 3);
  RC_ASSERT(round_to_figure(amount, unit, decimals).interval().contains(amount.fen()));
}

RC_GTEST_PROP(FigureProperty, WhatIsPrintedIsReadBack, (std::int64_t wide, bool separators)) {
  const auto unit =
      *rc::gen::element(Unit::Yuan, Unit::WanYuan, Unit::YiYuan, Unit::Percent, Unit::Count, Unit::SquareMetre);
  const int decimals = *rc::gen::inRange(0, kMaxDecimals + 1);
  const Figure figure{wide >> *rc::gen::inRange(0, 63), decimals, unit};
  const std::string text = print_with_unit(figure, separators);
  const auto parsed = parse_figure(text, unit);
  const bool fits =
      std::abs(Interval::exactly(figure.coefficient).scaled(quantum(unit, decimals)).low().value) <= INT64_MAX / 2;
  RC_PRE(fits && !Interval::exactly(figure.coefficient).scaled(quantum(unit, decimals)).low().infinite);
  RC_ASSERT(parsed.has_value());
  RC_ASSERT(parsed->figure == figure);
}

}  // namespace
}  // namespace mingzhang
