#include "document/document.h"

#include <random>

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

Document sample() {
  Document document;
  document.path = "样例.txt";
  document.format = "text";
  document.sha256 = std::string(64, 'a');
  document.blocks.push_back(Text{"第一部分  “概况”\\", Place{1, 3, 2, 9, ""}, true, 1});
  document.blocks.push_back(PageBreak{2});
  Grid grid{2, 3, {}, Place{2, 5, 1, 0, ""}, 1};
  grid.cells.push_back({0, 0, 1, 2, "项目\n名称", Place{2, 5, 1, 4, ""}});
  grid.cells.push_back({0, 2, 2, 1, "171.96", Place{0, 0, 0, 0, "表1!C1"}});
  grid.cells.push_back({1, 1, 1, 1, "", {}});
  document.blocks.push_back(grid);
  document.blocks.push_back(Text{"\x1B[2Jx", {}, false, 0});
  document.notes.push_back({"read.text.unreadable_character", "有字符读不出", Place{0, 7, 0, 0, ""}});
  return document;
}

std::string error_of(const std::string& json) {
  const Result<Document> result = document_from_json(json, "f.json");
  return result ? "" : result.error().id + " @ " + result.error().where;
}

std::string with_blocks(const std::string& blocks) {
  return R"({"mingzhang": "document", "version": 1, "blocks": )" + blocks + "}";
}

TEST(DocumentJson, RoundTrip) {
  const std::string json = to_json(sample());
  const Result<Document> again = document_from_json(json, "other.json");
  ASSERT_TRUE(again) << again.error().where;
  EXPECT_EQ(to_json(*again), json);
  EXPECT_EQ(dump(*again), dump(sample()));
  EXPECT_EQ(again->path, "样例.txt");
}

TEST(DocumentJson, EmptyDocument) {
  const Result<Document> document = document_from_json(with_blocks("[]"), "f.json");
  ASSERT_TRUE(document);
  EXPECT_TRUE(document->blocks.empty());
  EXPECT_EQ(document->path, "f.json");
}

TEST(DocumentJson, UnknownFieldsArePassedOver) {
  EXPECT_EQ(error_of(with_blocks(R"([{"kind": "text", "text": "x", "colour": {"r": 1}}])")), "");
}

TEST(DocumentJson, FaultsNameTheirPlace) {
  EXPECT_EQ(error_of(""), "document.json.invalid @ f.json，第 1 行第 1 列");
  EXPECT_EQ(error_of("{\n  \"表\": }"), "document.json.invalid @ f.json，第 2 行第 8 列");
  EXPECT_EQ(error_of("[]"), "document.json.invalid @ f.json，/");
  EXPECT_EQ(error_of("{}"), "document.json.invalid @ f.json，/mingzhang");
  EXPECT_EQ(error_of(R"({"mingzhang": "document", "version": 2})"), "document.json.version @ f.json");
  EXPECT_EQ(error_of(R"({"mingzhang": "document", "version": 1})"), "document.json.invalid @ f.json，/blocks");
  EXPECT_EQ(error_of(R"({"mingzhang": "document", "version": 1e999})"), "document.json.invalid @ f.json");
  const std::vector<std::pair<std::string, std::string>> blocks = {
      {R"({})", ""},
      {R"([7])", "/0"},
      {R"([{}])", "/0/kind"},
      {R"([{"kind": "text", "text": 1}])", "/0/text"},
      {R"([{"kind": "text"}, {"kind": "text", "place": {"line": 1.5}}])", "/1/place/line"},
      {R"([{"kind": "text", "place": {"line": -1}}])", "/0/place/line"},
      {R"([{"kind": "text", "place": {"line": 99999999999999999999}}])", "/0/place/line"},
      {R"([{"kind": "text", "ends_paragraph": 1}])", "/0/ends_paragraph"},
      {R"([{"kind": "page_break", "page": -1}])", "/0/page"},
      {R"([{"kind": "grid", "row_count": 1, "column_count": 1, "header_row_count": 2}])", "/0/header_row_count"},
      {R"([{"kind": "grid", "row_count": 1, "column_count": 2, "cells": [{"row": 1}]}])", "/0/cells/0/row"},
      {R"([{"kind": "grid", "row_count": 0, "column_count": 0, "cells": [{}]}])", "/0/cells/0/row"},
      {R"([{"kind": "grid", "row_count": 1, "column_count": 2, "cells": [{"column": 1, "column_span": 2}]}])",
       "/0/cells/0/column_span"},
      {R"([{"kind": "grid", "row_count": 1, "column_count": 2, "cells": [{"column": 1}, {"column": 1}]}])",
       "/0/cells/1/column"},
      {R"([{"kind": "grid", "row_count": 1000000, "column_count": 16000}])", "/0/row_count"},
  };
  for (const auto& [json, pointer] : blocks) {
    EXPECT_EQ(error_of(with_blocks(json)), "document.json.invalid @ f.json，/blocks" + pointer) << json;
  }
}

TEST(DocumentJson, DepthIsLimited) {
  const std::string bottomless(10'000'000, '[');
  EXPECT_EQ(error_of(bottomless), "document.json.too_deep @ f.json");
  EXPECT_EQ(error_of(with_blocks(R"([{"kind": "text", "text": ")" + bottomless + R"(\"["}])")), "");  // in a string
}

TEST(DocumentJson, DamagedFilesFailWithoutCrash) {
  const std::string json = to_json(sample());
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string damaged = json;
    for (int i = 0; i < 3; ++i) damaged[random() % damaged.size()] = static_cast<char>(random());
    damaged.resize(damaged.size() - random() % 4);
    if (const Result<Document> result = document_from_json(damaged, "f"); !result) {
      EXPECT_TRUE(result.error().id.starts_with("document.json."));
    }
  }
}

TEST(Dump, ShowsPlacesAndNothingUnprintable) {
  EXPECT_EQ(dump(sample()),
            "p1 L3:2 h1 第一部分  “概况”\\ ¶\n"
            "---- p2\n"
            "p2 L5 grid 2x3 header 1\n"
            "  0,0 1x2 [p2 L5] 项目\\n名称\n"
            "  0,2 2x1 [表1!C1] 171.96\n"
            "  1,1 \n"
            "- \\u001b[2Jx\n"
            "! L7 read.text.unreadable_character: 有字符读不出\n");
}

}  // namespace
}  // namespace mingzhang
