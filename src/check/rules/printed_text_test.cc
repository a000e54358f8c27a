#include "check/rules/printed_text.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

constexpr std::string_view kText = "基本支出1,234.56万元，增长5.00%。\n项目支出：3.00万元；其他。";

std::string_view sentence_with(std::string_view words) {
  return sentence_at(kText, kText.find(words)).of(kText);
}

std::string_view clause_with(std::string_view words) {
  return clause_at(kText, kText.find(words)).of(kText);
}

TEST(SentenceAt, EndsAtFullStopsAndLines) {
  EXPECT_EQ(sentence_with("基本"), "基本支出1,234.56万元，增长5.00%");
  EXPECT_EQ(sentence_with("增长"), "基本支出1,234.56万元，增长5.00%");
  EXPECT_EQ(sentence_with("项目"), "项目支出：3.00万元");
  EXPECT_EQ(sentence_with("其他"), "其他");
}

TEST(ClauseAt, EndsAtCommasButNotInsideNumbers) {
  EXPECT_EQ(clause_with("万元"), "基本支出1,234.56万元");
  EXPECT_EQ(clause_with("234"), "基本支出1,234.56万元");
  EXPECT_EQ(clause_with("增长"), "增长5.00%");
  EXPECT_EQ(clause_with("3.00"), "3.00万元");
}

TEST(Widened, StaysOnTheLine) {
  const std::size_t at = kText.find("项目");
  EXPECT_EQ(widened(kText, {at, at + std::string_view("项目").size()}, 5, 2).of(kText), "项目支出");
}

TEST(OffsetOf, IsTheReverseOfPlaceAt) {
  Passage passage;
  passage.text = "预算数9，实有";
  passage.anchors = {{0, {0, 3, 1, 0, ""}}, {9, {0, 3, 5, 0, ""}}, {13, {0, 4, 1, 0, ""}}};
  for (const std::size_t offset : {0u, 3u, 9u, 10u, 13u, 16u})
    EXPECT_EQ(offset_of(passage, passage.place_at(offset)), offset);
  EXPECT_EQ(offset_of(passage, {0, 9, 1, 0, ""}), std::nullopt);
}

TEST(YearsIn, FindsYearsOfThisCentury) {
  const auto years = years_in("2024年比2023年，12024年，1998年，2024号");
  ASSERT_EQ(years.size(), 2u);
  EXPECT_EQ(years[0].year, 2024);
  EXPECT_EQ(years[1].year, 2023);
}

}  // namespace
}  // namespace mingzhang
