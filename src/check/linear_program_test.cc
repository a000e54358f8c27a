#include "check/linear_program.h"

#include <gtest/gtest.h>

#include <cmath>

namespace mingzhang {
namespace {

// Rows of coefficients over the same columns, each column in [0, 10].
LinearProgram program(const std::vector<std::vector<double>>& rows, std::vector<double> low, std::vector<double> high) {
  LinearProgram result;
  result.column_low.assign(rows[0].size(), 0);
  result.column_high.assign(rows[0].size(), 10);
  result.row_low = std::move(low);
  result.row_high = std::move(high);
  for (const std::vector<double>& row : rows) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      if (row[column] == 0) continue;
      result.columns.push_back(static_cast<int>(column));
      result.coefficients.push_back(row[column]);
    }
    result.row_begin.push_back(static_cast<int>(result.columns.size()));
  }
  return result;
}

TEST(LinearProgram, FindsAPoint) {
  const LinearOutcome outcome = solve_linear(program({{1, 1}, {1, -1}}, {7, 1}, {7, 1}));
  ASSERT_EQ(outcome.status, LinearStatus::Solved);
  EXPECT_NEAR(outcome.values[0], 4, 1e-6);
  EXPECT_NEAR(outcome.values[1], 3, 1e-6);
}

TEST(LinearProgram, FindsTheEnds) {
  const LinearProgram sum = program({{1, 1}}, {13}, {13});
  EXPECT_NEAR(solve_linear(sum, LinearObjective{0, 1}).values.at(0), 3, 1e-6);
  EXPECT_NEAR(solve_linear(sum, LinearObjective{0, -1}).values.at(0), 10, 1e-6);
}

TEST(LinearProgram, ProvesThatThereIsNone) {
  // a + b = 5, b + c = 5, a + c = 5, a + b + c = 8: the first three give 7.5.
  const LinearOutcome outcome =
      solve_linear(program({{1, 1, 0}, {0, 1, 1}, {1, 0, 1}, {1, 1, 1}}, {5, 5, 5, 8}, {5, 5, 5, 8}));
  ASSERT_EQ(outcome.status, LinearStatus::Infeasible);
  ASSERT_EQ(outcome.ray.size(), 4u);
  for (int i = 0; i < 3; ++i) EXPECT_NEAR(outcome.ray[i] / outcome.ray[3], -0.5, 1e-6);
}

TEST(LinearProgram, UnboundedIsNotSolved) {
  LinearProgram sum = program({{1, -1}}, {0}, {0});
  sum.column_high.assign(2, LinearProgram::kUnbounded);
  EXPECT_EQ(solve_linear(sum, LinearObjective{0, -1}).status, LinearStatus::Failed);
}

TEST(LinearProgram, NotANumberIsNotSolved) {
  const LinearProgram broken = program({{std::nan(""), 1}}, {1}, {1});
  const LinearOutcome outcome = solve_linear(broken);
  for (const double value : outcome.values) EXPECT_TRUE(std::isfinite(value));
}

TEST(LinearProgram, IntegersNeedSearchAndNothingIsPrinted) {
  testing::internal::CaptureStdout();
  const LinearOutcome odd = solve_integer(program({{6, 10, 15}}, {29}, {29}), 1000);
  const LinearOutcome coins = solve_integer(program({{6, 10, 15}}, {31}, {31}), 1000);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(odd.status, LinearStatus::Infeasible);
  ASSERT_EQ(coins.status, LinearStatus::Solved);
  EXPECT_NEAR(coins.values[0], 1, 1e-6);
  EXPECT_NEAR(coins.values[1], 1, 1e-6);
  EXPECT_NEAR(coins.values[2], 1, 1e-6);
}

}  // namespace
}  // namespace mingzhang
