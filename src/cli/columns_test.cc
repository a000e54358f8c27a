#include "cli/columns.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

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
