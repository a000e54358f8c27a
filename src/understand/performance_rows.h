#pragma once
// Cutting the characters of an indicator list back into rows and cells.
//
// Every way to cut is a path; each step (a cell, an empty cell, a character that belongs nowhere) has a cost that says
// how unusual it is, and the cheapest path is taken (dynamic programming, linear in the length of the text). What pins
// the path down are the cells with a grammar: levels, targets, weights, and the known bases, scoring rules and
// evidence. Names and free texts lie between them.

#include <array>
#include <vector>

#include "understand/performance_glyphs.h"

namespace mingzhang {

struct IndicatorRow {
  std::array<Run, kIndicatorColumns> cells;  // empty runs for empty cells
  std::vector<Run> level_fragments;          // torn pieces of its levels: "满意", "度指", "标"
  const Run& cell(IndicatorColumn column) const { return cells[static_cast<std::size_t>(column)]; }
};

struct IndicatorRows {
  std::vector<IndicatorRow> rows;
  std::vector<Run> unplaced;  // characters that fit no column
};

// `columns`: those of the table, in the order printed. `within`: the part of the text that holds the rows.
IndicatorRows cut_rows(const Glyphs& glyphs, Run within, const std::vector<IndicatorColumn>& columns,
                       const PerformanceWords& words);

}  // namespace mingzhang
