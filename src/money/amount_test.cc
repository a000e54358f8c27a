#include "money/amount.h"

#include <gtest/gtest.h>

#include <limits>

namespace mingzhang {
namespace {

template <class A, class B>
concept Multiplies = requires(A a, B b) {
  a* b;
};
template <class A, class B>
concept Adds = requires(A a, B b) {
  a + b;
};
template <class T>
concept FromFen = requires(T fen) {
  Amount::from_fen(fen);
};

static_assert(Adds<Amount, Amount>);
static_assert(!Adds<Amount, int>);
static_assert(!Adds<Amount, double>);
static_assert(!Multiplies<Amount, Amount>);
static_assert(!Multiplies<Amount, int>);
static_assert(FromFen<int> && FromFen<std::int64_t> && FromFen<std::uint32_t>);
static_assert(!FromFen<double> && !FromFen<float> && !FromFen<std::uint64_t> && !FromFen<bool>);
static_assert(!std::is_constructible_v<Amount, double>);
static_assert(!std::is_constructible_v<Amount, int>);
static_assert(sizeof(Amount) == sizeof(std::int64_t));

constexpr Amount kGreatest = Amount::from_fen(std::numeric_limits<std::int64_t>::max());
constexpr Amount kLeast = Amount::from_fen(std::numeric_limits<std::int64_t>::min());
constexpr Amount kOneFen = Amount::from_fen(1);

TEST(Amount, AddsSubtractsAndComparesExactly) {
  const Amount a = Amount::from_fen(12'795'000);
  EXPECT_EQ((a + kOneFen).fen(), 12'795'001);
  EXPECT_EQ((a - kOneFen).fen(), 12'794'999);
  EXPECT_EQ((-a).fen(), -12'795'000);
  EXPECT_LT(-a, a);
  EXPECT_TRUE((a - a).is_zero());
  EXPECT_EQ(Amount(), Amount::from_fen(0));
}

TEST(Amount, CheckedFormsRefuseWhatDoesNotFit) {
  EXPECT_EQ(Amount::checked_add(kGreatest, kOneFen), std::nullopt);
  EXPECT_EQ(Amount::checked_subtract(kLeast, kOneFen), std::nullopt);
  EXPECT_EQ(Amount::checked_add(kGreatest - kOneFen, kOneFen), kGreatest);
  EXPECT_EQ(Amount::checked_subtract(kLeast + kOneFen, kOneFen), kLeast);
}

TEST(AmountDeathTest, OperatorsStopOnOverflow) {
  EXPECT_DEATH(kGreatest + kOneFen, "internal error");
  EXPECT_DEATH(kLeast - kOneFen, "internal error");
  EXPECT_DEATH(-kLeast, "internal error");
}

}  // namespace
}  // namespace mingzhang
