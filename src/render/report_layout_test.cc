#include "render/report_layout.h"

#include <gtest/gtest.h>

#include "base/display_width.h"

namespace mingzhang {
namespace {

TEST(ReportLayout, NothingSteersTheTerminal) {
  EXPECT_EQ(printable("a\x1B[2Jb\x07"), "a\uFFFD[2Jb\uFFFD");
  EXPECT_EQ(printable("1\u202E2"), "1\uFFFD2");
  EXPECT_EQ(printable("一\n二\t三"), "一 二 三");
  EXPECT_EQ(printable("\xFF一"), "\uFFFD一");
}

TEST(ReportLayout, ClipsAndPadsByWidth) {
  EXPECT_EQ(clipped("合计", 4), "合计");
  EXPECT_EQ(clipped("合计数", 5), "合计…");
  EXPECT_EQ(clipped("合计数", 4), "合…");
  EXPECT_EQ(padded("合计", 6), "合计  ");
  EXPECT_EQ(padded("合计", 3), "合计");
}

TEST(ReportLayout, BreaksLinesWhereTheyMayBe) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrapped("一二三四五", 0), Lines({"一二三四五"}));
  EXPECT_EQ(wrapped("一二三四五", 4), Lines({"一二", "三四", "五"}));
  EXPECT_EQ(wrapped("the sum of parts", 8), Lines({"the sum", "of parts"}));
  EXPECT_EQ(wrapped("一二三，四", 6), Lines({"一二", "三，四"}));  // a comma does not begin a line
  EXPECT_EQ(wrapped("incomprehensible", 5), Lines({"incomprehensible"}));
  for (const std::string& line : wrapped("合计为 1,214.60 万元，与各项之和 121.46 万元不符。", 20)) {
    EXPECT_LE(display_width(line), 20) << line;
  }
}

}  // namespace
}  // namespace mingzhang
