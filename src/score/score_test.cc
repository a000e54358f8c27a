// Scores calculated by hand.

#include "score/score.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

std::string score(const std::string& comparator, const std::string& target, const std::string& weight, const std::string& actual, const std::string& unit = "") {
  Indicator indicator;
  indicator.comparator = comparator;
  indicator.target = target;
  indicator.weight = weight;
  indicator.unit = unit;
  const ScoredIndicator scored = score_indicator(indicator, {actual, ""});
  return scored.score ? print_hundredths(*scored.score) : "-";
}

TEST(Score, ByCompletionAtLeast) {
  EXPECT_EQ(score(">=", "300", "20", "300"), "20.00");
  EXPECT_EQ(score(">=", "300", "20", "310"), "20.00");
  EXPECT_EQ(score(">=", "300", "20", "285"), "19.00");    // 20 x 285 / 300
  EXPECT_EQ(score(">=", "300", "10", "200"), "6.67");     // 6.666… goes up
  EXPECT_EQ(score(">=", "3", "10", "1"), "3.33");
  EXPECT_EQ(score(">=", "8", "0.1", "3.2"), "0.04");
  EXPECT_EQ(score(">=", "8", "1", "1"), "0.13");          // 0.125 exactly: half away from zero
  EXPECT_EQ(score(">=", "300", "20", "0"), "0.00");
  EXPECT_EQ(score(">=", "300", "20", "-5"), "0.00");
  EXPECT_EQ(score(">=", "95", "12.5", "90.25%", "%"), "11.88");  // 12.5 x 0.95 = 11.875
  EXPECT_EQ(score(">=", "0", "10", "0"), "10.00");
}

TEST(Score, ByCompletionAtMost) {
  EXPECT_EQ(score("<=", "30", "10", "28.5", "万元"), "10.00");
  EXPECT_EQ(score("<=", "30", "10", "33万元", "万元"), "9.09");  // 10 x 30 / 33
  EXPECT_EQ(score("<=", "12", "10", "12"), "10.00");
  EXPECT_EQ(score("<=", "0", "10", "0"), "10.00");
  EXPECT_EQ(score("<=", "0", "10", "1"), "0.00");
}

TEST(Score, ByCompletionEqualAndBetween) {
  EXPECT_EQ(score("=", "100", "10", "100"), "10.00");
  EXPECT_EQ(score("=", "100", "10", "90"), "9.00");
  EXPECT_EQ(score("=", "100", "10", "125"), "8.00");      // 100 / 125
  EXPECT_EQ(score("=", "90-95", "10", "92"), "10.00");
  EXPECT_EQ(score("=", "90-95", "10", "81"), "9.00");     // 81 / 90
  EXPECT_EQ(score("=", "90～95", "10", "100"), "9.50");   // 95 / 100
}

TEST(Score, ByGrade) {
  EXPECT_EQ(score("", "改善", "20", "达成"), "20.00");
  EXPECT_EQ(score("", "改善", "20", "达成预期指标 95%"), "19.00");
  EXPECT_EQ(score("", "改善", "20", "部分达成 70%"), "14.00");
  EXPECT_EQ(score("", "改善", "20", "部分达成预期指标并具有一定效果 62.5%"), "12.50");
  EXPECT_EQ(score("", "改善", "20", "未达成 0%"), "0.00");
  EXPECT_EQ(score("", "改善", "20", "部分达成 90%"), "-");   // above its grade
  EXPECT_EQ(score("", "改善", "20", "部分达成"), "-");       // how much?
  EXPECT_EQ(score("", "改善", "20", "很好"), "-");
}

TEST(Score, WhatCannotBeComparedHasNoScore) {
  EXPECT_EQ(score(">=", "300", "20", ""), "-");
  EXPECT_EQ(score(">=", "300", "20", "不少于去年"), "-");
  EXPECT_EQ(score(">=", "较多", "20", "5"), "-");
  EXPECT_EQ(score(">=", "300", "200", "300"), "-");
}

LedgerFile unit_with(const std::vector<std::string>& weights) {
  LedgerFile file;
  file.year = 2024;
  Region point;
  const auto node = [&](Dimension d, const char* id) { return Extent(file.ledger.space.growing(d).add(kRoot, id, id)); };
  point[Dimension::Year] = Extent(file.ledger.space.year(2024));
  point[Dimension::Stage] = node(Dimension::Stage, "budget");
  point[Dimension::Measure] = node(Dimension::Measure, "budget");
  file.ledger.lines.push_back({point, Amount::from_fen(300'00)});
  for (const std::string& weight : weights) {
    Indicator indicator;
    indicator.comparator = std::string(">=");
    indicator.target = std::string("10");
    indicator.weight = weight;
    file.facts.indicators.push_back(indicator);
  }
  return file;
}

TEST(Score, ExecutionOfTheBudgetIsTenPointsWhereTheWeightsAreNinety) {
  Actuals actuals;
  actuals.whole_unit.indicators = {{"10", ""}, {"5", ""}};
  actuals.whole_unit.executed = Amount::from_fen(200'00);
  const auto ninety = score_unit(unit_with({"60", "30"}), actuals);
  ASSERT_EQ(ninety.size(), 1u);
  EXPECT_EQ(print_hundredths(ninety[0].execution->rate), "66.67");
  EXPECT_EQ(print_hundredths(ninety[0].execution->score), "6.67");
  EXPECT_EQ(print_hundredths(*ninety[0].total), "81.67");  // 60 + 15 + 6.67
  EXPECT_EQ(print_hundredths(*score_unit(unit_with({"60", "40"}), actuals)[0].total), "80.00");  // 60 + 20
  EXPECT_FALSE(score_unit(unit_with({"60", "20"}), actuals)[0].total);
  actuals.whole_unit.executed = std::nullopt;
  EXPECT_FALSE(score_unit(unit_with({"60", "30"}), actuals)[0].total);  // nobody said how much was spent
}

TEST(Score, TheTableSaysEverything) {
  Actuals actuals;
  actuals.whole_unit.indicators = {{"10", "验收单"}, {"5", ""}};
  actuals.whole_unit.executed = Amount::from_fen(300'00);
  const LedgerFile file = unit_with({"60", "30"});
  const std::string text = dump(score_document(score_unit(file, actuals), file));
  for (const char* part : {"部门整体支出绩效自评表（2024年度）", "≥10", "验收单", "预算执行率", "100.00%", "总分", "85.00"}) EXPECT_NE(text.find(part), std::string::npos) << part << text;
}

TEST(Score, ResultsFromJson) {
  LedgerFile file = unit_with({"100"});
  file.facts.indicators[0].name = "开馆天数";
  const auto actuals = actuals_from_json(R"({"mingzhang":"actuals","version":1,"executed":"299.99","indicators":[{"name":"开馆天数","actual":"9","proof":"记录"}]})", file.facts, "a.json");
  ASSERT_TRUE(actuals) << actuals.error().message;
  EXPECT_EQ(actuals->whole_unit.executed, Amount::from_fen(299'99));
  EXPECT_EQ(print_hundredths(*score_unit(file, *actuals)[0].total), "90.00");
  EXPECT_EQ(actuals_from_json(R"({"mingzhang":"actuals","version":1,"indicators":[{"name":"别的","actual":"9"}]})", file.facts, "a.json").error().id, "actuals.json.unknown");
  EXPECT_EQ(actuals_from_json(R"({"mingzhang":"ledger"})", file.facts, "a.json").error().id, "actuals.json.invalid");
}

}  // namespace
}  // namespace mingzhang
