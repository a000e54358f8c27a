// Words by their first character, and what the printed characters match of them.

#include "understand/performance_word_map.h"

#include <gtest/gtest.h>

#include "understand/performance_glyphs.h"
#include "understand/performance_test_tools.h"

namespace mingzhang {
namespace {

using Numbered = WordMap<int>;

TEST(PerformanceWordMap, FindsTheLongestWordOverGaps) {
  const std::vector<Text> lines = lines_of("数量 指\n标值");
  const std::vector<const Text*> pointers = pointers_to(lines);
  const Glyphs glyphs(pointers);
  const Numbered words({{U"数", 1}, {U"数量指标", 2}, {U"数量", 3}, {U"量", 4}});
  const auto* longest = glyphs.find(words, 0, glyphs.size());
  ASSERT_NE(longest, nullptr);
  EXPECT_EQ(longest->meaning, 2);
  EXPECT_EQ(glyphs.find(words, 0, 3)->meaning, 3);  // the end comes before the longer word's
  EXPECT_EQ(glyphs.find(words, 1, 5)->meaning, 4);
  EXPECT_EQ(glyphs.find(words, 2, 5), nullptr);
  EXPECT_EQ(glyphs.find(words, glyphs.size(), glyphs.size()), nullptr);
  EXPECT_EQ(glyphs.find(Numbered(), 0, glyphs.size()), nullptr);
}

TEST(PerformanceWordMap, OfEqualWordsTheFirstCounts) {
  const std::vector<Text> lines = lines_of("指标");
  EXPECT_EQ(Glyphs(pointers_to(lines)).find(Numbered({{U"指标", 1}, {U"标", 2}, {U"指标", 3}}), 0, 2)->meaning, 1);
}

TEST(PerformanceWordMap, EveryWordIsACandidateOfItsFirstCharacter) {
  std::vector<Numbered::Entry> entries;
  for (char32_t first = 0x4E00; first < 0x9FFF; first += 7)
    entries.push_back({Word{first, U'标'}, static_cast<int>(first)});
  const Numbered words(entries);
  for (const Numbered::Entry& entry : entries) {
    const auto candidates = words.candidates(entry.word.front());
    const auto is_entry = [&](const Numbered::Entry& other) { return other.word == entry.word; };
    EXPECT_EQ(std::count_if(candidates.begin(), candidates.end(), is_entry), 1);
  }
}

TEST(PerformanceWordMap, PiecesOfHeadersAndTornLevels) {
  const auto begins = [](const WordSet& words, const char* piece) {
    const std::vector<Text> lines = lines_of(piece);
    const std::vector<const Text*> pointers = pointers_to(lines);
    const Glyphs glyphs(pointers);
    return glyphs.begins_one_of(words, {0, glyphs.size()});
  };
  for (const char* piece : {"级", "级指", "三级指标", "权重", "值"})
    EXPECT_TRUE(begins(test_words().header_ends, piece)) << piece;
  for (const char* piece : {"三指", "权重值", "元"}) EXPECT_FALSE(begins(test_words().header_ends, piece)) << piece;
  // 满意度指标 is a level itself, and a piece of 服务对象满意度指标.
  for (const char* piece : {"满意", "度指", "标", "满意度指标"})
    EXPECT_TRUE(begins(test_words().level_ends, piece)) << piece;
  for (const char* piece : {"服务对象满意度指标", "数量指标", "预算"})
    EXPECT_FALSE(begins(test_words().level_ends, piece)) << piece;
}

}  // namespace
}  // namespace mingzhang
