// Small disclosures, as a finance person would write them down. Amounts in 万元 with two decimals unless said
// otherwise.

#include "check/system.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "check/sheet_for_tests.h"

namespace mingzhang {
namespace {

using test::kHundredth;
using test::kWan;
using test::kYuan;
using test::Sheet;

constexpr std::int64_t kStep = kHundredth;  // one unit of the last printed digit, in fen

Interval printed_as(std::int64_t fen) {
  return Interval::closed(fen - kStep / 2, fen + kStep / 2);
}

std::vector<int> claims_of_first_repair(const Diagnosis& diagnosis) {
  return diagnosis.repairs.empty() ? std::vector<int>{} : diagnosis.repairs[0].claims;
}

TEST(Diagnose, EmptySystemHolds) {
  EXPECT_TRUE(propagate({}).empty());
  EXPECT_TRUE(diagnose({}).empty());
  EXPECT_TRUE(solve_exact({}).has_value());
}

TEST(Diagnose, TotalMayDifferFromItsPartsByRounding) {
  // 33.33 + 33.33 + 33.33 = 99.99, printed as 100.00: three thirds of a hundred.
  Sheet sheet;
  const int total = sheet.amount(100 * kWan);
  const int a = sheet.amount(33 * kWan + 33 * kStep), b = sheet.amount(33 * kWan + 33 * kStep),
            c = sheet.amount(33 * kWan + 33 * kStep);
  sheet.is_sum_of(total, {a, b, c});
  EXPECT_TRUE(propagate(sheet.system).empty());
  EXPECT_TRUE(diagnose(sheet.system).empty());
}

TEST(Diagnose, TotalThatNoRoundingExplains) {
  // 33.33 three times is never 100.01 + 0.01.
  Sheet sheet;
  const int total = sheet.amount(100 * kWan + 2 * kStep);
  std::vector<int> parts;
  for (int i = 0; i < 3; ++i) parts.push_back(sheet.amount(33 * kWan + 33 * kStep));
  sheet.is_sum_of(total, parts);
  const auto found = diagnose(sheet.system);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].conflict.claims, (std::vector<int>{0, 1, 2, 3}));
  EXPECT_EQ(found[0].conflict.rows, (std::vector<int>{0, 1, 2, 3, 4}));
  EXPECT_TRUE(found[0].complete);
  EXPECT_EQ(found[0].repairs.size(), 4u) << "nothing tells which of the four figures is wrong";
}

TEST(Diagnose, FigureRepeatedInThreeTablesAndOnceWrong) {
  Sheet sheet;
  const int total = sheet.unprinted(121 * kWan);
  const int table1 = sheet.prints(total, 121 * kWan);
  const int table2 = sheet.prints(total, 112 * kWan);  // digits exchanged
  const int table3 = sheet.prints(total, 121 * kWan);
  const auto found = diagnose(sheet.system);
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].repairs.size(), 1u);
  EXPECT_EQ(found[0].repairs[0].claims, std::vector<int>{table2});
  EXPECT_EQ(found[0].repairs[0].feasible[0], printed_as(121 * kWan));
  EXPECT_TRUE(found[0].conflict.claims == (std::vector<int>{table1, table2}) ||
              found[0].conflict.claims == (std::vector<int>{table2, table3}));
}

TEST(Diagnose, WrongCellIsFoundByItsRowAndItsColumn) {
  //            基本    项目    合计
  // 教育      100.00   20.00  120.00
  // 卫生       30.00   50.00   80.00   <- 50.00 printed as 55.00
  // 合计      130.00   70.00  200.00
  Sheet sheet;
  const std::int64_t cells[9] = {100, 20, 120, 30, 55, 80, 130, 70, 200};
  for (const std::int64_t cell : cells) sheet.amount(cell * kWan);
  for (int row = 0; row < 3; ++row) sheet.is_sum_of(3 * row + 2, {3 * row, 3 * row + 1});
  for (int column = 0; column < 3; ++column) sheet.is_sum_of(6 + column, {column, 3 + column});
  const auto found = diagnose(sheet.system);
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].repairs.size(), 1u);
  EXPECT_EQ(found[0].repairs[0].claims, std::vector<int>{4});
  ASSERT_TRUE(found[0].repairs[0].feasible[0]);
  EXPECT_EQ(*found[0].repairs[0].feasible[0], Interval::closed(50 * kWan - kStep, 50 * kWan + kStep))
      << "both 80.00 - 30.00 and 70.00 - 20.00 allow twice the rounding";
}

TEST(Diagnose, TwoFiguresDisagreeAndNothingElseDecides) {
  Sheet sheet;
  const int personnel = sheet.unprinted(57 * kWan);
  sheet.prints(personnel, 57 * kWan);
  sheet.prints(personnel, 75 * kWan);
  const auto found = diagnose(sheet.system);
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].repairs.size(), 2u);
  EXPECT_EQ(found[0].repairs[0].claims, std::vector<int>{0});
  EXPECT_EQ(found[0].repairs[1].claims, std::vector<int>{1});
  EXPECT_EQ(found[0].repairs[0].feasible[0], printed_as(75 * kWan));
  EXPECT_EQ(found[0].repairs[1].feasible[0], printed_as(57 * kWan));
}

TEST(Diagnose, TrustDecidesBetweenTwoFigures) {
  Sheet sheet;
  const int personnel = sheet.unprinted(57 * kWan);
  sheet.prints(personnel, 57 * kWan, kStep, 1);
  sheet.prints(personnel, 75 * kWan, kStep, 2);
  const auto found = diagnose(sheet.system);
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].repairs.size(), 1u);
  EXPECT_EQ(found[0].repairs[0].claims, std::vector<int>{0});
}

TEST(Diagnose, TwoFiguresAgainstTwoFigures) {
  // Tables 1 and 2 say 57.00, table 3 and the text say 75.00: either pair may be wrong, no mixed one.
  Sheet sheet;
  const int personnel = sheet.unprinted(57 * kWan);
  for (const std::int64_t figure : {57, 57, 75, 75}) sheet.prints(personnel, figure * kWan);
  const auto found = diagnose(sheet.system);
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].repairs.size(), 2u);
  EXPECT_EQ(found[0].repairs[0].claims, (std::vector<int>{0, 1}));
  EXPECT_EQ(found[0].repairs[1].claims, (std::vector<int>{2, 3}));
}

TEST(Diagnose, ThreeFiguresAgainstThree) {
  Sheet sheet;
  const int personnel = sheet.unprinted(57 * kWan);
  for (const std::int64_t figure : {57, 75, 57, 75, 57, 75}) sheet.prints(personnel, figure * kWan);
  const auto found = diagnose(sheet.system);
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].repairs.size(), 2u);
  EXPECT_EQ(found[0].repairs[0].claims, (std::vector<int>{0, 2, 4}));
  EXPECT_EQ(found[0].repairs[1].claims, (std::vector<int>{1, 3, 5}));
}

TEST(Diagnose, IndependentErrorsInOneTableAreToldApart) {
  // Ten units of three items each under one total; the items are repeated in the units' own tables. Units 2, 5 and 7
  // have one wrong item each in the joint table.
  Sheet sheet;
  std::vector<int> units, wrong;
  for (int unit = 0; unit < 10; ++unit) {
    std::vector<int> items;
    for (int item = 0; item < 3; ++item) {
      const std::int64_t fen = (10 * unit + item + 1) * kWan;
      items.push_back(sheet.unprinted(fen));
      const bool spoilt = item == 1 && (unit == 2 || unit == 5 || unit == 7);
      const int claim = sheet.prints(items.back(), spoilt ? fen + 9 * kWan : fen);
      if (spoilt) wrong.push_back(claim);
      sheet.prints(items.back(), fen);
    }
    const std::int64_t sum = (30 * unit + 6) * kWan;
    units.push_back(sheet.unprinted(sum));
    sheet.prints(units.back(), sum);
    sheet.is_sum_of(units.back(), items);
  }
  const int total = sheet.unprinted(1410 * kWan);
  sheet.prints(total, 1410 * kWan);
  sheet.is_sum_of(total, units);
  const auto found = diagnose(sheet.system);
  ASSERT_EQ(found.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    ASSERT_EQ(found[i].repairs.size(), 1u);
    EXPECT_EQ(found[i].repairs[0].claims, std::vector<int>{wrong[i]});
  }
}

TEST(Diagnose, PartLargerThanTheWhole) {
  Sheet sheet;
  const int whole = sheet.amount(10 * kWan), part = sheet.amount(12 * kWan);
  sheet.contains(whole, part);
  const auto found = diagnose(sheet.system);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].repairs.size(), 2u);
  EXPECT_EQ(found[0].repairs[0].feasible[0], Interval::at_least(12 * kWan - kStep / 2));
  EXPECT_EQ(found[0].repairs[1].feasible[0], Interval::closed(0, 10 * kWan + kStep / 2));
}

TEST(Diagnose, PartThatWouldHaveToBeNegativeIsNotARepair) {
  // 10.00 = 12.00 + 3.00: lowering only 3.00 does not help.
  Sheet sheet;
  const int total = sheet.amount(10 * kWan), large = sheet.amount(12 * kWan), small = sheet.amount(3 * kWan);
  sheet.is_sum_of(total, {large, small});
  const auto found = diagnose(sheet.system);
  ASSERT_EQ(found.size(), 1u);
  std::vector<int> candidates;
  for (const Repair& repair : found[0].repairs) candidates.push_back(repair.claims.at(0));
  EXPECT_EQ(candidates.size(), 2u);
  EXPECT_EQ(std::count(candidates.begin(), candidates.end(), small), 0);
}

TEST(Diagnose, ChangeThatDoesNotFitTheTwoYears) {
  // "比上年增加 7.00 万元", but 121.46 - 114.46 = 7.00 holds only for the true 121.46; the table prints 131.46 twice.
  Sheet sheet;
  const int now = sheet.unprinted(), before = sheet.unprinted();
  sheet.prints(now, 131 * kWan + 46 * kStep);
  sheet.prints(now, 131 * kWan + 46 * kStep);
  sheet.prints(before, 114 * kWan + 46 * kStep);
  sheet.prints(before, 114 * kWan + 46 * kStep);
  const int change = sheet.increases_by(now, before, 7 * kWan);
  const auto found = diagnose(sheet.system);
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].repairs.size(), 1u);
  EXPECT_EQ(found[0].repairs[0].claims, std::vector<int>{change});
  EXPECT_FALSE(found[0].repairs[0].feasible[0]) << "the change speaks of two unknowns";
}

TEST(Diagnose, RateOfGrowth) {
  // 100.00 -> 168.00 is 68.00 %; 86.00 % does not fit, whatever the rounding.
  for (const bool right : {true, false}) {
    Sheet sheet;
    const int now = sheet.unprinted(168 * kWan), before = sheet.unprinted(100 * kWan);
    for (int i = 0; i < 2; ++i) sheet.prints(now, 168 * kWan), sheet.prints(before, 100 * kWan);
    const std::int64_t percent = right ? 68 : 86;
    const int rate = sheet.ratio(now, before, percent * 1'000'000 - 5000, percent * 1'000'000 + 5000);
    const auto found = diagnose(sheet.system);
    EXPECT_EQ(found.empty(), right);
    if (!right) {
      EXPECT_EQ(claims_of_first_repair(found.at(0)), std::vector<int>{rate});
    }
  }
}

TEST(Diagnose, RateOfGrowthAtTheEdgeOfRounding) {
  // From 3.00 (2.995 .. 3.005) to 5.00 (4.995 .. 5.005): 66.22 % .. 67.11 %. 67.12 % means 67.115 % at least: too much.
  for (const auto& [percent, fits] : {std::pair{6711, true}, std::pair{6713, false}}) {
    Sheet sheet;
    const int now = sheet.amount(5 * kWan), before = sheet.amount(3 * kWan);
    sheet.ratio(now, before, percent * 10000 - 5000, percent * 10000 + 5000);
    EXPECT_EQ(diagnose(sheet.system).empty(), fits) << percent;
  }
}

TEST(Diagnose, ShareOfZeroIsZero) {
  Sheet sheet;
  const int whole = sheet.amount(0, 1), part = sheet.amount(0, 1);
  sheet.ratio(part, whole, 50'000'000, 50'000'000, true);  // any share of nothing is nothing
  EXPECT_TRUE(diagnose(sheet.system).empty());
}

TEST(Diagnose, GrowthFromNothing) {
  Sheet sheet;
  const int now = sheet.amount(5 * kWan), before = sheet.amount(0, 1);
  sheet.ratio(now, before, 100'000'000, 100'000'000);
  const auto found = diagnose(sheet.system);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].repairs.size(), 3u);
}

TEST(Diagnose, IdentitiesThatContradictThemselvesHaveNoRepair) {
  Sheet sheet;
  const int a = sheet.amount(1 * kWan);
  sheet.system.rows.push_back({{{a, 1}}, Interval::at_most(-1), -1, 7});
  const auto found = diagnose(sheet.system);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].conflict.rows, std::vector<int>{1});
  EXPECT_TRUE(found[0].conflict.claims.empty());
  EXPECT_TRUE(found[0].repairs.empty());
}

TEST(Diagnose, ClaimOfSeveralRowsGivesWayAsAWhole) {
  Sheet sheet;
  const int a = sheet.unprinted(), b = sheet.unprinted();
  for (int i = 0; i < 2; ++i) sheet.prints(a, 100 * kWan), sheet.prints(b, 100 * kWan);
  const int rate = sheet.ratio(a, b, 10'000'000, 10'000'000);
  const auto found = diagnose(sheet.system);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(claims_of_first_repair(found[0]), std::vector<int>{rate});
}

TEST(Diagnose, OneFenBeyondRoundingInATrillionYuan) {
  // 1e14 fen in whole yuan (+-50 fen): two parts and the total allow 150 fen.
  for (const std::int64_t gap : {150, 151}) {
    Sheet sheet;
    const std::int64_t part = 50'000'000'000'000;
    const int total = sheet.unprinted(2 * part);
    sheet.claim({{total, 1}}, Interval::closed(2 * part + gap - 50, 2 * part + gap + 50));
    const int a = sheet.amount(part, kYuan), b = sheet.amount(part, kYuan);
    sheet.is_sum_of(total, {a, b});
    EXPECT_EQ(diagnose(sheet.system).empty(), gap == 150);
    EXPECT_EQ(propagate(sheet.system).empty(), gap == 150);
    EXPECT_EQ(solve_exact(sheet.system).has_value(), gap == 150);
  }
}

TEST(Diagnose, ContradictionThatPropagationCannotSee) {
  // a + b = 100, b + c = 100, a + c = 100 and a + b + c = 160 in fen: each row alone leaves room, together they give
  // 150.
  const auto build = [](std::int64_t sum, std::int64_t magnitude) {
    Sheet sheet;
    const std::int64_t pair = 100 + 2 * magnitude;
    for (int i = 0; i < 3; ++i) sheet.unprinted(magnitude);
    for (const auto& [x, y] : {std::pair{0, 1}, std::pair{1, 2}, std::pair{0, 2}}) {
      sheet.claim({{x, 1}, {y, 1}}, Interval::exactly(pair));
    }
    sheet.claim({{0, 1}, {1, 1}, {2, 1}}, Interval::exactly(sum + 3 * magnitude));
    return sheet.system;
  };
  for (const std::int64_t magnitude : {std::int64_t{0}, std::int64_t{30'000'000'000'000}}) {
    EXPECT_TRUE(diagnose(build(150, magnitude)).empty());
    SolverStatistics statistics;
    const auto found = diagnose(build(151, magnitude), {}, &statistics);
    ASSERT_EQ(found.size(), 1u) << "one fen more, at magnitude " << magnitude;
    EXPECT_EQ(found[0].conflict.rows.size(), 4u);
    EXPECT_EQ(found[0].repairs.size(), 4u);
    EXPECT_GT(statistics.linear_programs, 0);
    EXPECT_EQ(statistics.undecided, 0);
  }
}

TEST(Diagnose, OpenEndsExcludeTheirValue) {
  Sheet sheet;
  const int now = sheet.amount(5 * kWan, 1), before = sheet.amount(5 * kWan, 1);
  const auto positive = Interval::between({0, false, false}, {0, true, true});  // "增加"
  ASSERT_TRUE(positive);
  sheet.claim({{now, 1}, {before, -1}}, *positive);
  EXPECT_EQ(diagnose(sheet.system).size(), 1u);
}

TEST(Diagnose, LimitOfSolvesLeavesTheDiagnosisIncomplete) {
  Sheet sheet;
  const int a = sheet.unprinted();
  for (int i = 0; i < 6; ++i) sheet.prints(a, (i + 1) * kWan);
  const auto found = diagnose(sheet.system, {.conflicts_max = 64, .repair_size_max = 3, .solves_max = 3});
  for (const Diagnosis& diagnosis : found) EXPECT_FALSE(diagnosis.complete);
}

TEST(Diagnose, HostileCoefficientsNeverMakeAConflict) {
  Sheet sheet;
  const int a = sheet.amount(INT64_MAX / 4, 1), b = sheet.amount(INT64_MAX / 4, 1);
  sheet.system.rows.push_back({{{a, INT64_MAX}, {b, INT64_MAX}}, Interval::exactly(1), -1, -1});
  sheet.system.rows.push_back({{{a, INT64_MIN}, {b, 1}}, Interval::exactly(1), -1, -1});
  EXPECT_TRUE(diagnose(sheet.system).empty());
  EXPECT_FALSE(solve_exact(sheet.system)) << "what cannot be looked at is not claimed to hold";
}

// p and q are wrong. y stands in more conflicts than either, so that {y, ...} is the first guess; {p, q} is lighter.
struct Misleading {
  Misleading() {
    const auto amount = [&](std::int64_t fen, int weight) { return sheet.amount(fen, 1, weight); };
    p = amount(10, 6), q = amount(10, 11), y = amount(20, 19);
    adds_up({p, amount(7, 10)}, 57);
    adds_up({q, amount(8, 7)}, 58);
    for (int i = 0; i < 3; ++i) {
      adds_up({p, y, amount(30 + i, 2)}, 100 + i);
      adds_up({q, y, amount(40 + i, 2)}, 110 + i);
    }
  }
  void adds_up(const std::vector<int>& unknowns, std::int64_t total) {
    std::vector<Term> terms;
    for (const int unknown : unknowns) terms.push_back({unknown, 1});
    sheet.system.rows.push_back({std::move(terms), Interval::exactly(total), -1, -1});
  }
  std::vector<int> given_up(const SolverLimits& limits, SolverStatistics& statistics) const {
    std::vector<int> claims;
    for (const Diagnosis& diagnosis : diagnose(sheet.system, limits, &statistics))
      for (const int claim : claims_of_first_repair(diagnosis)) claims.push_back(claim);
    std::sort(claims.begin(), claims.end());
    return claims;
  }
  Sheet sheet;
  int p = 0, q = 0, y = 0;
};

TEST(Diagnose, ClaimsFoundNeedlessWhenAProofIsCutAreUndecided) {
  const Misleading misleading;
  SolverStatistics proven, cut;
  EXPECT_EQ(misleading.given_up({}, proven), (std::vector<int>{misleading.p, misleading.q}));
  EXPECT_EQ(proven.undecided, 0);
  EXPECT_EQ(misleading.given_up({.proof_rounds_max = 0}, cut), (std::vector<int>{misleading.p, misleading.q}));
  EXPECT_EQ(cut.undecided, 1) << "y was given up first, and no conflict is left for it";
}

TEST(Diagnose, WhatIsTooLargeIsUndecided) {
  Sheet sheet;
  std::vector<int> parts;
  for (int i = 0; i < 50; ++i) parts.push_back(sheet.amount(kWan));
  sheet.is_sum_of(sheet.amount(70 * kWan), parts);
  for (const SolverLimits& limits : {SolverLimits{.component_rows_max = 40}, SolverLimits{.conflict_rows_max = 40}, SolverLimits{.solves_max = 0}}) {
    SolverStatistics statistics;
    EXPECT_TRUE(diagnose(sheet.system, limits, &statistics).empty());
    EXPECT_GT(statistics.undecided, 0);
  }
  EXPECT_EQ(diagnose(sheet.system).size(), 1u);
}

TEST(Diagnose, SameAnswerTwiceAndNothingPrinted) {
  test::MadeUpDisclosure made(3);
  for (int i = 0; i < 4; ++i) made.spoil(made.table_claims[100 + 37 * i], (i + 2) * kWan);
  testing::internal::CaptureStdout();
  const auto first = diagnose(made.sheet.system), second = diagnose(made.sheet.system);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].conflict.rows, second[i].conflict.rows);
    ASSERT_EQ(first[i].repairs.size(), second[i].repairs.size());
    for (std::size_t r = 0; r < first[i].repairs.size(); ++r) {
      EXPECT_EQ(first[i].repairs[r].claims, second[i].repairs[r].claims);
      EXPECT_EQ(first[i].repairs[r].feasible, second[i].repairs[r].feasible);
    }
  }
}

TEST(Propagate, GoesOnAfterTheFirstConflict) {
  Sheet sheet;
  for (int i = 0; i < 3; ++i) {
    const int unknown = sheet.unprinted();
    sheet.prints(unknown, (i + 1) * kWan);
    sheet.prints(unknown, (i + 7) * kWan);
  }
  const auto conflicts = propagate(sheet.system);
  ASSERT_EQ(conflicts.size(), 3u);
  EXPECT_EQ(conflicts[2].claims, (std::vector<int>{4, 5}));
}

TEST(SolveExact, StaysAtThePrintedValuesWhenTheyFit) {
  Sheet sheet;
  const int total = sheet.amount(30 * kWan), a = sheet.amount(10 * kWan), b = sheet.amount(20 * kWan);
  sheet.is_sum_of(total, {a, b});
  EXPECT_EQ(solve_exact(sheet.system), (std::vector<std::int64_t>{30 * kWan, 10 * kWan, 20 * kWan}));
}

TEST(SolveExact, EvenIsNeverOdd) {
  // 2a - 2b = 1 has a solution in fractions only.
  Sheet sheet;
  const int a = sheet.amount(5 * kWan), b = sheet.amount(5 * kWan);
  sheet.system.rows.push_back({{{a, 2}, {b, -2}}, Interval::exactly(1), -1, -1});
  EXPECT_FALSE(solve_exact(sheet.system));
}

TEST(SolveExact, FindsValuesThatNeedSearch) {
  Sheet sheet;
  for (int i = 0; i < 3; ++i) sheet.unprinted(0);
  sheet.claim({{0, 6}, {1, 10}, {2, 15}}, Interval::exactly(1'000'003));
  sheet.claim({{0, 1}, {1, 1}, {2, 1}}, Interval::closed(100'000, 100'001));
  sheet.claim({{0, 1}, {1, -1}}, Interval::closed(-20'000, 20'000));
  const auto values = solve_exact(sheet.system);
  ASSERT_TRUE(values);
  EXPECT_EQ((*values)[0] * 6 + (*values)[1] * 10 + (*values)[2] * 15, 1'000'003);
}

}  // namespace
}  // namespace mingzhang
