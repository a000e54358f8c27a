#include "read/xlsx/number_format.h"

#include <random>

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

std::string print(std::string_view code, std::string_view value) { return NumberFormat(code).print(value); }

TEST(NumberFormat, General) {
  EXPECT_EQ(print("General", "171.96"), "171.96");
  EXPECT_EQ(print("General", "-0"), "0");
  EXPECT_EQ(print("General", "0.30000000000000004"), "0.3");
  EXPECT_EQ(print("General", "0.33333333333333331"), "0.333333333");
  EXPECT_EQ(print("General", "14348853.34"), "14348853.34");
  EXPECT_EQ(print("General", "1234567890123"), "1.23457E+12");
  EXPECT_EQ(print("General", "1.0000000000000001E-5"), "1E-05");
  EXPECT_EQ(print("General", "-12.5"), "-12.5");
  EXPECT_EQ(print("General", "不是数"), "不是数");
}

TEST(NumberFormat, Amounts) {
  EXPECT_EQ(print("#,##0.00", "1234567.891"), "1,234,567.89");
  EXPECT_EQ(print("#,##0.00", "0"), "0.00");
  EXPECT_EQ(print("#,##0.00", "-1234.5"), "-1,234.50");
  EXPECT_EQ(print("#,##0", "999.5"), "1,000");
  EXPECT_EQ(print("0.00", "1.0049999999999999"), "1.01");  // 15 digits are 1.005, as Excel prints it
  EXPECT_EQ(print("0.00", "2.675"), "2.68");
  EXPECT_EQ(print("0.00_ ", "12.8"), "12.80 ");
  EXPECT_EQ(print("0.0#", "12.8"), "12.8");
  EXPECT_EQ(print("#.##", "0.5"), ".5");
  EXPECT_EQ(print("#,##0.00_);(#,##0.00)", "-12.3"), "(12.30)");
  EXPECT_EQ(print("#,##0.00_);[Red]\\(#,##0.00\\)", "-1234"), "(1,234.00)");
  EXPECT_EQ(print("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0"), " -   ");
  EXPECT_EQ(print("[$¥-804]#,##0.00", "1.5"), "¥1.50");
  EXPECT_EQ(print("0.00,", "1234567"), "1234.57");
  EXPECT_EQ(print("0.00\"万元\"", "3"), "3.00万元");
  EXPECT_EQ(print("000", "7"), "007");
  EXPECT_EQ(print("000-0000", "1234567"), "123-4567");
  EXPECT_EQ(print("[>=100]0.0;0.00", "99"), "99.00");
  EXPECT_EQ(print("[>=100]0.0;0.00", "100"), "100.0");
  EXPECT_EQ(print("0.00;;", "0"), "");
  EXPECT_EQ(print("@", "12"), "12");
}

TEST(NumberFormat, PercentAndScientific) {
  EXPECT_EQ(print("0.00%", "0.077600000000000002"), "7.76%");
  EXPECT_EQ(print("0%", "1.6799999999999999"), "168%");
  EXPECT_EQ(print("0.00E+00", "12345"), "1.23E+04");
  EXPECT_EQ(print("0.00E+00", "0.00012"), "1.20E-04");
}

TEST(NumberFormat, Dates) {
  EXPECT_EQ(print("yyyy\"年\"m\"月\"d\"日\"", "45292"), "2024年1月1日");
  EXPECT_EQ(print("yyyy\"年\"m\"月\";@", "45292"), "2024年1月");
  EXPECT_EQ(print("yyyy/m/d h:mm", "45292.75"), "2024/1/1 18:00");
  EXPECT_EQ(print("h:mm AM/PM", "0.5"), "12:00 PM");
  EXPECT_EQ(print("mm:ss", "0.000694444444444444"), "01:00");
  EXPECT_EQ(print("[h]:mm", "1.5"), "36:00");
  EXPECT_EQ(print("yyyy-mm-dd", "60"), "1900-02-28");
  EXPECT_EQ(print("aaaa", "45292"), "星期一");
  EXPECT_EQ(NumberFormat("yyyy-m-d").print("0", true), "1904-1-1");
  EXPECT_EQ(print("yyyy", "-1"), "-1");
  EXPECT_EQ(NumberFormat(NumberFormat::built_in(57)).print("45292"), "2024年1月");
}

TEST(NumberFormat, AnyCodeIsHarmless) {
  const std::string_view alphabet = "0#?.,%E+-;[]\"\\_*@yhms/ $>=1aG";
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string code;
    for (int i = 0; i < 12; ++i) code += alphabet[random() % alphabet.size()];
    for (const char* value : {"0", "-1234.5678", "1E+300", "1e-300", "45292.5", "99999999999999999999"}) EXPECT_LT(print(code, value).size(), 5'000u);
  }
}

}  // namespace
}  // namespace mingzhang
