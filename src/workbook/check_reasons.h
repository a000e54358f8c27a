#pragma once
// Changes that the form wants explained and nobody did, at the cell of the amount that changed.

#include "base/result.h"
#include "forms/knowledge.h"
#include "workbook/from_content.h"

namespace mingzhang {

// Adds to typed.problems what compiling would ask for: the same phrases of the form decide. Errors: catalog.yaml.*
Result<void> check_reasons(const Content& content, const WorkbookLayout& layout, const Form& form, const Knowledge& knowledge, TypedUnit& typed);

}  // namespace mingzhang
