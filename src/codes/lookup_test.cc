#include "base/paths.h"
#include "codes/lookup.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mingzhang {
namespace {

const Catalog& catalog() {
  static const Result<Catalog> loaded = Catalog::load(source_path("catalog/codes"));
  return *loaded;
}

std::vector<std::string> codes_of(const std::vector<const CodeEntry*>& entries) {
  std::vector<std::string> codes;
  for (const CodeEntry* entry : entries) codes.push_back(entry->code);
  return codes;
}

using Codes = std::vector<std::string>;

TEST(LookUp, FindsACode) {
  const Lookup lookup = look_up(catalog(), "2080505", 0);
  EXPECT_EQ(codes_of(lookup.found), Codes{"2080505"});
  EXPECT_TRUE(lookup.suggestions.empty());
  EXPECT_EQ(codes_of(look_up(catalog(), " ２０８０５０５ ", 2024).found), Codes{"2080505"});
}

TEST(LookUp, SuggestsForAnUnknownCode) {
  const Lookup other_year = look_up(catalog(), "21017", 2018);
  EXPECT_TRUE(other_year.found.empty());
  EXPECT_EQ(codes_of(other_year.suggestions), Codes{"21017"});
  const Lookup unknown = look_up(catalog(), "2210299", 2024);
  EXPECT_EQ(codes_of(unknown.suggestions), (Codes{"22102", "2210201", "2210202", "2210203"}));
  EXPECT_TRUE(look_up(catalog(), "99", 2024).suggestions.empty());
}

TEST(LookUp, FindsWordsExactNamesFirst) {
  const Lookup lookup = look_up(catalog(), "住房公积金", 2024);
  ASSERT_GE(lookup.found.size(), 3u);
  Codes exact = codes_of(lookup.found);
  exact.resize(3);
  EXPECT_EQ(exact, (Codes{"2210201", "30113", "50103"}));
}

TEST(LookUp, SuggestsTheNearestNames) {
  const Lookup lookup = look_up(catalog(), "住房公基金", 2024);
  EXPECT_TRUE(lookup.found.empty());
  ASSERT_FALSE(lookup.suggestions.empty());
  EXPECT_EQ(lookup.suggestions[0]->code, "2210201");
  EXPECT_TRUE(look_up(catalog(), "", 0).suggestions.empty());
}

TEST(EconomicCounterparts, GoBothWays) {
  const CodeEntry* pay = catalog().find(Classification::EconomicDepartment, "30101", 2024);
  const auto government = economic_counterparts(catalog(), *pay);
  ASSERT_EQ(government.size(), 2u);
  EXPECT_EQ(government[0].entry->code, "50101");
  EXPECT_EQ(government[1].entry->code, "50501");
  const auto back = economic_counterparts(catalog(), *government[0].entry);
  EXPECT_NE(std::ranges::find(back, pay, &Counterpart::entry), back.end());
  EXPECT_TRUE(economic_counterparts(catalog(), *catalog().find(Classification::Function, "208", 0)).empty());
}

}  // namespace
}  // namespace mingzhang
