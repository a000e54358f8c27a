#include "check/reader_notes.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

Place on_page(int page) {
  Place place;
  place.page = page;
  return place;
}

TEST(ReaderNotes, EachKindIsToldOnceWithItsPages) {
  Disclosure disclosure;
  disclosure.notes = {{"read.pdf.page_without_text", "x", on_page(5)},
                      {"read.pdf.repaired", "x", {}},
                      {"understand.unit.missing", "x", on_page(1)},
                      {"read.pdf.page_without_text", "x", on_page(3)},
                      {"read.pdf.page_without_text", "x", on_page(5)}};
  const auto notes = reader_notes(disclosure);
  ASSERT_EQ(notes.size(), 2u);
  EXPECT_TRUE(notes[0].zh.starts_with("第 3、5 页：页面上只有图像")) << notes[0].zh;
  EXPECT_TRUE(notes[0].en.starts_with("Page 3, 5: A page has pictures")) << notes[0].en;
  EXPECT_TRUE(notes[1].zh.starts_with("PDF 文件的结构有损坏")) << notes[1].zh;
}

}  // namespace
}  // namespace mingzhang
