#pragma once
// Adapter of COIN-OR CLP and CBC: the only file that includes them. They compute in floating point, print, and throw;
// here they are silent, and whatever goes wrong inside becomes LinearStatus::Failed.

#include <cstdint>
#include <optional>
#include <vector>

namespace mingzhang {

// column_low <= x <= column_high and row_low <= A x <= row_high; ends may be -/+ kUnbounded.
struct LinearProgram {
  static constexpr double kUnbounded = 1e300;

  std::vector<double> column_low, column_high;
  std::vector<double> row_low, row_high;
  std::vector<int> row_begin = {0};  // A by rows: entries row_begin[r] .. row_begin[r + 1] - 1
  std::vector<int> columns;
  std::vector<double> coefficients;
};

enum class LinearStatus : std::uint8_t { Solved, Infeasible, Failed };

struct LinearOutcome {
  LinearStatus status = LinearStatus::Failed;
  std::vector<double> values;  // Solved: one per column
  std::vector<double> ray;     // Infeasible: one multiplier per row, a Farkas certificate up to its sign
};

// Any point; or, with an objective, one where the column is least (direction 1) or greatest (direction -1). An
// unbounded objective is Failed.
struct LinearObjective {
  int column = 0;
  int direction = 1;
};
LinearOutcome solve_linear(const LinearProgram& program, const std::optional<LinearObjective>& objective = {});

// A point with all columns integer, looked for in at most `nodes_max` nodes of branch and bound.
LinearOutcome solve_integer(const LinearProgram& program, int nodes_max);

}  // namespace mingzhang
