#include <gtest/gtest.h>

#include "base/paths.h"
#include "codes/catalog.h"

namespace mingzhang {
namespace {

const Catalog& catalog() {
  static const Result<Catalog> loaded = Catalog::load(source_path("catalog/codes"));
  return *loaded;
}

// The codes of the chain with slashes between them, "?" for an unknown name; "none" when the text is no chain.
std::string codes(std::string_view text, int year = 2024) {
  const auto chain = catalog().parse_chain(text, year);
  if (!chain) return "none";
  EXPECT_EQ(chain->names.size(), chain->entries.size());
  std::string result;
  for (const CodeEntry* entry : chain->entries) {
    if (!result.empty()) result += '/';
    result += entry ? entry->code : "?";
  }
  return result;
}

TEST(ParseChain, ReadsLevelWords) {
  EXPECT_EQ(codes("一般公共服务支出（类）发展与改革事务（款）事业运行（项）"), "201/20104/2010450");
  EXPECT_EQ(codes("社会保障和就业支出(类)行政事业单位养老支出(款)其他行政事业单位养老支出(项)。"), "208/20805/2080599");
  EXPECT_EQ(
      codes("社会保障和就业支出（ 类 ）行政事业单位养老支出（款）机关事业单\n位基本养老保险缴费支出（项）：2024年"),
      "208/20805/2080505");
  EXPECT_EQ(codes("住房保障支出（类）住房改革支出（款）"), "221/22102");
  EXPECT_EQ(codes("住房保障支出（类）595.64 万元"), "221");
  EXPECT_EQ(codes("住房保障支出（类）住房改革支出（款）住房公积金"), "221/22102/2210201");
  EXPECT_EQ(codes("住房保障支出（类）－住房改革支出（款）－住房公积金（项）"), "221/22102/2210201");
}

TEST(ParseChain, SkipsWhatStandsAroundIt) {
  EXPECT_EQ(codes("18、社会保障和就业支出（类）抚恤（款）死亡抚恤（项）2024年预算数为4.84万元"), "208/20808/2080801");
  EXPECT_EQ(codes("主要用于卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）"), "210/21011/2101102");
  EXPECT_EQ(codes("卫生健康支出（类）8.50万元，住房保障支出（类）住房改革支出（款）"), "210");
}

TEST(ParseChain, ReadsNamesWithoutLevelWords) {
  EXPECT_EQ(codes("住房保障支出－住房改革支出－住房公积金"), "221/22102/2210201");
  EXPECT_EQ(codes("住房保障支出—住房改革支出"), "221/22102");
  EXPECT_EQ(codes("住房保障支出/住房改革支出/住房公积金"), "221/22102/2210201");
  EXPECT_EQ(codes("住房保障支出、住房改革支出、住房公积金"), "221/22102/2210201");
  EXPECT_EQ(codes("卫生健康支出行政事业单位医疗事业单位医疗"), "210/21011/2101102");
  EXPECT_EQ(codes("文化旅游体育与传媒支出其他文化旅游体育与传媒支出其他文化旅游体育与传媒支出"), "207/20799/2079999");
  EXPECT_EQ(codes("住房保障支出－住房改革支出－住房基金"), "none");
  EXPECT_EQ(codes("住房保障支出增加"), "none");
  EXPECT_EQ(codes("购置办公设备"), "none");
  EXPECT_EQ(codes(""), "none");
  EXPECT_EQ(codes("（类）（款）（项）"), "none");
}

TEST(ParseChain, KnowsTheNamesOfOtherYears) {
  EXPECT_EQ(codes("医疗卫生与计划生育支出（类）行政事业单位医疗（款）行政单位医疗（项）", 2018), "210/21011/2101101");
  EXPECT_EQ(codes("医疗卫生与计划生育支出（类）行政事业单位医疗（款）行政单位医疗（项）", 2024), "210/21011/2101101");
  EXPECT_EQ(codes("社会保障和就业支出（类）行政事业单位离退休（款）事业单位离退休（项）", 2019), "208/20805/2080502");
  EXPECT_EQ(codes("社会保障和就业支出（类）其他社会保障和就业支出（款）其他社会保障和就业支出（项）", 2020),
            "208/20899/2089901");
  EXPECT_EQ(codes("社会保障和就业支出（类）其他社会保障和就业支出（款）其他社会保障和就业支出（项）", 2024),
            "208/20899/2089999");
  const auto chain = catalog().parse_chain("医疗卫生与计划生育支出（类）", 2024);
  ASSERT_TRUE(chain);
  EXPECT_TRUE(catalog().is_old_name(Classification::Function, "210", chain->names[0], 2024));
}

TEST(ParseChain, SuggestsForTheFirstUnknownName) {
  const auto misspelt =
      catalog().parse_chain("社会保障和就业支出（类）行政事业单位养老保险支出（款）事业单位离退休（项）", 2024);
  ASSERT_TRUE(misspelt);
  EXPECT_EQ(codes("社会保障和就业支出（类）行政事业单位养老保险支出（款）事业单位离退休（项）"), "208/?/2080502");
  ASSERT_FALSE(misspelt->suggestions.empty());
  EXPECT_EQ(misspelt->suggestions[0]->code, "20805");

  const auto misplaced = catalog().parse_chain("住房保障支出（类）保障性安居工程支出（款）住房公积金（项）", 2024);
  ASSERT_TRUE(misplaced && !misplaced->suggestions.empty());
  EXPECT_FALSE(misplaced->entries[2]);
  EXPECT_EQ(misplaced->suggestions[0]->code, "2210201");

  EXPECT_EQ(codes("社会保障和就业支出（类）不存在的款（款）行政运行（项）"), "208/?/?");
}

TEST(ParseChain, ReadsEveryFunctionBack) {
  for (const CodeEntry& entry : catalog().entries(Classification::Function)) {
    const int year = entry.year_to != 0 ? entry.year_to : 2025;
    std::string with_words, without;
    for (const CodeEntry* step : catalog().path(entry, year)) {
      const std::string name(catalog().name_in(*step, year));
      with_words += name + "（" + std::string(level_name(*step)) + "）";
      without += (without.empty() ? "" : "－") + name;
    }
    for (const std::string& text : {with_words, without}) {
      const auto chain = catalog().parse_chain(text, year);
      ASSERT_TRUE(chain) << text;
      EXPECT_EQ(chain->entries.back(), &entry) << text;
    }
  }
}

}  // namespace
}  // namespace mingzhang
