#pragma once
// The upper part of a performance table: labels with their values, the goal, and the amounts.

#include "understand/performance_glyphs.h"
#include "understand/performance_text.h"

namespace mingzhang {

// Fills the fields, the goal and the amounts of `result` from the part of the text between title and indicators. What
// is neither a label nor a value goes to `result.open`.
void read_fields(const Glyphs& glyphs, Run within, const PerformanceWords& words, PerformanceText& result);

}  // namespace mingzhang
