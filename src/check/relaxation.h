#pragma once
// The linear program that is left when propagation has done its part: unknowns with one value and rows that hold anyway
// are gone. It is stated in fen of deviation from the printed values, with exact right-hand sides and rows scaled to
// coefficients of at most 1. So numbers are as large as roundings (some thousands), whatever the magnitude, and one fen
// is far above the tolerance of the solver. A larger unit does worse: CLP gives no ray when rows miss by less than
// 1e-3.

#include <optional>
#include <vector>

#include "check/linear_program.h"
#include "check/propagator.h"

namespace mingzhang {

struct Relaxation {
  LinearProgram program;
  std::vector<int> unknowns;         // of the columns
  std::vector<int> column_of;        // per unknown: its column, or -1
  std::vector<std::int64_t> base;    // per unknown: the value from which deviations are measured
  std::vector<int> rows;             // of the program's rows
  std::vector<std::int64_t> scales;  // what these were divided by

  // The values of all unknowns at a point of the program, rounded to integers.
  std::vector<std::int64_t> values_at(const std::vector<double>& columns, const Propagator& propagator) const;
};

// The propagator must have been reset without contradiction.
Relaxation relax(const ExactSystem& system, const Propagator& propagator);

// Rows, ascending, that contradict one another, if the ray (of an infeasible relaxation) proves it in exact arithmetic.
std::optional<std::vector<int>> confirm_ray(const ExactSystem& system, const Propagator& propagator,
                                            const Relaxation& relaxation, const std::vector<double>& ray);

}  // namespace mingzhang
