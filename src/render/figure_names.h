#pragma once
// A name for every figure of a disclosure, that lasts as long as its tables: what links to it says "income_by_function-2080505-3",
// the table by the id of the form, the row by its code (or its number: r4), the column by its number among those with amounts.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "disclosure/disclosure.h"

namespace mingzhang {

class FigureNames {
 public:
  explicit FigureNames(const Disclosure& disclosure);  // must outlive the names

  std::string table(int table) const;  // "income_by_function"; of tables that no form knows "t3"
  std::string row(const CellRef& cell) const;     // "2080505", "r4"
  int column(const CellRef& cell) const;          // from 1, through all panels of the table
  std::string of(const Claim& claim) const;       // in a table; "" for a figure in a sentence

 private:
  const Disclosure& disclosure_;
  std::vector<std::vector<std::string>> rows_;  // by table
  std::vector<int> first_column_;               // by table: columns of the panels before
};

}  // namespace mingzhang
