#pragma once
// A PDF with notes on it: the original bytes, and behind them an update that adds annotations.

#include <span>
#include <string>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "document/page_image.h"

namespace mingzhang::pdf {

// Boxes become squares, marks without a box notes at the edge of the page; both open to their text. A file whose table of
// objects is broken is written anew, any other keeps its bytes as they are. Errors: read.pdf.*.
Result<std::string> mark_pdf(std::string_view bytes, const std::string& path, std::span<const PageMark> marks, const Limits& limits);

}  // namespace mingzhang::pdf
