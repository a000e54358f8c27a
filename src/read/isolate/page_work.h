#pragma once
// Work on the pages of a PDF that a report needs, done by mingzhang-read as reading is: pictures of pages, and the file with
// marks on it. Both sides of the pipe are here: a line of JSON says what is asked or answered, bytes follow it.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "document/page_image.h"

namespace mingzhang {

inline constexpr std::string_view kPageWorkOption = "--pages";  // of mingzhang-read: a request is on standard input

struct PageRequest {
  std::vector<int> pages;  // pictures of these, in this order
  int dpi = 100;
  std::uint64_t image_bytes_max = 0;
  std::vector<PageMark> marks;
  bool mark = false;  // the marked file instead of pictures
  std::string path;   // what messages call the file
};

std::string to_request(const PageRequest& request, std::string_view pdf);
// What is asked, and the PDF, which lies in `text`. Error: read.process.failed.
Result<std::pair<PageRequest, std::string_view>> from_request(std::string_view text);

std::string to_answer(const Result<std::vector<PageImage>>& images);
std::string to_answer(const Result<std::string>& marked);

// Pictures of the pages that exist, as far as image_bytes_max lasts. Errors: read.process.*, read.pdf.*.
Result<std::vector<PageImage>> page_images_of(std::string_view pdf, const PageRequest& request, const Limits& limits = {});
// The PDF with the marks. Errors: the same.
Result<std::string> marked_pdf(std::string_view pdf, const PageRequest& request, const Limits& limits = {});

}  // namespace mingzhang
