#pragma once
// What no disclosure can be without: sheets and rows of which something must be filled, whatever the unit is.

#include "forms/form.h"
#include "workbook/from_content.h"

namespace mingzhang {

// Adds to typed.problems.
void check_needs(const Content& content, const WorkbookLayout& layout, const Form& form, TypedUnit& typed);

}  // namespace mingzhang
