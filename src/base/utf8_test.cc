#include "base/utf8.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"

namespace mingzhang {
namespace {

TEST(Utf8, EveryScalarValueSurvives) {
  for (char32_t value = 0; value <= 0x10FFFF; ++value) {
    if (value == 0xD800) value = 0xE000;
    std::string text;
    append_utf8(text, value);
    const CodePoint point = code_point_at(text, 0);
    ASSERT_TRUE(point.valid && point.value == value && point.size == text.size()) << static_cast<unsigned>(value);
  }
}

TEST(Utf8, BrokenBytesReadAsOneReplacementPerMaximalSequence) {
  struct Case {
    std::string bytes;
    std::vector<std::size_t> sizes;
  };
  const std::vector<Case> cases = {
      {"\xC0\xAF", {1, 1}},                // overlong
      {"\xE0\x80\xAF", {1, 1, 1}},         // overlong
      {"\xED\xA0\x80", {1, 1, 1}},         // surrogate
      {"\xF4\x90\x80\x80", {1, 1, 1, 1}},  // above U+10FFFF
      {"\xE6\x98", {2}},                   // cut off
      {"\xE6\x98"
       "A",
       {2, 1}},
      {"\xF0\x9F\x92", {3}},
      {"\xFF", {1}},
  };
  for (const Case& c : cases) {
    std::vector<std::size_t> sizes;
    for (const CodePoint& point : code_points(c.bytes)) sizes.push_back(point.size);
    EXPECT_EQ(sizes, c.sizes);
    EXPECT_FALSE(is_valid_utf8(c.bytes));
  }
}

RC_GTEST_PROP(Utf8, AnyBytesAreCoveredExactlyOnce, (const std::string& bytes)) {
  std::size_t expected = 0;
  for (const CodePoint& point : code_points(bytes)) {
    RC_ASSERT(point.offset == expected);
    expected += point.size;
  }
  RC_ASSERT(expected == bytes.size());
}

TEST(Utf8, ColumnsCountCharacters) {
  const std::string text = "表2 合计";
  EXPECT_EQ(count_code_points(text), 5u);
  EXPECT_EQ(column_of_byte(text, 0), 1);
  EXPECT_EQ(column_of_byte(text, 3), 2);
  EXPECT_EQ(column_of_byte(text, text.size()), 6);
  for (int column = 1; column <= 6; ++column) EXPECT_EQ(column_of_byte(text, byte_of_column(text, column)), column);
  EXPECT_EQ(byte_of_column(text, 99), text.size());
}

TEST(Utf8, Classes) {
  for (const char32_t han : std::u32string_view(U"一龥〇㐀豈𠀀")) EXPECT_TRUE(is_han(han));
  for (const char32_t other : std::u32string_view(U"A1，。（　々ー")) EXPECT_FALSE(is_han(other));
  for (const char32_t space : {U' ', U'\t', U'\f', U'\u00A0', U'\u3000', U'\u200B', U'\u200D', U'\uFEFF'}) {
    EXPECT_TRUE(is_space(space));
  }
  EXPECT_TRUE(is_control(0) && is_control(0x1B) && is_control(0x7F) && is_control(0x9F));
  EXPECT_FALSE(is_control('\n') || is_control(0x85) || is_control(U'表'));
}

TEST(Text, SpacesAndBrackets) {
  EXPECT_EQ(trimmed("\u3000 表 2\u00A0\n"), "表 2");
  EXPECT_EQ(trimmed(" \u3000 "), "");
  EXPECT_EQ(without_spaces("收 入\u3000总\u00A0计\t"), "收入总计");
  EXPECT_EQ(with_ascii_brackets("（一）住房（类）"), "(一)住房(类)");
}

}  // namespace
}  // namespace mingzhang
