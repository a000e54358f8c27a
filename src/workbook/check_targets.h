#pragma once
// Targets that could not be judged after the year: weights that are not 100 together, words where a number must be compared.

#include "workbook/from_content.h"

namespace mingzhang {

// Adds to typed.problems.
void check_targets(TypedUnit& typed);

}  // namespace mingzhang
