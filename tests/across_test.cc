// Checks between documents, from the text to the finding: two years of one unit, a budget told again by its final accounts, a
// department and its units, two versions.

#include <algorithm>
#include <string>

#include "check/across/across.h"
#include "pipeline.h"
#include "sample_budget.h"

namespace mingzhang::tests {
namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

std::string all_replaced(std::string text, std::string_view from, std::string_view to) {
  EXPECT_NE(text.find(from), std::string::npos) << from;
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

DocumentFacts facts(const std::string& path, std::string_view text) {
  Disclosure disclosure = understand_text(text);
  disclosure.path = path;
  disclosure.sha256 = path + std::to_string(std::hash<std::string_view>{}(text));
  return facts_of(disclosure, *engine().knowledge);
}

Across across(std::vector<DocumentFacts> documents, std::size_t held_max = AcrossCheck::kStatementsHeldMax) {
  AcrossCheck check(held_max);
  const std::vector<DocumentFacts> copies = documents;
  for (DocumentFacts& document : documents) check.add(std::move(document));
  return check.run([&](const std::string& path) -> std::optional<DocumentFacts> {
    const auto found = std::find_if(copies.begin(), copies.end(), [&](const DocumentFacts& f) { return f.identity.path == path; });
    return found == copies.end() ? std::nullopt : std::optional(*found);
  });
}

const std::string kThisYear(kSampleBudget);

// What 2023 looked like by the changes that 2024 prints.
std::string last_year() {
  return R"(第一部分 2023 年云溪县档案服务中心部门概况
一、主要职能
云溪县档案服务中心负责全县档案的收集、保管和利用。
第二部分 2023 年部门预算公开表
表 1
部门收支总体情况表
编制部门：云溪县档案服务中心 单位：万元
收入 支出
项目 预算数 支出功能分类 预算数
收 入 总 计 90.00 支 出 总 计 90.00
第三部分 2023 年部门预算情况说明
二、关于云溪县档案服务中心 2023 年收入预算情况说明
云溪县档案服务中心部门收入预算 90.00 万元，其中：
一般公共预算 80.00 万元。
三、关于云溪县档案服务中心 2023 年支出预算情况说明
云溪县档案服务中心 2023 年支出预算 90.00 万元，其中：
基本支出 73.00 万元。
项目支出 17.00 万元。
五、关于云溪县档案服务中心 2023 年一般公共预算当年拨款情况说明
（三）一般公共预算当年拨款具体使用情况
1、一般公共服务支出（类）档案事务（款）档案馆（项）：2023 年预算数为 52.00 万元。
3、社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）：2023 年预算数为 10.00 万元。
)";
}

TEST(Across, AYearPairThatAgreesHasNoFinding) {
  const Across result = across({facts("2024.txt", kThisYear), facts("2023.txt", last_year())});
  ASSERT_EQ(result.pairs.size(), 1u);
  EXPECT_EQ(result.pairs[0].relation, Relation::LastYear);
  EXPECT_EQ(result.pairs[0].paths, (std::vector<std::string>{"2023.txt", "2024.txt"}));
  EXPECT_GE(result.pairs[0].compared, 5);
  EXPECT_EQ(result.pairs[0].differences, 0);
  EXPECT_TRUE(result.unpaired.empty());
  for (const Across::Found& found : result.found) ADD_FAILURE() << found.finding.message.zh;
}

TEST(Across, OneChangedFigureIsThatFinding) {
  const std::string changed = replaced(last_year(), "预算数为 52.00 万元", "预算数为 50.00 万元");
  const Across result = across({facts("2024.txt", kThisYear), facts("2023.txt", changed)});
  ASSERT_EQ(result.found.size(), 1u);
  const Finding& finding = result.found[0].finding;
  EXPECT_EQ(result.found[0].path, "2024.txt");
  EXPECT_EQ(finding.code, "HIS101");
  EXPECT_EQ(finding.severity, Severity::Error);
  EXPECT_EQ(finding.calculation, "本文件 60.00万元 − 8.00万元 ≠ 上年文件 50.00万元");
  EXPECT_NE(finding.message.zh.find("档案馆"), std::string::npos) << finding.message.zh;
  ASSERT_FALSE(finding.related.empty());
  EXPECT_EQ(finding.related[0].path, "2023.txt");
  EXPECT_NE(finding.related[0].quote.find("50.00"), std::string::npos) << finding.related[0].quote;
}

TEST(Across, ARateIsAskedWhereThereIsNoChange) {
  const std::string only_rate = replaced(kThisYear, "预算数为 60.00 万元，比上年预算增加 8.00 万元，增长 15.38%", "预算数为 60.00 万元，比上年预算增长 15.38%");
  EXPECT_TRUE(across({facts("2024.txt", only_rate), facts("2023.txt", last_year())}).found.empty());
  const std::string changed = replaced(last_year(), "预算数为 52.00 万元", "预算数为 52.10 万元");
  const Across result = across({facts("2024.txt", only_rate), facts("2023.txt", changed)});
  ASSERT_EQ(result.found.size(), 1u);
  EXPECT_EQ(result.found[0].finding.calculation, "本文件 60.00万元 ÷ (1 + 15.38%) ≠ 上年文件 52.10万元");
}

TEST(Across, NeitherOrderNorPathChangesAFingerprint) {
  const std::string changed = replaced(last_year(), "预算数为 52.00 万元", "预算数为 50.00 万元");
  const Across first = across({facts("2024.txt", kThisYear), facts("2023.txt", changed)});
  const Across second = across({facts("elsewhere/old", changed), facts("elsewhere/new", kThisYear)});
  ASSERT_EQ(first.found.size(), 1u);
  ASSERT_EQ(second.found.size(), 1u);
  EXPECT_EQ(first.found[0].finding.fingerprint, second.found[0].finding.fingerprint);
  EXPECT_EQ(second.found[0].path, "elsewhere/new");
}

TEST(Across, FactsThatWereNotHeldAreLoadedAgain) {
  const std::string changed = replaced(last_year(), "预算数为 52.00 万元", "预算数为 50.00 万元");
  EXPECT_EQ(across({facts("2024.txt", kThisYear), facts("2023.txt", changed)}, 0).found.size(), 1u);
}

TEST(Across, TwoVersionsAreComparedAmountByAmount) {
  const std::string other = all_replaced(kThisYear, "302 05 水费 2.00 2.00", "302 05 水费 2.50 2.50");
  const Across result = across({facts("a.txt", kThisYear), facts("b.txt", other)});
  ASSERT_EQ(result.pairs.size(), 1u);
  EXPECT_EQ(result.pairs[0].relation, Relation::Version);
  EXPECT_GE(result.pairs[0].compared, 40);
  ASSERT_GE(result.found.size(), 1u);
  for (const Across::Found& found : result.found) {
    EXPECT_EQ(found.finding.code, "HIS105");
    EXPECT_EQ(found.finding.severity, Severity::Warning);
    EXPECT_NE(found.finding.message.zh.find("水费"), std::string::npos) << found.finding.message.zh;
  }
}

TEST(Across, TheSameBytesAreNoVersion) {
  DocumentFacts copy = facts("a.txt", kThisYear);
  copy.identity.path = "copy.txt";
  const Across result = across({facts("a.txt", kThisYear), copy});
  EXPECT_TRUE(result.pairs.empty());
  EXPECT_EQ(result.unpaired.size(), 2u);
}

TEST(Across, AnotherUnitOrYearHasNoPartner) {
  const std::string other = all_replaced(last_year(), "云溪县档案服务中心", "云溪县图书服务中心");
  const Across result = across({facts("2024.txt", kThisYear), facts("other.txt", other)});
  EXPECT_TRUE(result.pairs.empty());
  ASSERT_EQ(result.unpaired.size(), 2u);
  EXPECT_NE(result.unpaired[0].reason.zh.find("没有给出"), std::string::npos);
}

// ---- what cannot be made from Xinjiang budgets: facts by hand

DocumentFacts by_hand(const std::string& path, const std::string& unit, DocumentKind kind, std::map<std::string, std::int64_t> amounts) {
  DocumentFacts facts;
  facts.identity.path = facts.identity.sha256 = path;
  facts.identity.kind = kind;
  facts.identity.year = 2024;
  facts.identity.unit = facts.identity.unit_key = unit;
  for (const auto& [key, fen] : amounts) {
    Statement statement;
    statement.interval = Interval::closed(fen - 5000, fen + 5000);
    statement.words = std::to_string(fen);
    facts.amounts[key] = {key, Figure{fen / 10'000, 2, Unit::WanYuan}, {statement}};
  }
  return facts;
}

TEST(Across, FinalAccountsRepeatTheBudgetTheyStartedFrom) {
  const Across same = across({by_hand("b", "云溪县档案局", DocumentKind::Budget, {{"basic", 9'000'000}}),
                              by_hand("f", "云溪县档案局", DocumentKind::FinalAccounts, {{"basic", 9'000'000}, {"final", 1}})});
  ASSERT_EQ(same.pairs.size(), 1u);
  EXPECT_EQ(same.pairs[0].relation, Relation::Accounts);
  EXPECT_EQ(same.pairs[0].compared, 1);
  EXPECT_TRUE(same.found.empty());
  const Across other = across({by_hand("b", "云溪县档案局", DocumentKind::Budget, {{"basic", 9'000'000}}),
                               by_hand("f", "云溪县档案局", DocumentKind::FinalAccounts, {{"basic", 9'100'000}})});
  ASSERT_EQ(other.found.size(), 1u);
  EXPECT_EQ(other.found[0].finding.code, "HIS102");
  EXPECT_EQ(other.found[0].path, "f");
}

DocumentFacts department(int subordinates, std::int64_t basic) {
  DocumentFacts facts = by_hand("d", "云溪县档案局", DocumentKind::Budget, {{"basic", basic}});
  facts.identity.level = Level::Department;
  facts.identity.subordinates = subordinates;
  facts.identity.profile = "云溪县档案局本级、云溪县档案馆";
  return facts;
}

DocumentFacts unit(const std::string& path, const std::string& name, std::int64_t basic) {
  DocumentFacts facts = by_hand(path, name, DocumentKind::Budget, {{"basic", basic}});
  facts.identity.level = Level::Unit;
  return facts;
}

TEST(Across, ADepartmentIsTheSumOfItsUnits) {
  const auto run = [](std::int64_t basic) {
    return across({department(1, basic), unit("own", "云溪县档案局", 6'000'000), unit("u", "云溪县档案馆", 2'500'000)});
  };
  const Across sound = run(8'500'000);
  ASSERT_EQ(sound.pairs.size(), 1u);
  EXPECT_TRUE(sound.pairs[0].complete);
  EXPECT_EQ(sound.pairs[0].compared, 1);
  EXPECT_TRUE(sound.found.empty());
  const Across wrong = run(9'000'000);
  ASSERT_EQ(wrong.found.size(), 1u);
  EXPECT_EQ(wrong.found[0].finding.code, "HIS103");
  EXPECT_EQ(wrong.found[0].path, "d");
  EXPECT_EQ(wrong.found[0].finding.related.size(), 2u);
}

TEST(Across, WithUnitsMissingNoneMayExceedTheDepartment) {
  const Across sound = across({department(1, 8'500'000), unit("u", "云溪县档案馆", 2'500'000)});
  ASSERT_EQ(sound.pairs.size(), 1u);
  EXPECT_FALSE(sound.pairs[0].complete);
  EXPECT_TRUE(sound.found.empty());
  const Across wrong = across({department(1, 2'000'000), unit("u", "云溪县档案馆", 2'500'000)});
  ASSERT_EQ(wrong.found.size(), 1u);
  EXPECT_EQ(wrong.found[0].finding.code, "HIS104");
  EXPECT_EQ(wrong.found[0].finding.severity, Severity::Warning);
  EXPECT_EQ(wrong.found[0].path, "u");
}

TEST(Across, AUnitWithoutUnitsIsNoDepartment) {
  DocumentFacts alone = department(0, 1'000'000);
  alone.identity.level = Level::Unknown;
  EXPECT_TRUE(across({alone, unit("u", "云溪县档案馆", 2'500'000)}).pairs.empty());
}

}  // namespace
}  // namespace mingzhang::tests
