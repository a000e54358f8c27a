#include "disclosure/column_path.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

TEST(ColumnPath, OneTextAndBack) {
  const std::vector<std::vector<std::string>> paths = {{"合计"}, {"2024 年", "基本支出", "人员经费"}, {"基本支出", "人员/公用"}};
  for (const auto& path : paths) EXPECT_EQ(column_levels(column_words(path)), path);
  EXPECT_EQ(column_words({"2024 年", "基本支出"}), "2024 年 / 基本支出");
  EXPECT_EQ(column_words({}), "");
  EXPECT_EQ(column_words({"", "合计"}), "合计");  // a header whose first row is empty
  EXPECT_EQ(column_levels("").size(), 1u);
}

}  // namespace
}  // namespace mingzhang
