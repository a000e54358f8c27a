#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "money/figure.h"

namespace mingzhang {
namespace {

struct Case {
  std::string_view text;
  Figure figure;
  std::string_view read;  // the part of the text that belongs to the number
  bool unit_read = false;
};

void expect_parsed(const Case& expected, Unit fallback) {
  const auto parsed = parse_figure(expected.text, fallback);
  ASSERT_TRUE(parsed.has_value()) << expected.text;
  EXPECT_EQ(parsed->figure, expected.figure) << expected.text << " read as " << print_with_unit(parsed->figure);
  EXPECT_EQ(expected.text.substr(0, parsed->length), expected.read) << expected.text;
  EXPECT_EQ(parsed->unit_read, expected.unit_read) << expected.text;
}

TEST(ParseFigure, ReadsEveryPrintedForm) {
  const Case cases[] = {
      {"12.30", {1230, 2, Unit::Yuan}, "12.30"},
      {"1,234.56", {123456, 2, Unit::Yuan}, "1,234.56"},
      {"24,535.67", {2453567, 2, Unit::Yuan}, "24,535.67"},
      {"64,840,547", {64840547, 0, Unit::Yuan}, "64,840,547"},
      {"１２．３", {123, 1, Unit::Yuan}, "１２．３"},
      {"１，２３４．５", {12345, 1, Unit::Yuan}, "１，２３４．５"},
      {"1，234.5", {12345, 1, Unit::Yuan}, "1，234.5"},
      {"-12.30", {-1230, 2, Unit::Yuan}, "-12.30"},
      {"－12.30", {-1230, 2, Unit::Yuan}, "－12.30"},
      {"−12.30", {-1230, 2, Unit::Yuan}, "−12.30"},
      {"(12.30)", {-1230, 2, Unit::Yuan}, "(12.30)"},
      {"（12.30）", {-1230, 2, Unit::Yuan}, "（12.30）"},
      {"（1,234.56）万元", {-123456, 2, Unit::WanYuan}, "（1,234.56）万元", true},
      {"2080505", {2080505, 0, Unit::Yuan}, "2080505"},
      {"0", {0, 0, Unit::Yuan}, "0"},
      {"-0.00", {0, 2, Unit::Yuan}, "-0.00"},
      {"007", {7, 0, Unit::Yuan}, "007"},
  };
  for (const Case& each : cases) expect_parsed(each, Unit::Yuan);
}

TEST(ParseFigure, ReadsTheUnitBehindTheDigits) {
  const Case cases[] = {
      {"12.30万", {1230, 2, Unit::WanYuan}, "12.30万", true},
      {"12.30 万元", {1230, 2, Unit::WanYuan}, "12.30 万元", true},
      {"12.30　万元，", {1230, 2, Unit::WanYuan}, "12.30　万元", true},
      {"0元", {0, 0, Unit::Yuan}, "0元", true},
      {"1.2亿元", {12, 1, Unit::YiYuan}, "1.2亿元", true},
      {"1.2亿。", {12, 1, Unit::YiYuan}, "1.2亿", true},
      {"95.93%", {9593, 2, Unit::Percent}, "95.93%", true},
      {"215 ％", {215, 0, Unit::Percent}, "215 ％", true},
      {"12.3万人员经费", {123, 1, Unit::WanYuan}, "12.3万", true},
      {"100元/人", {100, 0, Unit::Yuan}, "100元", true},
      {"17人", {17, 0, Unit::Count}, "17"},
      {"2 辆", {2, 0, Unit::Count}, "2"},
      {"350.5平方米", {3505, 1, Unit::Count}, "350.5"},
      {"2.5百分点", {25, 1, Unit::Count}, "2.5"},
      {"5 208", {5, 0, Unit::Count}, "5"},
  };
  for (const Case& each : cases) expect_parsed(each, Unit::Count);
}

TEST(ParseFigure, EndsWhereTheNumberEnds) {
  const Case cases[] = {
      {"12,", {12, 0, Unit::Yuan}, "12"},           {"12, 345", {12, 0, Unit::Yuan}, "12"},
      {"12，其中", {12, 0, Unit::Yuan}, "12"},      {"12，13", {12, 0, Unit::Yuan}, "12"},
      {"2023，234", {2023, 0, Unit::Yuan}, "2023"}, {"1．收入", {1, 0, Unit::Yuan}, "1"},
      {"12.30.", {1230, 2, Unit::Yuan}, "12.30"},   {"12.30、4.50", {1230, 2, Unit::Yuan}, "12.30"},
      {"3D打印", {3, 0, Unit::Yuan}, "3"},          {"2024年", {2024, 0, Unit::Yuan}, "2024"},
  };
  for (const Case& each : cases) expect_parsed(each, Unit::Yuan);
}

TEST(ParseFigure, RefusesWhatIsNotOneNumber) {
  for (const std::string_view text : {"",
                                      "-",
                                      "（",
                                      "()",
                                      "（）",
                                      "万元",
                                      ".5",
                                      "一百",
                                      "－",
                                      "--1",
                                      "1,23",
                                      "1,2345",
                                      "1234,567",
                                      "1,234,56",
                                      "2024.1.2",
                                      "(12.30万元)",
                                      "（12.30",
                                      "(-12.30)",
                                      "-(12.30)",
                                      "12万人",
                                      "3.5 万亩",
                                      "1.2万亿元",
                                      "5千元",
                                      "3百万元",
                                      "\xEF\xBC",
                                      "9223372036854775808",
                                      "99999999999999999999999999",
                                      "9000000000000",
                                      "0.0000000000000000001"}) {
    EXPECT_EQ(parse_figure(text, Unit::YiYuan), std::nullopt) << text;
  }
}

RC_GTEST_PROP(ParseFigureProperty, NeverReadsPastTheTextAndItsValueFits, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("0", "7", "12", "345", "999999", "１", "，", ",", ".", "．", "-", "（", "）", "(",
                                    ")", "万", "亿", "元", "%", "％", " ", "　", "人", "千", "\xEF", "\xBC"));
  std::string text;
  for (const auto& piece : pieces) text += piece;
  const auto parsed = parse_figure(text, Unit::WanYuan);
  if (!parsed) return;
  RC_ASSERT(parsed->length >= 1u && parsed->length <= text.size());
  RC_ASSERT(parsed->figure.interval().contains(parsed->figure.value()));
  // What was read stands on its own.
  const auto again = parse_figure(std::string_view(text).substr(0, parsed->length), Unit::WanYuan);
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->figure == parsed->figure);
}

}  // namespace
}  // namespace mingzhang
