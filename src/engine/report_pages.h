#pragma once
// The pages behind a report: pictures for the page of HTML, and the PDF itself with the findings marked on it.

#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "base/result.h"
#include "check/report.h"
#include "render/report_html.h"

namespace mingzhang {

// Of the pages with findings, as far as a bounded size lasts. What cannot be shown is left out: the findings stand in the report.
PageImages page_images_of(const Report& report);
std::vector<PageImage> page_images_of(const FileReport& file, std::string_view bytes);  // of one file, whose bytes these are

// Of the one file of the report. Errors: check.not_pdf, read.*.
Result<std::string> marked_pdf_of(const Report& report, Language language);
Result<std::string> marked_pdf_of(const FileReport& file, std::string_view bytes, Language language);

}  // namespace mingzhang
