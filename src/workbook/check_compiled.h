#pragma once
// What only compiling shows: changes that the form wants explained and nobody did, at the cell of the amount that changed, and
// money that the form has no place for.

#include "base/result.h"
#include "forms/knowledge.h"
#include "workbook/from_content.h"

namespace mingzhang {

// Adds to typed.problems what compiling would ask for: the same phrases and tables of the form decide. Errors: catalog.yaml.*
Result<void> check_compiled(const Content& content, const WorkbookLayout& layout, const Form& form, const Knowledge& knowledge, TypedUnit& typed);

}  // namespace mingzhang
