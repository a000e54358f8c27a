#pragma once
// PDF, as printed from Word, WPS, Excel, browsers or scanned.

#include <string>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "document/document.h"

namespace mingzhang {

// A PageBreak before each page; one Text per visual line, columns of a line apart by two or more spaces; each
// table as a Grid, whether rulings draw it or its figures stand below one another. Words of a table stand in its Grid only. Places have page, line (running on the page, rows of a table
// count as lines) and box; turned pages are read upright.
// Pages without text are left out with a note, or, with `recognise`, read from their pictures where Tesseract is installed:
// seconds a page.
// Notes: read.pdf.page_without_text, .recognised, .doubtful_figure, .unreadable_character, .hidden_text, .page_over_limit, .repaired.
// Errors: read.pdf.encrypted, .damaged, .too_many_pages.
Result<Document> read_pdf(std::string_view bytes, const std::string& path, const Limits& limits = {}, bool recognise = false);

}  // namespace mingzhang
