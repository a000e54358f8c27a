#include "render/report_text.h"

#include <gtest/gtest.h>

#include "render/report_sample_for_tests.h"

namespace mingzhang {
namespace {

constexpr TextOptions kEnglish = {.language = Language::English};

TEST(ReportText, InChinese) {
  EXPECT_EQ(to_text(sample_file(), {}), R"(错误[SUM101] 合计与各项之和不符
  --> 样例.txt:288:24 · 表 3 部门支出总体情况表 · 2010450 事业运行 · 合计
   |  1214.60
   = 说明: 合计 1,214.60 与基本支出、项目支出之和 121.46 不符
   = 计算: 114.46 + 7.00 = 121.46 ≠ 1,214.60
   = 建议: 改为 121.46
   = 另见: 第 215 行 · 表 2 部门收入总体情况表 · 2010450 事业运行 · 总计 “121.46”

警告[PRV101] 公开了个人手机号
  --> 样例.txt · 第 12 页
   |  联系电话�[2J 13800000000

样例.txt：2024 年预算 · 某单位 · 表样 sample-budget-2024
  问题    错误 1  警告 1  提示 0
  金额    印出 512  读懂 500  证实 480
  关系    成立 400  不成立 2  无法判定 3
  未读懂  12
    - 第 1 行 “2.00 2.00”：有两种读法
    - 第 2 行 “2.00 2.00”：有两种读法
    - 第 3 行 “2.00 2.00”：有两种读法
    - 第 4 行 “2.00 2.00”：有两种读法
    - 第 5 行 “2.00 2.00”：有两种读法
    - 第 6 行 “2.00 2.00”：有两种读法
    - 第 7 行 “2.00 2.00”：有两种读法
    - 第 8 行 “2.00 2.00”：有两种读法
    - 第 9 行 “2.00 2.00”：有两种读法
    - 第 10 行 “2.00 2.00”：有两种读法
    … 另有 2 条
  未检查  1
    - 与上年公开数：没有给出上年的文件

)");
}

TEST(ReportText, InEnglish) {
  FileReport file = sample_file();
  file.findings.resize(1);
  file.coverage.open.resize(1);
  EXPECT_EQ(to_text(file, kEnglish), R"(error[SUM101] Total differs from the sum of its parts
  --> 样例.txt:288:24 · 表 3 部门支出总体情况表 · 2010450 事业运行 · 合计
   |  1214.60
   = note: Total 1,214.60, but the parts add up to 121.46
   = calculation: 114.46 + 7.00 = 121.46 ≠ 1,214.60
   = help: change to 121.46
   = see also: line 215 · 表 2 部门收入总体情况表 · 2010450 事业运行 · 总计 “121.46”

样例.txt: 2024 budget · 某单位 · form sample-budget-2024
  findings    errors 1  warnings 0  notes 0
  amounts     printed 512  understood 500  proven 480
  relations   hold 400  fail 2  undecided 3
  open        1
    - line 1 “2.00 2.00”: 有两种读法
  not checked 1
    - Last year's figures: no document of that year was given

)");
}

TEST(ReportText, SaysWhyAFileCouldNotBeChecked) {
  EXPECT_EQ(to_text(sample_failure(), {}), R"(错误[read.text.blank] 文件里只有空白，没有文字
  --> 空白.txt
   = 建议: 扫描件请先做文字识别。
空白.txt：未能检查

)");
  EXPECT_NE(to_text(sample_failure(), kEnglish).find("nothing but white space"), std::string::npos);
}

TEST(ReportText, SumsUpSeveralFiles) {
  const std::string text = to_text(report_of({sample_file(), sample_failure(), sample_file()}), {});
  EXPECT_TRUE(text.ends_with(R"(共 3 份文件：已检查 2，未能检查 1
  问题    错误 2  警告 2  提示 0
  金额    印出 1024  读懂 1000  证实 960
  关系    成立 800  不成立 4  无法判定 6
  未读懂  24
)")) << text;
}

TEST(ReportText, SilenceIsNotClean) {
  FileReport file = sample_file();
  file.findings.clear();
  EXPECT_NE(to_text(file, {}).find("没有发现问题。这只对"), std::string::npos);
  file.coverage.constraints = {};
  EXPECT_NE(to_text(file, {}).find("没有可以核对的关系，不能说明文件没有问题"), std::string::npos);
}

TEST(ReportText, ListsAllOpenItemsOnRequest) {
  const std::string text = to_text(sample_file(), {.all_open = true});
  EXPECT_NE(text.find("第 12 行"), std::string::npos);
  EXPECT_EQ(text.find("另有"), std::string::npos);
}

TEST(ReportText, ManyRelatedPlacesAreCounted) {
  FileReport file = sample_file();
  file.findings[0].related.resize(9, file.findings[0].related[0]);
  EXPECT_NE(to_text(file, {}).find("“121.46”\n     … 另有 3 处\n"), std::string::npos);
}

TEST(ReportText, ColoursAndBreaksOnlyOnRequest) {
  EXPECT_EQ(to_text(sample_file(), {}).find('\x1B'), std::string::npos);
  EXPECT_NE(to_text(sample_file(), {.color = true}).find("\x1B[1;31m错误[SUM101]\x1B[0m"), std::string::npos);
  const std::string narrow = to_text(sample_file(), {.width = 40});
  EXPECT_NE(narrow.find("   = 说明: 合计 1,214.60 与基本支出、项\n           目支出之和 121.46 不符\n"),
            std::string::npos)
      << narrow;
}

}  // namespace
}  // namespace mingzhang
