#pragma once
// CRS113: one row pasted too many or too few, and from there on every figure stands beside another item. Seen by comparing a table
// with another one that prints the same codes; its figures must then be left out of all other checks.

#include <vector>

#include "check/rule.h"
#include "disclosure/disclosure.h"

namespace mingzhang {

// Rows first_row..last_row of a table do not print their own figures. moves: (row, the row whose figure it prints).
struct RowShift {
  int table = -1, reference = -1;
  int wrong_elsewhere = 0;  // rows outside that differ from the reference
  int first_row = 0, last_row = 0;
  std::vector<std::pair<int, int>> moves;
};

// At most one for each table.
std::vector<RowShift> find_row_shifts(const Disclosure& disclosure);

// The disclosure with the figures of the shifted rows open.
Disclosure without_shifted_rows(const Disclosure& disclosure, const std::vector<RowShift>& shifts);

void report_row_shifts(const Disclosure& disclosure, const std::vector<RowShift>& shifts, Findings& findings);

}  // namespace mingzhang
