#pragma once
// Excel workbooks (Office Open XML).

#include "base/limits.h"
#include "base/result.h"
#include "document/document.h"
#include "read/package/package.h"

namespace mingzhang {

// Of each sheet its name as a Text (heading 1), then its rows of text and what is used of its table as a Grid (sheet.h):
// merged cells with their spans, numbers as Excel prints them, formulas by their last value. Hidden sheets, rows and columns are read as well, with a Note. Places: `cell` is "Sheet!B7".
// Errors: read.office.damaged, .too_large, .encrypted, .blank.
Result<Document> read_xlsx(Package& package, const std::string& main_part, const Limits& limits = {});

}  // namespace mingzhang
