#pragma once
// One row pasted too many or too few, and from there on every figure stands beside another item. Seen by comparing a table with
// another one that prints the same codes, from the first figure of each row alone: its total, whatever its other columns are.

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "money/figure.h"

namespace mingzhang {

struct CodedRow {
  std::string_view code;        // "" for none
  std::optional<Figure> first;  // nullopt for rows without figures
};
using CodedRows = std::vector<CodedRow>;  // of one table

// Rows first_row..last_row of a table do not print their own figures. moves: (row, the row whose figure it prints).
struct RowShift {
  int table = -1, reference = -1;
  int wrong_elsewhere = 0;  // rows outside that differ from the reference
  int first_row = 0, last_row = 0;
  std::vector<std::pair<int, int>> moves;

  bool covers(int a_table, int row) const { return a_table == table && row >= first_row && row <= last_row; }
};

// At most one for each table.
std::vector<RowShift> find_row_shifts(const std::vector<CodedRows>& tables);

}  // namespace mingzhang
