#include "read/read.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

std::string outcome(std::string_view bytes) {
  const Result<Document> document = read_document_bytes(bytes, "f");
  return document ? document->format : document.error().id;
}

TEST(Read, RecognisesContent) {
  using std::string_literals::operator""s;
  EXPECT_EQ(outcome("表 1 {\n"), "text");
  EXPECT_EQ(outcome("{不是 JSON}"), "text");
  EXPECT_EQ(outcome("%PDF-1.7\n"), "read.format.unsupported");
  EXPECT_EQ(outcome("PK\x03\x04\x14"), "read.format.unsupported");
  EXPECT_EQ(outcome("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "read.format.unsupported");
  EXPECT_EQ(outcome("\xEF\xBB\xBF\r\n<!DOCTYPE HTML><p>"), "read.format.unsupported");
  EXPECT_EQ(outcome("II*\0"s), "read.format.unsupported");
  EXPECT_EQ(outcome("II*"), "text");
}

TEST(Read, TheMessageNamesTheFormat) {
  const Result<Document> document = read_document_bytes("%PDF-1.4", "预算.pdf");
  ASSERT_FALSE(document);
  EXPECT_NE(document.error().message.find("PDF"), std::string::npos);
  EXPECT_NE(document.error().message.find("预算.pdf"), std::string::npos);
}

TEST(Read, DocumentsComeBack) {
  const Result<Document> document = read_document_bytes("表 1\n\f合计 12.80\n", "f");
  ASSERT_TRUE(document);
  const std::string json = to_json(*document);
  const Result<Document> again = read_document_bytes("\xEF\xBB\xBF\n" + json, "g.json");
  ASSERT_TRUE(again);
  EXPECT_EQ(to_json(*again), json);
  EXPECT_EQ(outcome(R"({"mingzhang": "document", "version": 9})"), "document.json.version");
  EXPECT_EQ(outcome(R"({"mingzhang": )"), "document.json.invalid");
}

TEST(Read, MissingFile) {
  EXPECT_EQ(read_document("/no/such/file").error().id, "read.file.missing");
}

}  // namespace
}  // namespace mingzhang
