#include "read/isolate/page_work.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

TEST(PageWork, RequestsCrossOver) {
  PageRequest request;
  request.pages = {3, 1};
  request.image_bytes_max = 1'000'000;
  request.path = "预算.pdf";
  request.mark = true;
  request.marks = {{2, {10, 20, 30, 40}, 0xB3261E, "标题", "第一行\n第二行"}};
  const std::string text = to_request(request, "%PDF\n\x00\xFF");
  const auto again = from_request(text);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->first.pages, request.pages);
  EXPECT_EQ(again->first.path, request.path);
  EXPECT_TRUE(again->first.mark);
  ASSERT_EQ(again->first.marks.size(), 1u);
  EXPECT_EQ(again->first.marks[0].note, "第一行\n第二行");
  EXPECT_EQ(again->first.marks[0].box, (Box{10, 20, 30, 40}));
  EXPECT_TRUE(again->second.starts_with("%PDF\n"));
}

TEST(PageWork, NonsenseIsRefused) {
  for (const char* text : {"", "no line end", "{}\npdf", "[1]\n", "{\"pages\": 1}\n", "{\n"})
    EXPECT_EQ(from_request(text).error().id, "read.process.failed") << text;
}

}  // namespace
}  // namespace mingzhang
