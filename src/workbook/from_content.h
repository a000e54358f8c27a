#pragma once
// What stands in the cells -> the ledger and the facts, with everything that is wrong on the way.

#include "workbook/content.h"
#include "workbook/input_problem.h"

namespace mingzhang {

// Where a line of the ledger stands, for what is found later.
struct LineOrigin {
  std::string cell;  // of its amount
  std::size_t sheet = 0, row = 0;
  bool noted = false;  // the clerk wrote a note: unusual, but looked at
};

inline constexpr int kYearUnknown = 2000;  // what the lines are taken to be of when the year cannot be read

struct TypedUnit {
  UnitData data;
  int year() const { return data.file.year > 0 ? data.file.year : kYearUnknown; }
  std::vector<LineOrigin> origins;  // of data.file.ledger.lines
  InputProblems problems;
};

TypedUnit from_content(const Content& content, const WorkbookLayout& layout, const Knowledge& knowledge, bool final_accounts);

}  // namespace mingzhang
