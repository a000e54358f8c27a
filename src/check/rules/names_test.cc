#include "check/rules/names.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

TEST(CoreName, LeavesOutEndingsThatAnyNameMayHave) {
  EXPECT_EQ(core_name("公务员医疗补助缴费支出预算"), "公务员医疗补助");
  EXPECT_EQ(core_name("机关事业单位基本养老保险缴费支出"), "机关事业单位基本养老保险");
  EXPECT_EQ(core_name("公务用车购置及运行费（小计）"), "公务用车购置及运行");
  EXPECT_EQ(core_name("电费"), "电费");
  EXPECT_EQ(core_name("其他支出"), "其他支出");
}

TEST(IsSlipOf, TellsSlipsFromOtherNames) {
  EXPECT_TRUE(is_slip_of("机构运行保障经费", "机关运行保障经费"));
  EXPECT_TRUE(is_slip_of("优化营商环境宣传费", "优化营商环境宣传经费"));
  EXPECT_FALSE(is_slip_of("机关运行保障经费", "机关 运行保障经费")) << "the same name";
  EXPECT_FALSE(is_slip_of("老旧小区改造一期", "老旧小区改造二期"));
  EXPECT_FALSE(is_slip_of("2023年档案扫描经费", "2024年档案扫描经费"));
  EXPECT_FALSE(is_slip_of("办公费", "邮电费"));
  EXPECT_FALSE(is_slip_of("档案数字化经费", "库房设备维护经费"));
}

TEST(CommonRun, CountsCharacters) {
  EXPECT_EQ(common_run("职业年金缴费增加", "机关事业单位职业年金"), 4u);
  EXPECT_EQ(common_run("水费", "电费"), 1u);
  EXPECT_EQ(common_run("", "电费"), 0u);
}

TEST(SharedCharacters, IgnoresTheirOrder) {
  EXPECT_EQ(shared_characters("政府投资评审", "评审政府投资"), 100);
  EXPECT_EQ(shared_characters("扫描档案", "扫描图纸"), 50);
  EXPECT_EQ(shared_characters("", "扫描"), 0);
}

}  // namespace
}  // namespace mingzhang
