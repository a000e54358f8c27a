#pragma once
// What is wrong with what a clerk typed although every cell can be read: amounts that do not agree, that are in the wrong
// unit, changes without a reason, targets that cannot be judged.

#include "workbook/from_content.h"

namespace mingzhang {

// Adds to typed.problems.
void check_input(const Content& content, const WorkbookLayout& layout, const Knowledge& knowledge, TypedUnit& typed);

}  // namespace mingzhang
