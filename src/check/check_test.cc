#include "check/check.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

Claim of(ClaimKind kind, Figure figure, int comparison) {
  Claim claim;
  claim.kind = kind;
  claim.figure = figure;
  claim.comparison = comparison;
  return claim;
}

// “住房公积金 5.00 万元，与上年持平”, and the same with “增加 0.00 万元”: the word prints no figure.
TEST(Check, AWordIsNoPrintedAmount) {
  Disclosure disclosure;
  disclosure.printed_amounts = 3;
  disclosure.comparisons.resize(2);
  disclosure.comparisons[0].trend = Trend::Level;
  disclosure.comparisons[1].trend = Trend::Up;
  disclosure.claims = {of(ClaimKind::Value, {500, 2, Unit::WanYuan}, 0), of(ClaimKind::Change, {0, 2, Unit::WanYuan}, 0),
                       of(ClaimKind::Value, {500, 2, Unit::WanYuan}, 1), of(ClaimKind::Change, {0, 2, Unit::WanYuan}, 1)};
  const auto amounts = check(disclosure, Knowledge(), {}).coverage.amounts;
  EXPECT_EQ(amounts.printed, 3);
  EXPECT_EQ(amounts.understood, 3);
  EXPECT_EQ(amounts.proven, 3);
}

}  // namespace
}  // namespace mingzhang
