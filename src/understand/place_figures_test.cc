// The limits of placement; that what it proves is true is measured in tests/placement_test.cc.
#include "understand/place_figures.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

PlacementProblem with_columns(std::uint32_t count) {
  PlacementProblem problem;
  PlacementRow row;
  for (std::uint32_t c = 0; c < count; ++c) {
    problem.identities.regions.emplace_back();
    row.cells.push_back(c);
  }
  problem.rows = {row};
  return problem;
}

TEST(PlaceFigures, ARowWithAsManyFiguresAsColumnsHasOneReading) {
  PlacementProblem problem = with_columns(2);
  problem.rows[0].figures = {Interval::exactly(1), Interval::exactly(2)};
  const auto placed = place_figures(problem);
  EXPECT_EQ(placed.at(0).standing, Standing::Proven);
  EXPECT_EQ(placed[0].columns, (std::vector<int>{0, 1}));
}

TEST(PlaceFigures, SumsOfTheRowExcludeReadings) {
  PlacementProblem problem = with_columns(3);
  problem.identities.parts = {1, 2};
  problem.identities.identities.push_back({IdentityKind::Sum, 0, problem.identities.parts, Dimension::Nature, Strength::Must, -1});
  problem.rows[0].figures = {Interval::exactly(5), Interval::exactly(5)};
  const auto placed = place_figures(problem);
  EXPECT_EQ(placed.at(0).standing, Standing::Open);
  EXPECT_EQ(placed[0].alternatives, (std::vector<std::vector<int>>{{0, 1}, {0, 2}}));
}

TEST(PlaceFigures, RowsWithTooManyReadingsStayOpen) {
  for (const std::uint32_t columns : {33u, 24u}) {
    PlacementProblem problem = with_columns(columns);
    problem.rows[0].figures.assign(12, Interval::exactly(1));
    const auto placed = place_figures(problem);
    EXPECT_EQ(placed.at(0).standing, Standing::Open);
    EXPECT_TRUE(placed[0].alternatives.empty());
  }
}

}  // namespace
}  // namespace mingzhang
