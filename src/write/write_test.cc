#include "write/write.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "write/document_for_tests.h"
#include "write/html_beside.h"
#include "write/page_plan.h"
#include "write/printed.h"
#include "write/table_shape.h"

namespace mingzhang {
namespace {

int count(std::string_view text, std::string_view part) {
  int found = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

TEST(Printed, Numbers) {
  EXPECT_EQ(printed_number("-1,234.50")->digits, "-1234.50");
  EXPECT_TRUE(printed_number("95.93%")->percent);
  EXPECT_FALSE(printed_number("16")->is_amount());
  EXPECT_TRUE(printed_number("005")->leading_zero);
  for (const char* text : {"", "-", "1,23", "1234,567", "1.", ".5", "1.2.3", "12 ", "１２", "=1", "1e5", "%"})
    EXPECT_FALSE(printed_number(text)) << text;
}

TEST(Printed, NothingThatXmlCannotHold) {
  EXPECT_EQ(writable("a\x1b\tb\xFF\n中"), "a  b\xEF\xBF\xBD\n中");
}

TEST(TableShape, SlotsCoverEveryRowOnce) {
  rc::check("also of grids with gaps and cells that overlap", [](unsigned seed) {
    std::mt19937 random(seed);
    Grid grid{1 + static_cast<int>(random() % 6), 1 + static_cast<int>(random() % 6), {}, {}, 0};
    for (int r = 0; r < grid.row_count; ++r)
      for (int c = 0; c < grid.column_count; ++c)
        if (random() % 2 == 0)
          grid.cells.push_back({r, c, 1 + static_cast<int>(random() % static_cast<unsigned>(grid.row_count - r)),
                                1 + static_cast<int>(random() % static_cast<unsigned>(grid.column_count - c)), "x", {}});
    int rows = 0;
    for (SlotRows slots(grid); slots.next(); ++rows) {
      int column = 0;
      for (const TableSlot& slot : slots.slots()) {
        RC_ASSERT(slot.column == column);
        RC_ASSERT(slots.row() + slot.row_span <= grid.row_count);
        column += slot.column_span;
      }
      RC_ASSERT(column == grid.column_count);
    }
    RC_ASSERT(rows == grid.row_count);
  });
}

TEST(TableShape, WidthsFillTheRoomAndKeepNumbersWhole) {
  const TableShape shape = shape_of(tests::wide_grid(5));
  const TableSetting setting = setting_of(shape);
  EXPECT_TRUE(setting.landscape);
  int sum = 0;
  for (std::size_t c = 0; c < setting.widths.size(); ++c) {
    EXPECT_GE(setting.widths[c], shape.widths[c].least * setting.type_size / 100 - 1) << c;
    sum += setting.widths[c];
  }
  EXPECT_EQ(sum, kPageLong - 2 * kPageMargin);
  EXPECT_FALSE(setting_of(shape_of(tests::narrow_grid())).landscape);
}

TEST(TableShape, HeadersAreFoundWhereTheFormatDoesNotMarkThem) {
  Grid grid = tests::wide_grid(3);
  grid.header_row_count = 0;
  EXPECT_EQ(shape_of(grid).header_rows, 2);
  EXPECT_TRUE(shape_of(grid).amount_columns[1]);
  EXPECT_FALSE(shape_of(grid).amount_columns[0]);
}

TEST(PagePlan, WideTablesLieOnTheirSideWithTheirCaption) {
  Document document = tests::everything();
  std::erase_if(document.blocks, [](const Block& block) { return std::holds_alternative<PageBreak>(block); });
  const PagePlan plan = plan_pages(document);
  ASSERT_EQ(plan.stretches.size(), 3u);
  EXPECT_EQ(plan.stretches[1].first, 5u);
  EXPECT_TRUE(plan.stretches[1].landscape);
  EXPECT_TRUE(continues_paragraph(document, plan, 4));
  EXPECT_FALSE(continues_paragraph(document, plan, 5));
}

TEST(Write, SameDocumentSameBytes) {
  const WriteOptions options{.title = "预算公开", .contents = true};
  for (const Document& document : {tests::everything(), Document{}})
    for (const auto& write : {write_docx, write_pdf, write_xlsx}) {
      const auto first = write(document, options), second = write(document, options);
      ASSERT_TRUE(first.has_value()) << first.error().message;
      EXPECT_EQ(*first, *second);
    }
}

TEST(WriteHtml, EscapesAndMarksHeaders) {
  const std::string page = write_html(tests::everything(), {.title = "<预算>", .contents = true});
  EXPECT_NE(page.find("收入 &lt;5 &amp; &quot;支出&quot;。"), std::string::npos);
  EXPECT_NE(page.find("<title>&lt;预算&gt;</title>"), std::string::npos);
  EXPECT_NE(page.find("<th colspan=\"12\" scope=\"colgroup\">财政拨款</th>"), std::string::npos);
  EXPECT_NE(page.find("<th rowspan=\"2\" scope=\"rowgroup\">=SUM(A1)</th>"), std::string::npos);
  EXPECT_NE(page.find("第一行  右边<br>\n第二行</p>"), std::string::npos);
  EXPECT_EQ(count(page, "<thead>"), 2);
  for (const char* tag : {"ol", "li", "nav", "table", "thead", "tbody", "tr", "p", "div"})
    EXPECT_EQ(count(page, std::string("<") + tag + ">") + count(page, std::string("<") + tag + " "), count(page, std::string("</") + tag + ">")) << tag;
}

TEST(WriteHtml, WideTablesLieOnTheirSideWithTheirCaption) {
  const std::string page = write_html(tests::everything(), {.title = "预算", .contents = true});
  EXPECT_NE(page.find("<div class=\"wide page\">\n<p>表 2</p>"), std::string::npos);
}

TEST(WriteHtml, FiguresLinkAndPartsStandBeside) {
  Document document;
  document.blocks = {tests::paragraph("收入 12.80 万元，支出 12.80 万元。"), tests::narrow_grid()};
  const std::size_t first = std::string("收入 ").size(), second = std::string("收入 12.80 万元，支出 ").size();
  HtmlBeside beside;
  beside.links = {{0, -1, -1, first, first + 5, "n1", "s1"}, {0, -1, -1, second, second + 5, "n2", "s1"}, {1, 1, 2, 0, 0, "t-r1-1", "s2"}, {1, 9, 9, 0, 0, "nowhere", "s3"}};
  beside.before = {{"flow", "<图>", "<p>A</p>"}};
  beside.after = {{"sums", "账目", "<p>B</p>"}};
  const std::string page = write_html(document, {.title = "预算", .contents = true}, beside);
  EXPECT_NE(page.find("收入 <a id=\"n1\" href=\"#s1\">12.80</a> 万元，支出 <a id=\"n2\" href=\"#s1\">12.80</a> 万元。"), std::string::npos);
  EXPECT_NE(page.find("<td class=\"amount\"><a id=\"t-r1-1\" href=\"#s2\">-12.80</a></td>"), std::string::npos);
  EXPECT_EQ(page.find("nowhere"), std::string::npos);
  EXPECT_LT(page.find("<aside aria-labelledby=\"flow\">\n<h2 id=\"flow\">&lt;图&gt;</h2>\n<p>A</p></aside>"), page.find("<main"));
  EXPECT_GT(page.find("<p>B</p></aside>"), page.find("</main>"));
  EXPECT_NE(page.find("<li><a href=\"#sums\">账目</a></li>"), std::string::npos);
  EXPECT_EQ(count(page, "</aside>"), 2);
}

TEST(WritePdf, PagesTurnForWideTablesAndHeadingsAreBookmarks) {
  const auto pdf = write_pdf(tests::everything(), {.title = "预算公开", .contents = true});
  ASSERT_TRUE(pdf.has_value()) << pdf.error().message;
  const int landscape = count(*pdf, "/MediaBox [ 0 0 841.9");
  EXPECT_GE(landscape, 3);  // 80 rows of two lines
  EXPECT_EQ(count(*pdf, "/MediaBox [ 0 0 595.3"), 3);  // contents, first page, last table
  EXPECT_EQ(count(*pdf, "/Title <"), 5);               // the file's, and four headings
}

// Not more rows on a page than there is room for, whatever is in a cell.
TEST(WritePdf, CellsHigherThanAPageGoOn) {
  Document document;
  Grid grid{2, 1, {{0, 0, 1, 1, std::string(), {}}, {1, 0, 1, 1, "末行", {}}}, {}, 0};
  for (int line = 0; line < 300; ++line) grid.cells[0].text += (line > 0 ? "\n" : "") + std::to_string(line);
  document.blocks = {grid};
  const auto pdf = write_pdf(document, {});
  ASSERT_TRUE(pdf.has_value());
  EXPECT_GE(count(*pdf, "/MediaBox"), 5);
}

}  // namespace
}  // namespace mingzhang
