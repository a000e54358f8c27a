#include "read/read.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

std::string outcome(std::string_view bytes) {
  const Result<Document> document = read_document_bytes(bytes, "f");
  return document ? document->format : document.error().id;
}

TEST(Read, RecognisesContent) {
  EXPECT_EQ(outcome("表 1 {\n"), "text");
  EXPECT_EQ(outcome("{不是 JSON}"), "text");
  EXPECT_EQ(outcome("\x89PNG\r\n\x1A\n"), "read.format.unsupported");
}

TEST(Read, TheMessageNamesTheFormat) {
  const Result<Document> document = read_document_bytes("Rar!\x1A\x07", "预算.pdf");
  ASSERT_FALSE(document);
  EXPECT_NE(document.error().message.find("RAR"), std::string::npos);
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
