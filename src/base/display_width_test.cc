#include "base/display_width.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

TEST(DisplayWidth, IdeographsTakeTwoCells) {
  EXPECT_EQ(display_width(""), 0);
  EXPECT_EQ(display_width("ab1"), 3);
  EXPECT_EQ(display_width("合计"), 4);
  EXPECT_EQ(display_width("（１）"), 6);
  EXPECT_EQ(display_width("e\u0301"), 1);
  EXPECT_EQ(display_width("\u200B"), 0);
  EXPECT_EQ(display_width("\xFF"), 1);
}

}  // namespace
}  // namespace mingzhang
