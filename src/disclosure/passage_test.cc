#include <gtest/gtest.h>

#include "disclosure/disclosure.h"

namespace mingzhang {
namespace {

Place at(int line, int column, int length = 0) {
  return {0, line, column, length, ""};
}

// Line 7 "  增加 6.49 万", line 8 "元，增长。"; spaces are gone.
Passage sample() {
  return {"增加6.49万元，增长。", {{0, at(7, 3)}, {6, at(7, 6)}, {10, at(7, 11)}, {13, at(8, 1)}}};
}

void expect_place(const Place& place, const Place& expected) {
  EXPECT_EQ(place, expected) << place.line << ":" << place.column << "+" << place.length;
}

TEST(Passage, CountsColumnsInCharacters) {
  expect_place(sample().place_at(0), at(7, 3));
  expect_place(sample().place_at(3), at(7, 4));
  expect_place(sample().place_at(8), at(7, 8));
  expect_place(sample().place_at(16), at(8, 2));
}

TEST(Passage, LengthSpansTheSpacesThatWerePrinted) {
  expect_place(sample().place_at(6, 4), at(7, 6, 4));
  expect_place(sample().place_at(0, 10), at(7, 3, 7));
}

TEST(Passage, LengthStopsAtTheLineEnd) {
  expect_place(sample().place_at(6, 10), at(7, 6, 6));
  expect_place(sample().place_at(13, 1000), at(8, 1, 5));
}

TEST(Passage, LineEndsOfJoiningTakeNoColumn) {
  const Passage passage{"甲。\n乙", {{0, at(1, 1)}, {7, at(2, 1)}}};
  expect_place(passage.place_at(0, 7), at(1, 1, 2));
  expect_place(passage.place_at(7, 3), at(2, 1, 1));
}

TEST(Passage, PlacesWithoutColumnsStayWhole) {
  const Passage passage{"甲乙", {{0, Place{0, 0, 0, 0, "表3!B7"}}}};
  expect_place(passage.place_at(3, 3), Place{0, 0, 0, 0, "表3!B7"});
}

TEST(Passage, NothingIsKnownWithoutAnchors) {
  expect_place(Passage{"甲", {}}.place_at(0, 3), {});
  expect_place(Passage{}.place_at(5, 5), {});
  const Passage late{"甲乙", {{3, at(4, 9)}}};
  expect_place(late.place_at(0), at(4, 9));
}

TEST(Passage, OffsetsBeyondTheTextAreHarmless) {
  expect_place(sample().place_at(10'000, 5), at(8, 6));
  const Passage odd{"甲", {{0, at(1, 1)}, {500, at(1, 5)}}};
  EXPECT_EQ(odd.place_at(600, 9).line, 1);
}

}  // namespace
}  // namespace mingzhang
