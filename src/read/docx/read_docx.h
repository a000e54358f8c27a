#pragma once
// Word documents (Office Open XML).

#include "base/limits.h"
#include "base/result.h"
#include "document/document.h"
#include "read/package/package.h"

namespace mingzhang {

// Paragraphs as Texts with their automatic numbers, tables as Grids, in the order of the text; text boxes behind the
// paragraph that holds them, footnotes at the end. Deletions that are tracked, hidden text and field codes are left out.
// Headers and footers are not read. Places: `line` counts paragraph lines and table rows, `column` the columns of a table.
// Errors: read.office.damaged, .too_large, .too_deep, .encrypted, .blank.
Result<Document> read_docx(Package& package, const std::string& main_part, const Limits& limits = {});

}  // namespace mingzhang
