#include "compile/infer.h"

#include <gtest/gtest.h>

#include "compile/infer_sheet_for_tests.h"

namespace mingzhang::tests {
namespace {

struct Inferred {
  explicit Inferred(Sheet& sheet) : sheet_(sheet), result(infer(sheet.disclosure, catalog())) {}

  std::int64_t fen(std::string_view where) {
    return result->file.ledger.evaluate(catalog().canonical(result->file.ledger.space, sheet_.region(where))).fen();
  }
  std::string printed(std::string_view where) { return print(round_to_figure(Amount::from_fen(fen(where)), Unit::WanYuan, 2)); }
  bool is_complete() const { return result && result->set_aside.empty() && result->missed.empty() && result->open.empty(); }

 private:
  Sheet& sheet_;

 public:
  Result<Inference> result;
};

TEST(Infer, OneFigureIsOneLine) {
  Sheet sheet;
  sheet.say("function=2080505 source=fiscal.general", "15.86");
  Inferred inferred(sheet);
  ASSERT_TRUE(inferred.is_complete());
  ASSERT_EQ(inferred.result->file.ledger.lines.size(), 1u);
  EXPECT_EQ(inferred.fen("function=208"), 15'860'000);
  EXPECT_EQ(inferred.result->file.unit, "云山县图书馆");
  EXPECT_EQ(inferred.result->file.year, 2024);
}

TEST(Infer, IncomeAndExpenditureOfABudgetAreOneMoney) {
  Sheet sheet;
  sheet.say("flow=income source=fiscal.general", "10.00");
  sheet.say("flow=expenditure function=201", "10.00");
  sheet.say("flow=income", "10.00");
  Inferred inferred(sheet);
  ASSERT_TRUE(inferred.is_complete());
  ASSERT_EQ(inferred.result->file.ledger.lines.size(), 1u);
  EXPECT_TRUE(inferred.result->file.ledger.lines[0].point[Dimension::Flow].is_root());
  EXPECT_EQ(inferred.printed("flow=expenditure function=201 source=fiscal.general"), "10.00");
}

TEST(Infer, RoundedPartsAddUpToTheRoundedWhole) {
  Sheet sheet;
  const std::vector<Region> rows{sheet.region(""), sheet.region("function=2010101"), sheet.region("function=2010102"),
                                 sheet.region("function=2010103")};
  sheet.table("", rows, {sheet.region("")}, {"10.00", "3.33", "3.33", "3.33"});
  sheet.list(Dimension::Function, rows);
  Inferred inferred(sheet);
  ASSERT_TRUE(inferred.is_complete());
  EXPECT_EQ(inferred.printed(""), "10.00");
  for (const char* item : {"function=2010101", "function=2010102", "function=2010103"}) EXPECT_EQ(inferred.printed(item), "3.33");
  EXPECT_EQ(inferred.fen(""), inferred.fen("function=2010101") + inferred.fen("function=2010102") + inferred.fen("function=2010103"));
}

TEST(Infer, WhatAListLeavesOutHasNothing) {
  Sheet sheet;
  const std::vector<Region> rows{sheet.region(""), sheet.region("function=201"), sheet.region("function=205")};
  sheet.table("", rows, {sheet.region("")}, {"10.00", "10.00", ""});
  sheet.list(Dimension::Function, rows);
  sheet.say("source=fiscal", "10.00");
  sheet.say("source=unit_funds", "0.00");
  Inferred inferred(sheet);
  ASSERT_TRUE(inferred.is_complete());
  EXPECT_EQ(inferred.fen("function=205"), 0);
  EXPECT_EQ(inferred.fen("function=201 source=fiscal"), inferred.fen(""));
  EXPECT_EQ(inferred.fen("source=unit_funds"), 0);
}

TEST(Infer, EconomicClassesAndFunctionsMeetInLikelyPairs) {
  Sheet sheet;
  for (const auto& [code, printed] : {std::pair("2010101", "50.00"), {"2080505", "8.00"}, {"2210201", "6.00"}})
    sheet.say("source=fiscal.general nature=basic function=" + std::string(code), printed);
  for (const auto& [code, printed] : {std::pair("30101", "40.00"), {"30108", "8.00"}, {"30113", "6.00"}, {"30201", "10.00"}})
    sheet.say("source=fiscal.general nature=basic economic=" + std::string(code), printed);
  sheet.say("source=fiscal.general nature=basic", "64.00");
  sheet.say("source=fiscal.general nature=basic.personnel", "54.00");
  Inferred inferred(sheet);
  ASSERT_TRUE(inferred.is_complete());
  EXPECT_EQ(inferred.result->file.ledger.lines.size(), 4u);
  EXPECT_EQ(inferred.printed("function=2080505 economic=30108 nature=basic.personnel"), "8.00");
  EXPECT_EQ(inferred.printed("function=2210201 economic=30113 nature=basic.personnel"), "6.00");
  EXPECT_EQ(inferred.printed("function=2010101 economic=30201 nature=basic.public"), "10.00");
}

TEST(Infer, LastYearFollowsFromChanges) {
  Sheet sheet;
  const Region now = sheet.region("source=fiscal.general"), before = sheet.region("source=fiscal.general year=2023");
  sheet.say("source=fiscal.general", "164.96");
  sheet.say(ClaimKind::Change, now, before, {6999, 2, Unit::WanYuan});
  sheet.say(ClaimKind::Rate, now, before, {7370, 2, Unit::Percent});
  sheet.say(ClaimKind::Share, now, sheet.region(""), {9593, 2, Unit::Percent});
  sheet.say("", "171.96");
  Inferred inferred(sheet);
  ASSERT_TRUE(inferred.is_complete());
  EXPECT_EQ(inferred.printed("source=fiscal.general year=2023"), "94.97");
}

TEST(Infer, MinusSignsMakeLinesBelowZero) {
  Sheet sheet;
  const std::vector<Region> rows{sheet.region("function=20101"), sheet.region("function=2010101"), sheet.region("function=2010102")};
  sheet.table("", rows, {sheet.region("")}, {"2.00", "-3.00", "5.00"});
  sheet.list(Dimension::Function, rows);
  Inferred inferred(sheet);
  ASSERT_TRUE(inferred.is_complete());
  EXPECT_EQ(inferred.printed("function=2010101"), "-3.00");
  EXPECT_EQ(inferred.printed("function=201"), "2.00");
}

TEST(Infer, CountsAndAreasAreLinesOfTheirOwn) {
  Sheet sheet;
  sheet.say(ClaimKind::Value, sheet.region("measure=staff.serving"), {}, {9, 0, Unit::Count});
  sheet.say(ClaimKind::Value, sheet.region("measure=house_area"), {}, {30000, 2, Unit::SquareMetre});
  Inferred inferred(sheet);
  ASSERT_TRUE(inferred.is_complete());
  EXPECT_EQ(inferred.fen("measure=staff.serving"), 9);
  EXPECT_EQ(inferred.fen("measure=house_area"), 3'000'000);
  EXPECT_EQ(inferred.result->file.measure_units.at("staff.serving"), Unit::Count);
  EXPECT_EQ(inferred.result->file.measure_units.at("house_area"), Unit::SquareMetre);
}

TEST(Infer, ContradictionsAreSetAside) {
  Sheet sheet;
  sheet.say("function=201", "10.00");
  sheet.say("function=201", "10.00");
  const int wrong = sheet.say("function=201", "11.00");
  Inferred inferred(sheet);
  ASSERT_TRUE(inferred.result);
  EXPECT_EQ(inferred.result->set_aside, std::vector<int>{wrong});
  EXPECT_TRUE(inferred.result->missed.empty());
  EXPECT_EQ(inferred.printed("function=201"), "10.00");
}

// What gives way may be an empty cell or a figure of which it was known that it may mean something else: told, not hidden.
TEST(Infer, WeakFiguresGiveWayWithTheirReason) {
  Sheet sheet;
  sheet.say("source=fiscal", "10.00");
  sheet.say("source=fiscal", "12.00");
  sheet.disclosure.claims.back().weak = true;
  Inferred inferred(sheet);
  ASSERT_TRUE(inferred.result);
  EXPECT_TRUE(inferred.result->set_aside.empty());
  ASSERT_EQ(inferred.result->open.size(), 1u);
  EXPECT_EQ(inferred.result->open[0].quote, "12.00");
  EXPECT_FALSE(inferred.result->open[0].reason.empty());
}

TEST(Infer, OpenFiguresAskForNothing) {
  Sheet sheet;
  sheet.say("function=201", "10.00");
  sheet.say("function=201", "99.00");
  sheet.disclosure.claims.back().standing = Standing::Open;
  Inferred inferred(sheet);
  EXPECT_TRUE(inferred.is_complete());
  EXPECT_EQ(inferred.printed("function=201"), "10.00");
}

// Bounds that only touch where both would be printed otherwise: the checks see no contradiction, no ledger prints both.
TEST(Infer, WhatNoLedgerCanPrintIsMissedWithTheReason) {
  Sheet sheet;
  const int coarse = sheet.say("function=201", "10.0");
  sheet.say("function=201", "100500.00元");
  sheet.say("source=fiscal", "100500.00元");
  Inferred inferred(sheet);
  ASSERT_TRUE(inferred.result);
  EXPECT_TRUE(inferred.result->set_aside.empty());
  EXPECT_EQ(inferred.result->missed, std::vector<int>{coarse});
  ASSERT_EQ(inferred.result->open.size(), 1u);
  EXPECT_EQ(inferred.printed("function=201"), "10.05");
}

// Figures of strangers may be of any size; whatever comes of them, it is no overflow.
TEST(Infer, EnormousFiguresDoNoHarm) {
  for (const std::int64_t digits : {100'000'000'000, 3'000'000'000'000, 4'000'000'000'000}) {
    Sheet sheet;
    for (const char* code : {"201", "202", "203", "204", "205"})
      sheet.say(ClaimKind::Value, sheet.region("function=" + std::string(code)), {}, {digits, 0, Unit::WanYuan});
    sheet.say(ClaimKind::Rate, sheet.region("function=201"), sheet.region("year=2023"), {-99'999'999, 6, Unit::Percent});
    sheet.say(ClaimKind::Share, sheet.region("function=201"), sheet.region("function=206"), {4'000'000'000'000, 0, Unit::Percent});
    if (const auto result = infer(sheet.disclosure, catalog())) {
      EXPECT_TRUE(ledger_from_json(to_json(result->file), catalog().space, "账目"));
    }
  }
}

TEST(Infer, NothingUnderstoodIsAnError) {
  Sheet sheet;
  const auto result = infer(sheet.disclosure, catalog());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().id, "infer.impossible");
}

TEST(Infer, TheFileCanBeReadBack) {
  Sheet sheet;
  sheet.say("function=2080505 source=fiscal.general", "15.86");
  sheet.say("function=2070104 source=fiscal.general", "3.00");
  sheet.say("function=2070104 project=古籍数字化", "2.00");
  Inferred inferred(sheet);
  ASSERT_TRUE(inferred.is_complete());
  const std::string json = to_json(inferred.result->file);
  EXPECT_NE(json.find("\"2080505\": \"机关事业单位基本养老保险缴费支出\""), std::string::npos) << json;  // as the catalog has it
  const auto again = ledger_from_json(json, catalog().space, "账目");
  ASSERT_TRUE(again) << again.error().message << again.error().where;
  EXPECT_EQ(to_json(*again), json);
}

}  // namespace
}  // namespace mingzhang::tests
