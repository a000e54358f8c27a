#include "read/text/read_text.h"

#include <random>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/utf8.h"

namespace mingzhang {
namespace {

std::string dump_of(std::string_view bytes, const Limits& limits = {}) {
  const Result<Document> document = read_text(bytes, "f.txt", limits);
  return document ? dump(*document) : document.error().id;
}

const Text& text_at(const Document& document, std::size_t index) {
  return std::get<Text>(document.blocks.at(index));
}

TEST(ReadText, OneBlockALine) {
  EXPECT_EQ(dump_of("表 1\n\n  收 入 总 计  171.96 \r\n\u3000\u3000住房\r公积金"),
            "L1 表 1\n"
            "L3:3 收 入 总 计  171.96\n"
            "L4:3 住房\n"
            "L5 公积金\n");
}

TEST(ReadText, PlacesCountCharacters) {
  const Result<Document> document = read_text("\u3000项目 预算数 ", "f.txt");
  ASSERT_TRUE(document);
  EXPECT_EQ(text_at(*document, 0).place, (Place{0, 1, 2, 6, ""}));
  EXPECT_FALSE(text_at(*document, 0).ends_paragraph);
  EXPECT_EQ(document->format, "text");
  EXPECT_EQ(document->path, "f.txt");
  EXPECT_EQ(document->sha256.size(), 64u);
}

TEST(ReadText, FormFeedsBeginPages) {
  EXPECT_EQ(dump_of("甲\n\f乙\n丙 \f 丁\n\f"),
            "p1 L1 甲\n"
            "---- p2\n"
            "p2 L2:2 乙\n"
            "p2 L3 丙\n"
            "---- p3\n"
            "p3 L3:5 丁\n");
  EXPECT_EQ(dump_of("甲\f"), "p1 L1 甲\n");
}

TEST(ReadText, SameTextInEveryEncoding) {
  const std::string expected = "L1 收入总计 171.96\nL2 支出\n";
  EXPECT_EQ(dump_of("收入总计 171.96\n支出\n"), expected);
  EXPECT_EQ(dump_of("\xEF\xBB\xBF收入总计 171.96\n支出\n"), expected);
  EXPECT_EQ(dump_of("\xCA\xD5\xC8\xEB\xD7\xDC\xBC\xC6 171.96\n\xD6\xA7\xB3\xF6\n"), expected);
  std::string wide = "\xFF\xFE";
  for (const char16_t unit : std::u16string_view(u"收入总计 171.96\n支出\n")) {
    wide += static_cast<char>(unit & 0xFF);
    wide += static_cast<char>(unit >> 8);
  }
  EXPECT_EQ(dump_of(wide), expected);
}

TEST(ReadText, UnreadableCharactersAreNoted) {
  EXPECT_EQ(dump_of("收入总计和支出总计\n  住房\xFF公\xFE积金缴费"),
            "L1 收入总计和支出总计\n"
            "L2:3 住房\uFFFD公\uFFFD积金缴费\n"
            "! L2:5 read.text.unreadable_character: 这一行有 2 个字符读不出，请对照原件核对\n");
}

TEST(ReadText, NotesAreLimited) {
  std::string text;
  for (int line = 0; line < 150; ++line) text += "住房公积金缴费\xFF\n";
  const Result<Document> document = read_text(text, "f.txt");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->notes.size(), 100u);
  EXPECT_NE(document->notes.back().message.find("还有 50 行"), std::string::npos);
}

TEST(ReadText, RefusesWhatIsNotText) {
  using std::string_literals::operator""s;
  EXPECT_EQ(dump_of("表\0 1"s), "read.text.binary");
  EXPECT_EQ(dump_of("\x01\x02\x03\x04 ok"), "read.text.binary");
  EXPECT_EQ(dump_of("\x89\xFF\xF0\xC1"), "read.text.encoding");
  EXPECT_EQ(dump_of(" \n\u3000\n\f\n"), "read.text.blank");
  EXPECT_EQ(dump_of(""), "read.text.blank");
  EXPECT_EQ(dump_of("\xEF\xBB\xBF"), "read.text.blank");
  EXPECT_EQ(dump_of("\xFF\xFE"), "read.text.blank");
}

TEST(ReadText, Limits) {
  Limits limits;
  limits.lines_max = 3;
  limits.line_characters_max = 5;
  EXPECT_EQ(dump_of("一\n二\n三\n", limits), "L1 一\nL2 二\nL3 三\n");
  EXPECT_EQ(dump_of("一\n二\n三\n四", limits), "read.text.too_many_lines");
  EXPECT_EQ(dump_of("一二三四五", limits), "L1 一二三四五\n");
  EXPECT_EQ(dump_of("一二三四五六", limits), "read.text.line_too_long");
}

RC_GTEST_PROP(ReadText, AnyBytesGiveADocumentOrAnError, (const std::string& bytes)) {
  const Result<Document> document = read_text(bytes, "f.txt");
  if (!document) return;
  for (const Block& block : document->blocks) {
    if (const Text* text = std::get_if<Text>(&block)) RC_ASSERT(is_valid_utf8(text->text) && !text->text.empty());
  }
}

// Every Text can be found again at its place in the file.
TEST(ReadText, PlacesLeadBack) {
  const std::vector<std::string> pieces = {"表", "12.80", " ", "\u3000", "\f", "\n", "（类）", "\t", "\u00A0"};
  std::mt19937 random(3);
  for (int round = 0; round < 2'000; ++round) {
    std::string source;
    for (int i = 0; i < 40; ++i) source += pieces[random() % pieces.size()];
    const Result<Document> document = read_text(source, "f.txt");
    if (!document) continue;
    std::vector<std::string> lines(1);
    for (const char c : source) {
      if (c == '\n')
        lines.emplace_back();
      else
        lines.back() += c;
    }
    for (const Block& block : document->blocks) {
      const Text* text = std::get_if<Text>(&block);
      if (!text) continue;
      const std::string& line = lines.at(static_cast<std::size_t>(text->place.line) - 1);
      const std::size_t begin = byte_of_column(line, text->place.column);
      const std::size_t end = byte_of_column(line, text->place.column + text->place.length);
      ASSERT_EQ(line.substr(begin, end - begin), text->text);
    }
  }
}

}  // namespace
}  // namespace mingzhang
