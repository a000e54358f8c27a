#pragma once
// CRS113: one row pasted too many or too few, and from there on every figure stands beside another item. Seen by comparing a table
// with another one that prints the same codes; its figures must then be left out of all other checks.

#include <vector>

#include "check/rule.h"
#include "disclosure/disclosure.h"
#include "disclosure/row_shifts.h"

namespace mingzhang {

// At most one for each table.
std::vector<RowShift> find_row_shifts(const Disclosure& disclosure);

// The disclosure with the figures of the shifted rows open.
Disclosure without_shifted_rows(const Disclosure& disclosure, const std::vector<RowShift>& shifts);

void report_row_shifts(const Disclosure& disclosure, const std::vector<RowShift>& shifts, Findings& findings);

}  // namespace mingzhang
