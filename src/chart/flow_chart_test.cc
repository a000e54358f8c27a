#include "chart/flow_chart.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <vector>

#include "chart/bars.h"

namespace mingzhang {
namespace {

Flow sample_flow() {
  Flow flow;
  flow.nodes = {{"一般公共预算", "900.00万元", 0}, {"<单位> & \"资金\"", "100.00万元", 0}, {"文化", "990.00万元", 1}, {"很长很长很长很长很长的功能分类名称", "10.00万元", 1}, {"工资福利支出", "1,000.00万元", 2}};
  flow.links = {{0, 2, 89'000'000, "a → b"}, {0, 3, 1'000'000, "a"}, {1, 2, 10'000'000, "<b>"}, {2, 4, 99'000'000, "c"}, {3, 4, 1'000'000, "d"}};
  return flow;
}

// The numbers of an attribute, in the order of the elements.
std::vector<double> numbers(const std::string& svg, const std::string& before) {
  std::vector<double> found;
  for (std::size_t at = svg.find(before); at != std::string::npos; at = svg.find(before, at + 1)) found.push_back(std::strtod(svg.c_str() + at + before.size(), nullptr));
  return found;
}

TEST(FlowChart, EscapesAndSaysWhatItShows) {
  const std::string svg = flow_svg(sample_flow(), ChartWidth::Wide, "f", "<流向>", "一 & 二");
  EXPECT_NE(svg.find("&lt;流向&gt;"), std::string::npos);
  EXPECT_NE(svg.find("一 &amp; 二"), std::string::npos);
  EXPECT_NE(svg.find("&lt;单位&gt; &amp; &quot;资金&quot;"), std::string::npos);
  EXPECT_EQ(svg.find("<b>"), std::string::npos);
  EXPECT_NE(svg.find("role=\"img\" aria-labelledby=\"f-t f-d\""), std::string::npos);
  EXPECT_EQ(svg, flow_svg(sample_flow(), ChartWidth::Wide, "f", "<流向>", "一 & 二"));
}

// Words never stand on words, whatever the amounts; nothing leaves the picture.
TEST(FlowChart, WordsHaveRoom) {
  for (const ChartWidth width : {ChartWidth::Wide, ChartWidth::Narrow}) {
    Flow flow;
    for (int i = 0; i < 10; ++i) flow.nodes.push_back({"来源", "1.00万元", 0});
    for (int i = 0; i < 10; ++i) flow.nodes.push_back({"功能", "1.00万元", 1});
    for (int i = 0; i < 10; ++i) flow.links.push_back({i, 10 + i, i == 0 ? std::int64_t{9'000'000'000'000'000'000} : 1, ""});
    const std::string svg = flow_svg(flow, width, "f", "t", "d");
    const double height = std::strtod(svg.c_str() + svg.find(' ', svg.find("viewBox=\"0 0 ") + 13), nullptr);
    const std::vector<double> words = numbers(svg, "\" y=\""), x = numbers(svg, "<text x=\"");
    ASSERT_EQ(words.size(), 40u);  // a bar and its words for each node
    std::map<double, double> last;
    for (std::size_t n = 0; n < x.size(); ++n) {
      const double y = words[2 * n + 1];
      EXPECT_GT(y, 0);
      EXPECT_LT(y, height);
      if (last.contains(x[n])) {
        EXPECT_GE(y - last[x[n]], 30) << n;
      }
      last[x[n]] = y;
    }
  }
}

TEST(FlowChart, LongNamesAreCutOnlyInThePicture) {
  EXPECT_EQ(flow_svg(sample_flow(), ChartWidth::Narrow, "f", "t", "d").find("很长很长很长很长很长的功能分类名称"), std::string::npos);
  EXPECT_NE(flow_svg(sample_flow(), ChartWidth::Narrow, "f", "t", "d").find("很长很长很长很…"), std::string::npos);
}

TEST(Bars, LieBetweenTheLeastAndTheGreatest) {
  BarScale scale;
  for (const std::int64_t value : {std::int64_t{-50}, std::int64_t{150}, std::int64_t{0}}) scale.include(value);
  const std::vector<std::int64_t> values = {-50, 0, 150};
  const std::string svg = bars_svg(values, scale);
  EXPECT_NE(svg.find("class=\"then\" x=\"0.00%\" y=\"1\" width=\"25.00%\""), std::string::npos) << svg;
  EXPECT_NE(svg.find("class=\"next\" x=\"25.00%\" y=\"11\" width=\"0.00%\""), std::string::npos) << svg;
  EXPECT_NE(svg.find("class=\"now\" x=\"25.00%\" y=\"21\" width=\"75.00%\""), std::string::npos) << svg;
  BarScale huge;
  huge.include(INT64_MAX);
  huge.include(INT64_MIN);
  const std::vector<std::int64_t> ends = {INT64_MIN, INT64_MAX};
  EXPECT_NE(bars_svg(ends, huge).find("x=\"0.00%\" y=\"1\" width=\"50.00%\""), std::string::npos) << bars_svg(ends, huge);
  EXPECT_NE(bars_svg(std::vector<std::int64_t>{0}, BarScale{}).find("width=\"0.00%\""), std::string::npos);
}

}  // namespace
}  // namespace mingzhang
