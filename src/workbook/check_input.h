#pragma once
// What is wrong with what a clerk typed although every cell can be read: amounts that do not agree, that are in the wrong
// unit, changes without a reason, targets that cannot be judged.

#include "workbook/from_content.h"

namespace mingzhang {

// Adds to typed.problems. `reason_from_percent`: changes of at least so many percent need a reason; 0: none does.
void check_input(const Content& content, const WorkbookLayout& layout, const Knowledge& knowledge, int reason_from_percent, TypedUnit& typed);

}  // namespace mingzhang
