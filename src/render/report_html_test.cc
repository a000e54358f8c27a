#include "render/report_html.h"

#include <gtest/gtest.h>

#include "render/report_sample_for_tests.h"

namespace mingzhang {
namespace {

bool has(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

FileReport hostile_file() {
  FileReport file = sample_file();
  file.path = "<script>alert(1)</script>'\"";
  file.unit = "<img src=x onerror=alert(2)>";
  file.findings[0].at.quote = "</script><script>alert(3)</script>";
  file.findings[0].message = {"<b onclick='alert(4)'>", ""};
  file.findings[0].at.place = Place();
  file.findings[0].at.place.page = 3;
  file.findings[0].at.place.box = {100, 200, 300, 250};
  file.not_checked = {{"<iframe>", ""}};
  file.coverage.open[0].quote = "javascript:<svg onload=1>";
  return file;
}

PageImages one_page(const std::string& path) { return {{path, {{.page = 3, .width = 5950, .height = 8420, .png = "PNG"}}}}; }

TEST(ReportHtml, ShowsFindingsWithProofAndPlace) {
  const std::string html = to_html({{sample_file(), sample_failure()}, {}, {}}, {}, Language::Chinese);
  for (const char* words : {"样例.txt", "2024 年预算 · 某单位", "SUM101", "合计与各项之和不符", "114.46 + 7.00 = 121.46 ≠ 1,214.60", "改为 <ins>121.46</ins>",
                            "第 288 行", "印出 512，读懂 500，证实 480", "read.text.blank", "有两种读法", "没有给出上年的文件"})
    EXPECT_TRUE(has(html, words)) << words;
  EXPECT_TRUE(has(to_html({{sample_file()}, {}, {}}, {}, Language::English), "Total 1,214.60, but the parts add up to 121.46"));
}

TEST(ReportHtml, NothingOfADocumentBecomesMarkup) {
  const std::string html = to_html({{hostile_file()}, {}, {}}, one_page(hostile_file().path), Language::Chinese);
  for (const char* words : {"<script>alert", "<img src=x", "<b onclick", "<iframe", "<svg"}) EXPECT_FALSE(has(html, words)) << words;
  EXPECT_TRUE(has(html, "&lt;img src=x onerror=alert(2)&gt;"));
  EXPECT_FALSE(has(html, "\x1B"));
}

TEST(ReportHtml, NeedsNothingElse) {
  const std::string html = to_html({{hostile_file()}, {}, {}}, one_page(hostile_file().path), Language::Chinese);
  EXPECT_TRUE(has(html, "default-src 'none'"));
  for (const char* words : {"http://", "https://", "<link", "@import", "url("}) EXPECT_FALSE(has(html, words)) << words;
}

TEST(ReportHtml, PagesCarryTheMarksOfTheirFindings) {
  const std::string html = to_html({{hostile_file()}, {}, {}}, one_page(hostile_file().path), Language::Chinese);
  EXPECT_TRUE(has(html, "data:image/png;base64,UE5H"));
  EXPECT_TRUE(has(html, "data-finding=\"f0-0\""));
  EXPECT_TRUE(has(html, "left:1.68%;top:2.37%;width:3.36%;height:0.59%"));
  EXPECT_TRUE(has(html, "<a href=\"#m0-0-0\">第 3 页</a>"));
  EXPECT_TRUE(has(html, "id=\"m0-0-0\" href=\"#f0-0\""));
  EXPECT_FALSE(has(html, "没有图像的页"));
}

TEST(ReportHtml, NamesPagesWithoutPicture) {
  FileReport file = sample_file();
  file.findings[0].at.place.page = 7;
  file.findings[0].at.place.box = {100, 200, 300, 250};
  EXPECT_TRUE(has(to_html({{file}, {}, {}}, one_page(file.path), Language::Chinese), "没有图像的页：7"));
}

TEST(ReportHtml, SaysWhichDocumentsWereCompared) {
  Report report{{sample_file()}, {{Relation::LastYear, {"a.pdf", "b.pdf"}, 12, 1, true}}, {{"c.pdf", {"没有认出年度", "no year"}}}};
  const std::string html = to_html(report, {}, Language::Chinese);
  EXPECT_TRUE(has(html, "a.pdf ↔ b.pdf"));
  EXPECT_TRUE(has(html, "比较 12 项，不一致 1 项"));
  EXPECT_TRUE(has(html, "没有认出年度"));
}

}  // namespace
}  // namespace mingzhang
