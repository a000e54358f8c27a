#include "document/wire.h"

#include <random>

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

Document sample() {
  Document document;
  document.format = "pdf";
  document.blocks.push_back(Text{"第一部分  “概况”", Place{1, 3, 2, 9, "", Box{720, 810, 5000, 960}}, true, 1});
  document.blocks.push_back(PageBreak{2});
  Grid grid{2, 3, {}, Place{2, 5, 1, 0, ""}, 1};
  grid.cells.push_back({0, 0, 1, 2, "项目\n名称", Place{2, 5, 1, 4, "", Box{-10, 0, 1'000'000'000, 20}}});
  grid.cells.push_back({0, 2, 2, 1, "171.96", Place{0, 0, 0, 0, "表1!C1"}});
  grid.cells.push_back({1, 1, 1, 1, "", {}});
  document.blocks.push_back(grid);
  document.notes.push_back({"read.text.unreadable_character", "有字符读不出", Place{0, 7, 0, 0, ""}});
  return document;
}

std::string outcome(std::string_view wire, const Limits& limits = {}) {
  const Result<Document> document = from_wire(wire, limits);
  return document ? to_json(*document) : document.error().id;
}

constexpr const char* kInvalid = "document.wire.invalid";

TEST(Wire, DocumentsComeBack) {
  EXPECT_EQ(outcome(to_wire(sample())), to_json(sample()));
  EXPECT_EQ(outcome(to_wire(Document{})), to_json(Document{}));
}

TEST(Wire, ErrorsComeBack) {
  const Result<Document> result = from_wire(to_wire(fail("read.text.blank", "空白", "请确认。", "f.pdf")));
  ASSERT_FALSE(result);
  const Error& error = result.error();
  EXPECT_EQ(error.id + error.message + error.advice + error.where, "read.text.blank空白请确认。f.pdf");
  EXPECT_EQ(outcome(to_wire(fail("no.such.id", "", ""))), kInvalid);
}

TEST(Wire, BrokenTextIsRepaired) {
  Document document;
  document.blocks.push_back(Text{"住\xFF房", {}});
  const Result<Document> result = from_wire(to_wire(document));
  ASSERT_TRUE(result);
  EXPECT_EQ(std::get<Text>(result->blocks[0]).text, "住\uFFFD房");
}

TEST(Wire, EveryTruncationIsAnError) {
  const std::string wire = to_wire(sample());
  for (std::size_t size = 0; size < wire.size(); ++size) EXPECT_EQ(outcome(wire.substr(0, size)), kInvalid) << size;
  EXPECT_EQ(outcome(wire + "x"), kInvalid);
}

TEST(Wire, CellsLieInTheirGridInOrder) {
  const auto with_cells = [](std::vector<Cell> cells) {
    Document document;
    document.blocks.push_back(Grid{2, 2, std::move(cells), {}, 0});
    return outcome(to_wire(document));
  };
  const auto at = [](int row, int column, int row_span = 1, int column_span = 1) { return Cell{row, column, row_span, column_span, "", {}}; };
  EXPECT_NE(with_cells({at(0, 0, 2), at(0, 1)}), kInvalid);
  for (const Cell& cell : {at(2, 0), at(0, -1), at(0, 0, 3), at(0, 0, 0), at(0, 1, 1, 2)}) EXPECT_EQ(with_cells({cell}), kInvalid);
  EXPECT_EQ(with_cells({at(0, 1), at(0, 1)}), kInvalid);
  EXPECT_EQ(with_cells({at(1, 0), at(0, 1)}), kInvalid);
}

TEST(Wire, Limits) {
  Limits limits;
  limits.cells_max = 2;
  EXPECT_EQ(outcome(to_wire(sample()), limits), kInvalid);
  limits.cells_max = 3;
  EXPECT_NE(outcome(to_wire(sample()), limits), kInvalid);
  Document wide;
  wide.blocks.push_back(Grid{1'000'000, 1'000, {}, {}, 0});
  EXPECT_EQ(outcome(to_wire(wide)), kInvalid);
}

TEST(Wire, DamagedBytesNeverCrash) {
  const std::string wire = to_wire(sample());
  std::mt19937 random(5);
  int sound = 0;
  for (int round = 0; round < 100'000; ++round) {
    std::string damaged = wire;
    for (unsigned i = 0; i <= random() % 4; ++i) damaged[random() % damaged.size()] = static_cast<char>(random());
    if (random() % 4 == 0) damaged.insert(random() % damaged.size(), std::string(random() % 12, static_cast<char>(random())));
    if (const Result<Document> result = from_wire(damaged)) {
      ++sound;  // only a letter or a number has changed: still a Document that can be sent
      EXPECT_EQ(to_wire(*result), to_wire(*from_wire(to_wire(*result))));
    }
  }
  EXPECT_GT(sound, 0);
}

}  // namespace
}  // namespace mingzhang
