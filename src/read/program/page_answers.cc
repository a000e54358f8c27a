#include "read/program/page_answers.h"

#include "read/isolate/page_work.h"
#include "read/pdf/mark_pdf.h"
#include "read/pdf/page_image.h"

namespace mingzhang {

std::string answer_page_request(std::string_view text, const Limits& limits) {
  const auto asked = from_request(text);
  if (!asked) return to_answer(Result<std::string>(tl::unexpected<Error>(asked.error())));
  const auto& [request, bytes] = *asked;
  if (request.mark) return to_answer(pdf::mark_pdf(bytes, request.path, request.marks, limits));
  return to_answer(pdf::page_images(bytes, request.path, request.pages, {.dpi = request.dpi, .bytes_max = request.image_bytes_max}, limits));
}

}  // namespace mingzhang
