#pragma once
// The pages behind a report: pictures for the page of HTML, and the PDF itself with the findings marked on it.

#include <string>

#include "base/language.h"
#include "base/result.h"
#include "check/report.h"
#include "render/report_html.h"

namespace mingzhang {

// Of the pages with findings, as far as a bounded size lasts. What cannot be shown is left out: the findings stand in the report.
PageImages page_images_of(const Report& report);

// Of the one file of the report. Errors: check.not_pdf, read.*.
Result<std::string> marked_pdf_of(const Report& report, Language language);

}  // namespace mingzhang
