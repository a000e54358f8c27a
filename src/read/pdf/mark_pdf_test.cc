#include "read/pdf/mark_pdf.h"

#include <gtest/gtest.h>

#include <fmt/format.h>
#include <poppler/Annot.h>
#include <poppler/PDFDoc.h>
#include <poppler/Page.h>

#include "read/pdf/page_image.h"
#include "read/pdf/poppler_file.h"
#include "read/pdf/written_pdf_for_tests.h"

namespace mingzhang::pdf {
namespace {

// Two pages of 200 x 100 points, turned, with a crop box that does not begin at zero.
std::string small_pdf(int turn) {
  const std::string page = fmt::format("<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/CropBox[50 60 250 160]/Rotate {}/Annots[]>>", turn);
  return written_pdf({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>", page, page});
}

PageMark boxed(int page) { return {page, {100, 200, 300, 400}, 0xB3261E, "标题", "合计与各项之和不符"}; }

TEST(MarkPdf, TheFileKeepsItsBytes) {
  const std::string original = small_pdf(0);
  const auto marked = mark_pdf(original, "a.pdf", std::vector{boxed(1)}, {});
  ASSERT_TRUE(marked.has_value());
  EXPECT_TRUE(marked->starts_with(original));
  EXPECT_GT(marked->size(), original.size());
}

TEST(MarkPdf, SquaresStandWhereThePageIsSeen) {
  struct Case {
    int turn;
    double left, bottom, right, top;
  };
  for (const Case& c : {Case{0, 58.5, 118.5, 81.5, 141.5}, Case{90, 68.5, 68.5, 91.5, 91.5}, Case{180, 218.5, 78.5, 241.5, 101.5}, Case{270, 208.5, 128.5, 231.5, 151.5}}) {
    const auto marked = mark_pdf(small_pdf(c.turn), "a.pdf", std::vector{boxed(2)}, {});
    ASSERT_TRUE(marked.has_value());
    const auto file = PopplerFile::open(*marked, "b.pdf", {});
    ASSERT_TRUE(file.has_value());
    EXPECT_FALSE(file->was_repaired());
    const auto& annotations = file->document().getPage(2)->getAnnots()->getAnnots();
    ASSERT_EQ(annotations.size(), 1u);
    const PDFRectangle& place = annotations[0]->getRect();
    EXPECT_NEAR(place.x1, c.left, 0.01) << c.turn;
    EXPECT_NEAR(place.y1, c.bottom, 0.01) << c.turn;
    EXPECT_NEAR(place.x2, c.right, 0.01) << c.turn;
    EXPECT_NEAR(place.y2, c.top, 0.01) << c.turn;
  }
}

TEST(MarkPdf, WhatHasNoBoxIsANoteOfItsPage) {
  const std::vector<PageMark> marks = {{0, {}, 0, "t", "缺一张表"}, {2, {}, 0, "t", "整页"}, {9, {}, 0, "t", "没有这一页"}};
  const auto marked = mark_pdf(small_pdf(0), "a.pdf", marks, {});
  ASSERT_TRUE(marked.has_value());
  const auto file = PopplerFile::open(*marked, "b.pdf", {});
  for (const int page : {1, 2}) {
    const auto& annotations = file->document().getPage(page)->getAnnots()->getAnnots();
    ASSERT_EQ(annotations.size(), 1u);
    EXPECT_EQ(annotations[0]->getType(), Annot::typeText);
  }
}

// Whatever is wrong with the table of objects: the marks are there, and the new file is sound.
TEST(MarkPdf, BrokenFilesAreWrittenAnew) {
  const std::string sound = small_pdf(0), table = "xref\n0 5\n";
  std::string no_table = sound, gap = sound;
  no_table.replace(no_table.find(table), 4, "nope");
  gap.replace(gap.find(table), table.size(), "xref\n0 4\n");  // the last page stands in no table
  for (const std::string& broken : {no_table, gap}) {
    const auto marked = mark_pdf(broken, "a.pdf", std::vector{boxed(1), boxed(2)}, {});
    ASSERT_TRUE(marked.has_value());
    const auto file = PopplerFile::open(*marked, "b.pdf", {});
    ASSERT_TRUE(file.has_value());
    EXPECT_FALSE(file->was_repaired());
    for (const int page : {1, 2}) EXPECT_EQ(file->document().getPage(page)->getAnnots()->getAnnots().size(), 1u);
  }
}

TEST(MarkPdf, NoPdfIsAnError) {
  EXPECT_EQ(mark_pdf("no pdf", "a.txt", {}, {}).error().id, "read.pdf.damaged");
}

TEST(PageImage, PagesAsTheyAreSeen) {
  const std::vector<int> pages = {2, 7, 1};
  const auto images = page_images(small_pdf(90), "a.pdf", pages, {}, {});
  ASSERT_TRUE(images.has_value());
  ASSERT_EQ(images->size(), 2u);
  EXPECT_EQ((*images)[0].page, 2);
  EXPECT_EQ((*images)[0].width, 1000);
  EXPECT_EQ((*images)[0].height, 2000);
  EXPECT_TRUE((*images)[0].png.starts_with("\x89PNG"));
}

TEST(PageImage, MarksAreSeenOnThem) {
  const std::vector<int> pages = {1};
  const std::string plain = small_pdf(0), marked = *mark_pdf(plain, "a.pdf", std::vector{boxed(1)}, {});
  EXPECT_NE((*page_images(plain, "a.pdf", pages, {}, {}))[0].png, (*page_images(marked, "a.pdf", pages, {}, {}))[0].png);
}

TEST(PageImage, NoMoreThanTheSizeAllowed) {
  const std::vector<int> pages = {1, 2};
  EXPECT_TRUE(page_images(small_pdf(0), "a.pdf", pages, {.bytes_max = 10}, {})->empty());
  const auto images = page_images(small_pdf(0), "a.pdf", pages, {.dpi = 720, .pixels_max = 5000}, {});
  ASSERT_EQ(images->size(), 2u);
  EXPECT_LT((*images)[0].png.size(), 5000u);
}

}  // namespace
}  // namespace mingzhang::pdf
