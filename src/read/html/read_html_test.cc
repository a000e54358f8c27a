#include "read/html/read_html.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

std::string dump_of(std::string_view page) {
  const Result<Document> document = read_html(page, "f.html");
  return document ? dump(*document) : document.error().id;
}

TEST(Html, BlocksAndHeadings) {
  EXPECT_EQ(dump_of("<h1>部门 <b>预算</b></h1><p>一、概\n况<br>二、<i>收</i>入</p>三<div>四<div>五</div>六</div>"),
            "L1 h1 部门 预算 ¶\nL2 一、概况\nL3 二、收入 ¶\nL4 三 ¶\nL5 四 ¶\nL6 五 ¶\nL7 六 ¶\n");
  EXPECT_EQ(dump_of("<p>收入&nbsp;  12.80\n 万元 </p><pre>甲\n  乙</pre>"), "L1 收入\u00A0 12.80 万元 ¶\nL2 甲\nL3 乙 ¶\n");
}

TEST(Html, WhatIsNotPrinted) {
  EXPECT_EQ(dump_of("<head><title>题</title></head><script>x()</script><style>p{}</style><p style='DISPLAY: none'>藏</p><p hidden>藏</p><nav>首页</nav>"
                    "<select><option>选</select><!-- 注 --><p>显</p>"), "L1 显 ¶\n");
  EXPECT_EQ(dump_of("<%@ page language=\"java\" %><%-- <p>注</p> --%><html><p>甲<% if (a > b) %>乙</p></html><% open"), "L1 甲乙 ¶\n");
}

// Links, advertisements, figures drawn beside a text and their tables: what the page itself calls complementary. A <figure> or
// <details> is content, for editors of sites put tables in them.
TEST(Html, WhatStandsBesideTheContent) {
  EXPECT_EQ(dump_of("<aside><h2>图解</h2><table><tr><td>合计<td>1.00</table></aside><p>甲</p><div role='complementary'>旁</div><div role=' navigation '>导</div>"
                    "<main><aside>注</aside>乙</main>"), "L1 甲 ¶\nL2 乙 ¶\n");
  EXPECT_EQ(dump_of("<figure><table><tr><td>合计<td>1.00</table><figcaption>表注</figcaption></figure><details><summary>展开</summary>正文</details>"),
            "L1 grid 1x2\n  0,0 合计\n  0,1 [L1:2] 1.00\nL2 表注 ¶\nL3 展开 ¶\nL4 正文 ¶\n");
}

TEST(Html, Tables) {
  EXPECT_EQ(dump_of("<table><caption>表 1</caption><thead><tr><th rowspan=2>项目<th colspan=9>预算数</tr><tr><th>基本<th>项目</thead>"
                    "<tr><td>合计<td>12.80<td><p>一</p><p>二</p></table>"),
            "L1 表 1 ¶\nL2 grid 3x3 header 2\n  0,0 2x1 项目\n  0,1 1x2 [L2:2] 预算数\n  1,1 [L3:2] 基本\n  1,2 [L3:3] 项目\n"
            "  2,0 [L4] 合计\n  2,1 [L4:2] 12.80\n  2,2 [L4:3] 一\\n二\n");
  EXPECT_EQ(dump_of("<table><tr><td rowspan=0>甲<td>乙<tr><td>丙</table>"), "L1 grid 2x2\n  0,0 2x1 甲\n  0,1 [L1:2] 乙\n  1,1 [L2:2] 丙\n");
  EXPECT_EQ(dump_of("<table></table><table><tr></tr></table><p>x"), "L1 x ¶\n");
}

TEST(Html, TablesThatLayOut) {
  EXPECT_EQ(dump_of("<table><tr><td>栏目<td><p>正文</p><table><tr><td>合计<td>1</table>后</table>"), "L1 栏目 ¶\nL2 正文 ¶\nL3 grid 1x2\n  0,0 合计\n  0,1 [L3:2] 1\nL4 后 ¶\n");
  EXPECT_EQ(dump_of("<table><tr><td>一<br>二<br>三<br>四<br>五<br>六<br>七<br>八<br>九</table>").substr(0, 10), "L1 一\nL2 ");
}

TEST(Html, Encodings) {
  EXPECT_EQ(dump_of("<p>\xCA\xD5\xC8\xEB\xD7\xDC\xBC\xC6</p>"), "L1 收入总计 ¶\n");
  EXPECT_EQ(dump_of("\xEF\xBB\xBF<p>收入</p>"), "L1 收入 ¶\n");
  EXPECT_EQ(dump_of(std::string_view("\xFF\xFE<\0p\0>\0\x36\x65", 10)), "L1 收 ¶\n");
}

TEST(Html, HostilePages) {
  std::string deep;
  for (int i = 0; i < 5'000; ++i) deep += "<div>";
  EXPECT_EQ(dump_of(deep + "x"), "read.office.too_deep");
  std::string tables;
  for (int i = 0; i < 1'000; ++i) tables += "<table><tr><td>";
  EXPECT_EQ(dump_of(tables + "x"), "read.office.too_deep");
  EXPECT_EQ(dump_of("<table><tr><td colspan=99999999999 rowspan=99999999>x<td rowspan=-1 colspan=-7>y</table>"), "L1 grid 1x2\n  0,0 x\n  0,1 [L1:2] y\n");
}

}  // namespace
}  // namespace mingzhang
