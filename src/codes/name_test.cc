#include "codes/name.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "codes/catalog.h"

namespace mingzhang {
namespace {

TEST(NormalisedName, MakesPrintedVariantsEqual) {
  EXPECT_EQ(normalised_name("因公出国（境）费用"), normalised_name(" 因公出国 (境) 费 用"));
  EXPECT_EQ(normalised_name("其它公立医院支出"), normalised_name("其他公立医院支出"));
  EXPECT_EQ(normalised_name("“三农”"), normalised_name("\"三农\""));
  EXPECT_EQ(normalised_name("‘三农’"), normalised_name("“三农”"));
  EXPECT_EQ(normalised_name("甲—乙－丙"), "甲-乙-丙");
  EXPECT_EQ(normalised_name("事业单位离\n　退休"), "事业单位离退休");
  EXPECT_EQ(normalised_name(""), "");
}

TEST(NormalisedName, KeepsDifferentNamesApart) {
  EXPECT_NE(normalised_name("行政单位医疗"), normalised_name("事业单位医疗"));
  EXPECT_NE(normalised_name("文化、旅游"), normalised_name("文化旅游"));
}

TEST(EditDistance, CountsCharacters) {
  EXPECT_EQ(edit_distance(U"住房公积金", U"住房公积金", 9), 0);
  EXPECT_EQ(edit_distance(U"住房公积金", U"住房公积", 9), 1);
  EXPECT_EQ(edit_distance(U"住房公积金", U"住房公基金", 9), 1);
  EXPECT_EQ(edit_distance(U"", U"事业运行", 9), 4);
}

RC_GTEST_PROP(EditDistanceProperty, IsSymmetricAndALimitOnlyCutsOff, ()) {
  const auto letters = rc::gen::container<std::vector<char>>(rc::gen::element('a', 'b', 'c'));
  const auto first = *letters, second = *letters;
  const std::u32string a(first.begin(), first.end()), b(second.begin(), second.end());
  const int distance = edit_distance(a, b, 1000);
  RC_ASSERT(distance == edit_distance(b, a, 1000));
  RC_ASSERT((distance == 0) == (a == b));
  const int limit = *rc::gen::inRange(0, 10);
  const int limited = edit_distance(a, b, limit);
  RC_ASSERT((distance <= limit ? limited == distance : limited > limit));
}

}  // namespace
}  // namespace mingzhang
