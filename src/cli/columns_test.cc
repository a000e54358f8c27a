#include "cli/columns.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

TEST(Columns, CountCellsOfATerminal) {
  EXPECT_EQ(display_width(""), 0);
  EXPECT_EQ(display_width("2080505"), 7);
  EXPECT_EQ(display_width("养老"), 4);
  EXPECT_EQ(display_width("（a）"), 5);
}

TEST(Columns, AlignWithoutTrailingSpaces) {
  const std::vector<std::vector<std::string>> rows = {
      {"编码", "名称", "级"}, {"201", "一般公共服务支出", "类"}, {"20101", "", "款"}, {"x"}};
  EXPECT_EQ(in_columns(rows),
            "编码   名称              级\n"
            "201    一般公共服务支出  类\n"
            "20101                    款\n"
            "x\n");
}

}  // namespace
}  // namespace mingzhang
