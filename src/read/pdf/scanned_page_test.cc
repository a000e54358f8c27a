#include "read/pdf/scanned_page.h"

#include <gtest/gtest.h>

#include "read/pdf/page_image.h"
#include "read/pdf/picture_rulings.h"
#include "read/pdf/read_pdf.h"
#include "read/pdf/rulings.h"
#include "read/pdf/sheet_for_tests.h"

namespace mingzhang::pdf {
namespace {

struct Pieces {
  const std::string& bytes;
  std::size_t position = 0;
};

cairo_status_t next_piece(void* closure, unsigned char* data, unsigned length) {
  auto& pieces = *static_cast<Pieces*>(closure);
  if (pieces.position + length > pieces.bytes.size()) return CAIRO_STATUS_READ_ERROR;
  pieces.bytes.copy(reinterpret_cast<char*>(data), length, pieces.position);
  pieces.position += length;
  return CAIRO_STATUS_SUCCESS;
}

// The first page of a PDF as a scanner gives it.
std::string scanned(const std::string& bytes) {
  const std::vector<int> pages = {1};
  const auto images = page_images(bytes, "a.pdf", pages, {.dpi = 200}, {});
  Pieces pieces{images->front().png};
  cairo_surface_t* picture = cairo_image_surface_create_from_png_stream(&next_piece, &pieces);
  Sheet sheet;
  cairo_scale(sheet.cairo(), 0.36, 0.36);
  cairo_set_source_surface(sheet.cairo(), picture, 0, 0);
  cairo_paint(sheet.cairo());
  cairo_surface_destroy(picture);
  return sheet.finish();
}

std::string budget_page() {
  Sheet sheet;
  sheet.size(16).centre(300, 40, "部门收支总表").size(11).text(50, 70, "编制单位：某局").right(550, 70, "单位：万元");
  sheet.grid({50, 250, 400, 550}, {90, 115, 140, 165, 190});
  sheet.text(55, 94, "项目").text(255, 94, "上年预算数").text(405, 94, "本年预算数");
  sheet.text(55, 119, "教育支出").right(395, 119, "1,234.56").right(545, 119, "12.80");
  sheet.text(55, 144, "卫生健康支出").right(395, 144, "307.40");
  sheet.text(55, 169, "合计").right(395, 169, "1,541.96").right(545, 169, "12.80");
  sheet.text(75, 220, "本年支出预算合计 12.80 万元，比上年减少 1,529.16 万元。");
  return sheet.finish();
}

TEST(ScannedPage, RulingsOfAPicture) {
  const std::string bytes = scanned(budget_page());
  const auto file = PopplerFile::open(bytes, "a.pdf", {});
  const GreyImage image = grey_image(*file, 1, 300);
  const auto horizontals = merged_rulings(horizontal_rulings(image)), verticals = merged_rulings(vertical_rulings(image));
  ASSERT_EQ(horizontals.size(), 5u);
  ASSERT_EQ(verticals.size(), 4u);
  EXPECT_NEAR(horizontals[1].position, 115, 1);
  EXPECT_NEAR(verticals[3].position, 550, 1);
  EXPECT_NEAR(verticals[3].to, 190, 1);
}

TEST(ScannedPage, IsReadAsTheOriginalIs) {
  if (!Tesseract::load()) GTEST_SKIP() << "no Tesseract: " << kTesseractPackages;
  const auto original = read_pdf(budget_page(), "a.pdf");
  const auto document = read_pdf(scanned(budget_page()), "a.pdf", {}, true);
  ASSERT_TRUE(document.has_value());
  ASSERT_FALSE(document->notes.empty());
  EXPECT_EQ(document->notes[0].id, "read.pdf.recognised");
  const auto grid_of = [](const Document& d) {
    for (const Block& block : d.blocks)
      if (const auto* grid = std::get_if<Grid>(&block)) return *grid;
    return Grid();
  };
  const Grid expected = grid_of(*original), grid = grid_of(*document);
  ASSERT_EQ(grid.cells.size(), expected.cells.size()) << dump(*document);
  for (std::size_t i = 0; i < grid.cells.size(); ++i) EXPECT_EQ(grid.cells[i].text, expected.cells[i].text);
  for (const char* amount : {"12.80", "1,529.16"}) EXPECT_NE(dump(*document).find(amount), std::string::npos) << dump(*document);
}

TEST(ScannedPage, IsLeftOutWithoutRecognising) {
  const auto document = read_pdf(scanned(budget_page()), "a.pdf");
  ASSERT_EQ(document->notes.size(), 1u);
  EXPECT_EQ(document->notes[0].id, "read.pdf.page_without_text");
  EXPECT_EQ(document->blocks.size(), 1u);
}

}  // namespace
}  // namespace mingzhang::pdf
