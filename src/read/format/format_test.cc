#include "read/format/format.h"

#include <string>

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

using std::string_literals::operator""s;

Format format_of(std::string_view bytes) { return recognise_format(bytes).format; }

std::string compound_with(std::string_view stream) {
  std::string bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(1000, '\0');
  for (const char c : stream) bytes.append({c, '\0'});
  return bytes + std::string(64, '\0');
}

TEST(Format, PlainText) {
  EXPECT_EQ(format_of("表 1 {\n"), Format::Text);
  EXPECT_EQ(format_of("{不是 JSON}"), Format::Text);
  EXPECT_EQ(format_of("II*"), Format::Text);
  EXPECT_EQ(format_of("<附件 1>"), Format::Text);
  EXPECT_EQ(format_of("<bigger than>"), Format::Text);
  EXPECT_EQ(format_of("关于 %PDF- 文件"), Format::Text);
  EXPECT_EQ(format_of(""), Format::Text);
}

TEST(Format, OurJson) {
  EXPECT_EQ(format_of(R"({"mingzhang": "document"})"), Format::DocumentJson);
  EXPECT_EQ(format_of("\xEF\xBB\xBF\n{\n\"mingzhang\": 1"), Format::DocumentJson);
}

TEST(Format, WebPages) {
  for (const char* page : {"\xEF\xBB\xBF\r\n<!DOCTYPE HTML><p>", "<html xmlns:o='x'>", "<TABLE border=1>", "<%@ page language=\"java\"%><html>",
                           "<!-- saved from -->\n<!-- again --><body>", "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC>", "<p>一</p>"})
    EXPECT_EQ(format_of(page), Format::Html) << page;
  EXPECT_EQ(format_of("\xFF\xFE<\0h\0t\0m\0l\0>\0"s), Format::Html);
}

TEST(Format, Office) {
  EXPECT_EQ(format_of("PK\x03\x04\x14"), Format::Package);
  EXPECT_EQ(format_of("{\\rtf1\\ansi"), Format::OldWriter);
  EXPECT_EQ(format_of(compound_with("WordDocument")), Format::OldWriter);
  EXPECT_EQ(format_of(compound_with("Workbook")), Format::OldCalc);
  EXPECT_EQ(format_of(compound_with("EncryptedPackage")), Format::EncryptedOffice);
  EXPECT_EQ(format_of(compound_with("VisioDocument")), Format::Other);
  EXPECT_EQ(format_of("<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?>"), Format::OldWriter);
  EXPECT_EQ(format_of("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>"), Format::OldCalc);
}

TEST(Format, Pdf) {
  EXPECT_EQ(format_of("%PDF-1.7\n"), Format::Pdf);
  EXPECT_EQ(format_of("\r\n%PDF-1.4\n...%%EOF"), Format::Pdf);
}

TEST(Format, NoDocuments) {
  EXPECT_EQ(format_of("II*\0"s), Format::Other);
  EXPECT_EQ(format_of("\x89PNG\r\n"), Format::Other);
  EXPECT_EQ(format_of("<?xml version=\"1.0\"?><rss>"), Format::Other);
}

}  // namespace
}  // namespace mingzhang
