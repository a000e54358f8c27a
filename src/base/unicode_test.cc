#include "base/unicode.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace mingzhang {
namespace {

TEST(Normalize, KeepsTheWayBack) {
  const std::string source = "（１２．８０　万元）ok";
  const NormalizedText normal = normalize(source);
  EXPECT_EQ(normal.text, "(12.80 万元)ok");
  ASSERT_EQ(normal.source_offsets.size(), normal.text.size() + 1);
  EXPECT_EQ(normal.source_offsets[normal.text.find("80")], source.find("８０"));
  EXPECT_EQ(normal.source_offsets[normal.text.find("万")], source.find("万"));
  EXPECT_EQ(normal.source_offsets[normal.text.find("ok")], source.find("ok"));
  EXPECT_EQ(normal.source_offsets.back(), source.size());
}

TEST(Normalize, OneCharacterMayBecomeSeveral) {
  const NormalizedText normal = normalize("①㎡㈠x");
  EXPECT_EQ(normal.text, "1m2(一)x");
  EXPECT_EQ(normal.source_offsets[normal.text.find('x')], 9u);
}

RC_GTEST_PROP(Normalize, AnyBytesGiveAscendingOffsets, (const std::string& bytes)) {
  const NormalizedText normal = normalize(bytes);
  RC_ASSERT(normal.source_offsets.size() == normal.text.size() + 1);
  RC_ASSERT(std::is_sorted(normal.source_offsets.begin(), normal.source_offsets.end()));
  RC_ASSERT(normal.source_offsets.back() == bytes.size());
}

TEST(Decode, Utf8WithAndWithoutMark) {
  EXPECT_EQ(decode("收入总计")->text, "收入总计");
  EXPECT_EQ(decode("\xEF\xBB\xBF收入")->text, "收入");
  EXPECT_EQ(decode("plain")->text, "plain");
}

TEST(Decode, Utf16) {
  EXPECT_EQ(decode(std::string("\xFF\xFE\x36\x65\x65\x51\x0A\x00", 8))->text, "收入\n");
  const auto big_endian = decode(std::string("\xFE\xFF\x65\x36\x51\x65", 6));
  EXPECT_EQ(big_endian->text, "收入");
  EXPECT_EQ(big_endian->encoding, Encoding::Utf16);
}

TEST(Decode, Gb18030) {
  const auto decoded = decode("\xCA\xD5\xC8\xEB\xD7\xDC\xBC\xC6 171.96\n");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->text, "收入总计 171.96\n");
  EXPECT_EQ(decoded->encoding, Encoding::Gb18030);
}

TEST(Decode, DamagedUtf8StaysUtf8) {
  const auto decoded = decode("住房公积金\xFF 12.80 万元");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->encoding, Encoding::Utf8);
  EXPECT_EQ(decoded->text, "住房公积金\uFFFD 12.80 万元");
}

TEST(Decode, RefusesWhatIsNoChineseText) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    std::string junk(4000, '\0');
    for (char& byte : junk) byte = static_cast<char>(0x80 | random());
    EXPECT_FALSE(decode(junk));
  }
  EXPECT_FALSE(decode("caf\xE9 d\xE9j\xE0 vu"));  // Latin 1
}

}  // namespace
}  // namespace mingzhang
