#include "read/pdf/read_pdf.h"

#include <gtest/gtest.h>

#include <fmt/format.h>
#include <poppler/PDFDoc.h>
#include <poppler/Page.h>
#include <poppler/Stream.h>

#include "base/utf8.h"
#include "read/pdf/poppler_file.h"
#include "read/pdf/sheet_for_tests.h"
#include "read/pdf/written_pdf_for_tests.h"

namespace mingzhang::pdf {
namespace {

// Without the places of cells, which are those of their rows.
std::string dump_of(const std::string& bytes) {
  const auto document = read_pdf(bytes, "a.pdf");
  if (!document) return document.error().id;
  std::string lines = "\n" + dump(*document);
  for (std::size_t begin; (begin = lines.find("[p")) != std::string::npos;) lines.erase(begin, lines.find("] ", begin) + 2 - begin);
  return lines;
}

// ---- tables with rulings

TEST(ReadPdf, RuledTablesAreGridsAmongLines) {
  Sheet sheet;
  sheet.centre(300, 40, "部门收支总表").text(50, 60, "编制单位：某局").right(550, 60, "单位：万元");
  sheet.grid({50, 250, 400, 550}, {80, 100, 120, 140, 160});
  sheet.text(55, 83, "项目").text(255, 83, "2024 年").text(405, 83, "2025 年");
  sheet.text(55, 103, "一、教育支出").right(395, 103, "1,234.56").right(545, 103, "12.80");
  sheet.text(55, 123, "二、其他支出").right(395, 123, "-1.00");
  sheet.text(55, 143, "合计").right(395, 143, "1,233.56").right(545, 143, "12.80");
  sheet.centre(300, 800, "— 3 —");
  EXPECT_EQ(dump_of(sheet.finish()), R"(
---- p1
p1 L1 部门收支总表
p1 L2 编制单位：某局                                                            单位：万元
p1 L3 grid 4x3
  0,0 项目
  0,1 2024 年
  0,2 2025 年
  1,0 一、教育支出
  1,1 1,234.56
  1,2 12.80
  2,0 二、其他支出
  2,1 -1.00
  2,2 
  3,0 合计
  3,1 1,233.56
  3,2 12.80
p1 L7 — 3 —
)");
}

TEST(ReadPdf, CellsWithoutARulingBetweenThemAreOne) {
  Sheet sheet;
  sheet.rules(50, 550, {80, 120, 150, 170}).line(250, 100, 550, 100);
  for (const double x : {50., 250., 550.}) sheet.line(x, 80, x, 170);
  for (const double x : {350., 450.}) sheet.line(x, 100, x, 170);
  sheet.text(55, 93, "项目").centre(400, 83, "预算数").text(255, 103, "合计").text(355, 103, "基本支出").text(455, 103, "项目支出");
  sheet.text(55, 122, "机关事业单位基本养老").text(55, 136, "保险缴费").right(345, 128, "3.00").right(445, 128, "1.00").right(545, 128, "2.00");
  sheet.text(55, 153, "合计").right(345, 153, "3.00").right(445, 153, "1.00").right(545, 153, "2.00");
  EXPECT_EQ(dump_of(sheet.finish()), R"(
---- p1
p1 L1 grid 4x4
  0,0 2x1 项目
  0,1 1x3 预算数
  1,1 合计
  1,2 基本支出
  1,3 项目支出
  2,0 机关事业单位基本养老\n保险缴费
  2,1 3.00
  2,2 1.00
  2,3 2.00
  3,0 合计
  3,1 3.00
  3,2 1.00
  3,3 2.00
)");
}

TEST(ReadPdf, TablesGoOnOverPagesWithTheirHeader) {
  Sheet sheet;
  for (const char* name : {"教育", "卫生"}) {
    sheet.grid({50, 250, 400}, {80, 100, 120});
    sheet.text(55, 83, "项目").text(255, 83, "预算数").text(55, 103, name).right(395, 103, "1.00");
    sheet.centre(300, 800, name == std::string("教育") ? "1" : "2").new_page();
  }
  EXPECT_EQ(dump_of(sheet.finish()), R"(
---- p1
p1 L1 grid 2x2
  0,0 项目
  0,1 预算数
  1,0 教育
  1,1 1.00
p1 L3 1
---- p2
p2 L1 grid 2x2
  0,0 项目
  0,1 预算数
  1,0 卫生
  1,1 1.00
p2 L3 2
)");
}

TEST(ReadPdf, ListsSideBySideAreOneGrid) {
  Sheet sheet;
  sheet.grid({50, 180, 300, 430, 550}, {80, 100, 120});
  sheet.centre(175, 83, "收入").text(305, 83, "项目").text(435, 83, "支出").text(55, 103, "一、财政拨款").right(295, 103, "2.00").text(305, 103, "一、教育").right(545, 103, "2.00");
  EXPECT_EQ(dump_of(sheet.finish()), R"(
---- p1
p1 L1 grid 2x4
  0,0 收入
  0,1 
  0,2 项目
  0,3 支出
  1,0 一、财政拨款
  1,1 2.00
  1,2 一、教育
  1,3 2.00
)");
}

// A name that is too long for its cell stays there; a name and an amount that only a ruling keeps apart do not.
TEST(ReadPdf, WordsOverARuling) {
  Sheet sheet;
  sheet.grid({50, 100, 200, 300}, {80, 100, 120, 140});
  sheet.text(52, 83, "一般公共预算").right(195, 83, "1.00").text(205, 83, "x");
  sheet.text(80, 103, "教育12.80").text(205, 103, "y");
  sheet.right(224.5, 123, "12.8013.00").text(52, 123, "z");
  EXPECT_EQ(dump_of(sheet.finish()), R"(
---- p1
p1 L1 grid 3x3
  0,0 一般公共预算
  0,1 1.00
  0,2 x
  1,0 教育
  1,1 12.80
  1,2 y
  2,0 z
  2,1 12.80
  2,2 13.00
)");
}

// ---- tables with other rules, or none

void draw_three_amounts(Sheet& sheet, double y, const char* name, const char* total, const char* basic, const char* project) {
  sheet.text(55, y, name).right(345, y, total).right(445, y, basic).right(545, y, project);
}

TEST(ReadPdf, TablesWithHorizontalRulesOnly) {
  Sheet sheet;
  sheet.centre(300, 40, "部门支出表").text(50, 60, "编制单位：某局").right(550, 60, "单位：万元");
  sheet.rules(50, 550, {80, 115, 200});
  sheet.text(55, 92, "科目").centre(330, 92, "合计").centre(480, 83, "其中").centre(430, 100, "基本支出").centre(530, 100, "项目支出");
  draw_three_amounts(sheet, 120, "教育", "1,003.00", "1,001.00", "2.00");
  draw_three_amounts(sheet, 140, "　小学教育", "2.00", "", "2.00");
  draw_three_amounts(sheet, 160, "　中学教育", "1,001.00", "1,001.00", "");
  draw_three_amounts(sheet, 180, "合计", "1,003.00", "1,001.00", "2.00");
  sheet.text(50, 210, "注：本表金额转换为万元时，因四舍五入可能存在尾差。");
  EXPECT_EQ(dump_of(sheet.finish()), R"(
---- p1
p1 L1 部门支出表
p1 L2 编制单位：某局                                                            单位：万元
p1 L3 grid 6x4
  0,0 
  0,1 
  0,2 1x2 其中
  1,0 科目
  1,1 合计
  1,2 基本支出
  1,3 项目支出
  2,0 教育
  2,1 1,003.00
  2,2 1,001.00
  2,3 2.00
  3,0 小学教育
  3,1 2.00
  3,2 
  3,3 2.00
  4,0 中学教育
  4,1 1,001.00
  4,2 1,001.00
  4,3 
  5,0 合计
  5,1 1,003.00
  5,2 1,001.00
  5,3 2.00
p1 L9 注：本表金额转换为万元时，因四舍五入可能存在尾差。
)");
}

TEST(ReadPdf, TablesWithARuleBelowEachRowAndAFrame) {
  Sheet sheet;
  sheet.grid({50, 550}, {80, 100, 130, 150, 170});
  sheet.text(55, 83, "科目").right(345, 83, "合计").right(445, 83, "基本支出").right(545, 83, "项目支出");
  sheet.text(55, 102, "机关事业单位基本养老").text(55, 116, "保险缴费").right(345, 109, "3.00").right(545, 109, "3.00");
  draw_three_amounts(sheet, 133, "小学教育", "2.00", "", "2.00");
  draw_three_amounts(sheet, 153, "合计", "5.00", "", "5.00");
  EXPECT_EQ(dump_of(sheet.finish()), R"(
---- p1
p1 L1 grid 4x4
  0,0 科目
  0,1 合计
  0,2 基本支出
  0,3 项目支出
  1,0 机关事业单位基本养老\n保险缴费
  1,1 3.00
  1,2 
  1,3 3.00
  2,0 小学教育
  2,1 2.00
  2,2 
  2,3 2.00
  3,0 合计
  3,1 5.00
  3,2 
  3,3 5.00
)");
}

TEST(ReadPdf, TablesWithoutRules) {
  Sheet sheet;
  sheet.centre(300, 40, "部门支出表").text(50, 60, "编制单位：某局").right(550, 60, "单位：万元");
  sheet.text(55, 83, "科目").right(345, 83, "合计").right(445, 83, "基本支出").right(545, 83, "项目支出");
  sheet.text(55, 106, "机关事业单位基本养老").text(55, 120, "保险缴费支出").right(345, 113, "1,003.00").right(445, 113, "1,001.00").right(545, 113, "2.00");
  draw_three_amounts(sheet, 143, "教育", "2.00", "", "2.00");
  sheet.text(55, 166, "机关事业单位职业年金").text(55, 180, "缴费支出").right(345, 173, "12,001.00").right(445, 173, "12,001.00");
  draw_three_amounts(sheet, 203, "合计", "13,006.00", "13,002.00", "4.00");
  sheet.text(55, 243, "二、情况说明").text(75, 263, "2024 年收入总计 12.80 万元，比上年增加 1.00 万元，主要原因是人员变动。");
  EXPECT_EQ(dump_of(sheet.finish()), R"(
---- p1
p1 L1 部门支出表
p1 L2 编制单位：某局                                                            单位：万元
p1 L3 grid 5x4
  0,0 科目
  0,1 合计
  0,2 基本支出
  0,3 项目支出
  1,0 机关事业单位基本养老\n保险缴费支出
  1,1 1,003.00
  1,2 1,001.00
  1,3 2.00
  2,0 教育
  2,1 2.00
  2,2 
  2,3 2.00
  3,0 机关事业单位职业年金\n缴费支出
  3,1 12,001.00
  3,2 12,001.00
  3,3 
  4,0 合计
  4,1 13,006.00
  4,2 13,002.00
  4,3 4.00
p1 L8 二、情况说明
p1 L9 2024 年收入总计 12.80 万元，比上年增加 1.00 万元，主要原因是人员变动。
)");
}

TEST(ReadPdf, FiguresInProseAndContentsAreNoTable) {
  Sheet sheet;
  sheet.text(50, 40, "目录");
  const char* titles[] = {"一、主要职能", "二、机构设置", "三、收支总表", "四、情况说明"};
  for (int i = 0; i < 4; ++i) sheet.text(50, 60 + 20 * i, titles[i]).right(550, 60 + 20 * i, fmt::format("{}", 3 + 8 * i));
  sheet.text(50, 160, "全年支出 12.80 万元，").text(50, 180, "比上年增加 1.00 万元，").text(50, 200, "其中人员支出 3.50 万元。");
  EXPECT_EQ(dump_of(sheet.finish()), R"(
---- p1
p1 L1 目录
p1 L2 一、主要职能                                                            3
p1 L3 二、机构设置                                                            11
p1 L4 三、收支总表                                                            19
p1 L5 四、情况说明                                                            27
p1 L6 全年支出 12.80 万元，
p1 L7 比上年增加 1.00 万元，
p1 L8 其中人员支出 3.50 万元。
)");
}

TEST(ReadPdf, TwoColumnsOfTextAreNoTable) {
  Sheet sheet;
  for (int i = 0; i < 4; ++i) sheet.text(50, 60 + 15 * i, "部门预算公开说明本年").text(300, 60 + 15 * i, "支出 12.80 万元，与上年");
  EXPECT_EQ(dump_of(sheet.finish()), R"(
---- p1
p1 L1 部门预算公开说明本年                              支出 12.80 万元，与上年
p1 L2 部门预算公开说明本年                              支出 12.80 万元，与上年
p1 L3 部门预算公开说明本年                              支出 12.80 万元，与上年
p1 L4 部门预算公开说明本年                              支出 12.80 万元，与上年
)");
}

// ---- how text is drawn

TEST(ReadPdf, TextDrawnTwiceCountsOnce) {
  Sheet sheet;
  sheet.text(50, 40, "合计 12.80").text(50.3, 40, "合计 12.80");
  sheet.grid({50, 150, 250}, {80, 100, 120}).text(55, 83, "合计").text(55.3, 83, "合计").right(245, 83, "11.00").right(245.3, 83, "11.00");
  EXPECT_EQ(dump_of(sheet.finish()), R"(
---- p1
p1 L1 合计 12.80
p1 L2 grid 2x2
  0,0 合计
  0,1 11.00
  1,0 
  1,1 
)");
}

TEST(ReadPdf, WhatIsNotSeenIsNotRead) {
  Sheet sheet;
  sheet.text(50, 40, "收入 1.00");
  cairo_set_source_rgb(sheet.cairo(), 1, 1, 1);
  sheet.text(50, 60, "支出 2.00");
  cairo_set_source_rgb(sheet.cairo(), 0.2, 0.2, 0.6);
  cairo_rectangle(sheet.cairo(), 45, 75, 200, 25);
  cairo_fill(sheet.cairo());
  cairo_set_source_rgb(sheet.cairo(), 1, 1, 1);
  sheet.text(50, 80, "标题");  // white on a coloured ground
  EXPECT_EQ(dump_of(sheet.finish()), R"(
---- p1
p1 L1 收入 1.00
p1 L2 标题
! p1 read.pdf.hidden_text: 这一页有 6 个看不见的字符，没有读入
)");
}

TEST(ReadPdf, WhatIsCutOffStaysInItsCell) {
  Sheet sheet;
  sheet.grid({50, 100, 200}, {80, 100, 120}).text(105, 83, "1.00").text(55, 103, "x");
  cairo_rectangle(sheet.cairo(), 50, 80, 50, 20);
  cairo_clip(sheet.cairo());
  sheet.text(52, 83, "一般公共预算财政拨款支出");
  EXPECT_EQ(dump_of(sheet.finish()), R"(
---- p1
p1 L1 grid 2x2
  0,0 一般公共预算财政拨款支出
  0,1 1.00
  1,0 x
  1,1 
)");
}

TEST(ReadPdf, TinyText) {
  Sheet sheet;
  sheet.size(2.5).grid({50, 80, 110, 140}, {80, 85, 90, 95});
  sheet.text(51, 80.5, "项目").text(81, 80.5, "合计").text(111, 80.5, "基本").text(51, 85.5, "教育").right(109, 85.5, "12.80").right(139, 85.5, "2.00");
  EXPECT_EQ(dump_of(sheet.finish()), R"(
---- p1
p1 L1 grid 3x3
  0,0 项目
  0,1 合计
  0,2 基本
  1,0 教育
  1,1 12.80
  1,2 2.00
  2,0 
  2,1 
  2,2 
)");
}

// ---- turned pages

void draw_small_table(Sheet& sheet) {
  sheet.text(50, 40, "收入表").grid({50, 150, 250}, {80, 100, 120});
  sheet.text(55, 83, "项目").text(155, 83, "预算数").text(55, 103, "教育").right(245, 103, "12.80");
}

constexpr const char* kSmallTable = R"(
---- p1
p1 L1 收入表
p1 L2 grid 2x2
  0,0 项目
  0,1 预算数
  1,0 教育
  1,1 12.80
)";

TEST(ReadPdf, TurnedPagesAreReadUpright) {
  for (const int turn : {0, 90, 180, 270}) {
    Sheet sheet;
    draw_small_table(sheet);
    EXPECT_EQ(dump_of(turned_pages(sheet.finish(), turn)), kSmallTable) << turn;
  }
}

TEST(ReadPdf, TurnedTextIsReadUpright) {
  for (const int turn : {1, 2, 3}) {
    Sheet sheet(600, 600);
    cairo_translate(sheet.cairo(), 300, 300);
    cairo_rotate(sheet.cairo(), turn * 1.5707963267948966);
    cairo_translate(sheet.cairo(), -300, -300);
    draw_small_table(sheet);
    EXPECT_EQ(dump_of(sheet.finish()), kSmallTable) << turn;
  }
}

TEST(ReadPdf, BoxesAreThoseOfThePageAsShown) {
  Sheet sheet(600, 400);
  sheet.text(50, 40, "收入");
  const std::string bytes = sheet.finish();
  const Box level = std::get<Text>(read_pdf(bytes, "a.pdf")->blocks[1]).place.box;
  EXPECT_NEAR(level.left, 500, 10);
  EXPECT_NEAR(level.right, 700, 10);
  EXPECT_NEAR((level.top + level.bottom) / 2, 480, 50);
  const Box turned = std::get<Text>(read_pdf(turned_pages(bytes, 90), "a.pdf")->blocks[1]).place.box;  // 400 wide as shown
  EXPECT_EQ(turned.top, level.left);
  EXPECT_EQ(turned.left, 4000 - level.bottom);
}

// ---- files

TEST(ReadPdf, PagesWithoutText) {
  Sheet sheet;
  sheet.text(50, 40, "一").new_page();
  cairo_surface_t* picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 100, 100);
  cairo_set_source_surface(sheet.cairo(), picture, 50, 50);
  cairo_paint(sheet.cairo());
  cairo_surface_destroy(picture);
  EXPECT_EQ(dump_of(sheet.finish()), R"(
---- p1
p1 L1 一
---- p2
! p2 read.pdf.page_without_text: 这一页只有图像，没有文字，没有读入
)");
}

TEST(ReadPdf, FilesThatCannotBeRead) {
  EXPECT_EQ(dump_of(""), "read.pdf.damaged");
  EXPECT_EQ(dump_of("%PDF-1.7\n"), "read.pdf.damaged");
  EXPECT_EQ(dump_of(written_pdf({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"})), "read.pdf.damaged");
  const std::string locked = written_pdf({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>", "<</Filter/Standard/V 1/R 2/P -4/O<" +
                                          std::string(64, '1') + ">/U<" + std::string(64, '2') + ">>>"}, "/Encrypt 3 0 R/ID[<01><01>]");
  EXPECT_EQ(dump_of(locked), "read.pdf.encrypted");
  Sheet sheet;
  sheet.new_page().new_page().new_page();
  Limits limits;
  limits.pages_max = 2;
  EXPECT_EQ(read_pdf(sheet.finish(), "a.pdf", limits).error().id, "read.pdf.too_many_pages");
}

TEST(ReadPdf, TruncatedFilesGiveWhatIsLeftOrAnError) {
  Sheet sheet;
  for (int page = 0; page < 3; ++page) sheet.text(50, 40, "收入 1.00").new_page();
  const std::string whole = sheet.finish();
  for (std::size_t size = 0; size < whole.size(); size += whole.size() / 40 + 1) {
    const auto document = read_pdf(std::string_view(whole).substr(0, size), "a.pdf");
    if (document) EXPECT_EQ(document->notes.front().id, "read.pdf.repaired") << size;
    else EXPECT_EQ(document.error().id, "read.pdf.damaged") << size;
  }
}

TEST(ReadPdf, TooMuchOnAPage) {
  Sheet sheet;
  for (int i = 0; i < 50; ++i) sheet.text(50, 10 + 15 * i, "收入 1.00").line(0, i, 500, i);
  const std::string bytes = sheet.finish();
  Limits limits;
  limits.page_glyphs_max = 100;
  EXPECT_EQ(read_pdf(bytes, "a.pdf", limits)->notes.front().id, "read.pdf.page_over_limit");
  limits = {};
  limits.page_segments_max = 10;
  EXPECT_EQ(read_pdf(bytes, "a.pdf", limits)->notes.front().id, "read.pdf.page_over_limit");
}

}  // namespace
}  // namespace mingzhang::pdf
