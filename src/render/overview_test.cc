#include "render/overview.h"

#include <gtest/gtest.h>

#include "forms/knowledge.h"
#include "base/paths.h"

namespace mingzhang {
namespace {

class Overview : public ::testing::Test {
 protected:
  Overview() : knowledge_(load_knowledge(source_path("catalog")).value()) { ledger_.space = knowledge_->space; }

  Extent node(Dimension d, std::string_view id) { return Extent(*ledger_.space.tree(d).find(id)); }

  void add(int year, std::string_view stage, std::string_view source, std::string_view function, std::string_view economic, std::int64_t fen, std::string_view flow = "", std::string_view measure = "budget") {
    LedgerLine line;
    line.point[Dimension::Year] = Extent(ledger_.space.year(year));
    line.point[Dimension::Stage] = node(Dimension::Stage, stage);
    line.point[Dimension::Measure] = node(Dimension::Measure, measure);
    line.point[Dimension::Source] = node(Dimension::Source, source);
    if (!flow.empty()) line.point[Dimension::Flow] = node(Dimension::Flow, flow);
    if (!function.empty()) line.point[Dimension::Function] = Extent(ledger_.space.code(Dimension::Function, function, "功能" + std::string(function)));
    if (!economic.empty()) line.point[Dimension::Economic] = Extent(ledger_.space.code(Dimension::Economic, economic, "经济<" + std::string(economic)));
    line.amount = Amount::from_fen(fen);
    ledger_.lines.push_back(line);
  }

  std::shared_ptr<const Knowledge> knowledge_;
  Ledger ledger_;
};

TEST_F(Overview, EveryBreakdownIsTheTotal) {
  add(2024, "budget", "fiscal.general.own", "2070104", "30101", 100'00);
  add(2024, "budget", "fiscal.general.upper", "2080505", "30201", 20'00);
  add(2024, "budget", "unit_funds.other", "2070104", "", 3'00);
  add(2023, "budget", "fiscal.general.own", "2070104", "30101", 7'00);
  add(2024, "budget", "fiscal", "", "", 50'00, "", "three_public.reception");
  const PeriodShares shares = shares_of(ledger_, {2024, false}, Language::Chinese);
  EXPECT_EQ(shares.total.fen(), 123'00);
  for (const Breakdown by : {Breakdown::Source, Breakdown::Function, Breakdown::Economic, Breakdown::Nature}) {
    Amount sum;
    for (const Share& share : shares[by]) sum = sum + share.amount;
    EXPECT_EQ(sum, shares.total) << static_cast<int>(by);
  }
  ASSERT_EQ(shares[Breakdown::Source].size(), 2u);  // own and from above are one budget
  EXPECT_EQ(shares[Breakdown::Source][0].name, "一般公共预算");
  EXPECT_EQ(shares[Breakdown::Source][0].amount.fen(), 120'00);
  EXPECT_EQ(shares[Breakdown::Source][1].name, "其他收入");  // of the own money of a unit: what kind
  EXPECT_EQ(shares[Breakdown::Economic][0].name, "未分类");
  ASSERT_EQ(shares[Breakdown::ThreePublic].size(), 1u);
  EXPECT_EQ(shares[Breakdown::ThreePublic][0].amount.fen(), 50'00);
  EXPECT_EQ(compared_periods(ledger_, {2024, false}), (std::vector<Period>{{2023, false}, {2024, false}}));
}

TEST_F(Overview, AccountsCountWhatGoesOut) {
  add(2024, "final", "fiscal.general", "2070104", "30101", 90'00, "expenditure");
  add(2024, "final", "fiscal.general", "2070104", "", 95'00, "income");
  add(2024, "budget", "fiscal.general", "2070104", "", 80'00);
  EXPECT_EQ(shares_of(ledger_, {2024, true}, Language::Chinese).total.fen(), 90'00);
  EXPECT_EQ(compared_periods(ledger_, {2024, true}), (std::vector<Period>{{2024, false}, {2024, true}}));
}

TEST_F(Overview, PagesEscapeAndSayEverythingInTables) {
  add(2024, "budget", "fiscal.general.own", "2070104", "301", 100'000'00);
  add(2024, "budget", "fiscal.general.own", "2070104", "302", -1'000'00);
  const std::string html = flow_html(ledger_, {2024, false}, "x", Language::Chinese);
  EXPECT_NE(html.find("经济&lt;301"), std::string::npos);
  EXPECT_EQ(html.find("经济<"), std::string::npos);
  EXPECT_NE(html.find("另有 1 项为负数"), std::string::npos);
  EXPECT_NE(html.find("<td class=\"amount\">-0.10</td>"), std::string::npos);
  EXPECT_NE(changes_html({shares_of(ledger_, {2024, false}, Language::Chinese)}, 3, Language::Chinese).find("<td class=\"amount\">9.90</td>"), std::string::npos);
  EXPECT_EQ(flow_html(ledger_, {2022, false}, "x", Language::Chinese), "");
}

TEST_F(Overview, ManyNodesAreOneMore) {
  for (int i = 0; i < 12; ++i) add(2024, "budget", "fiscal.general.own", std::to_string(201 + i), "301", 100 + i);
  const std::string html = flow_html(ledger_, {2024, false}, "x", Language::Chinese);
  EXPECT_NE(html.find("其他 4 类"), std::string::npos);
}

TEST(OverviewWords, AmountsAndRates) {
  const auto fen = [](std::int64_t amount) { return Amount::from_fen(amount); };
  EXPECT_EQ(in_wan_yuan(fen(1'158'596'149)), "1,158.60");
  EXPECT_EQ(short_amount(fen(1'158'596'149), Language::Chinese), "1,158.60万元");
  EXPECT_EQ(short_amount(fen(123'456'789'012), Language::Chinese), "12.35亿元");
  EXPECT_EQ(short_amount(fen(1'158'596'149), Language::English), "¥11.59M");
  EXPECT_EQ(short_amount(fen(-500'000), Language::English), "¥-0.01M");
  EXPECT_EQ(change_rate(fen(300), fen(400)), "33.33%");
  EXPECT_EQ(change_rate(fen(400), fen(300)), "-25.00%");
  EXPECT_EQ(change_rate(fen(20'000), fen(20'001)), "0.01%");  // 0.005 is rounded away from zero
  EXPECT_EQ(change_rate(fen(0), fen(300)), "—");
  EXPECT_EQ(change_rate(fen(-5), fen(300)), "—");
  EXPECT_EQ(change_rate(fen(1), fen(INT64_MAX)), "922337203685477580600.00%");
}

}  // namespace
}  // namespace mingzhang
