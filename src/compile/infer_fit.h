#pragma once
// Whole amounts at given points that satisfy the demands: few lines, near to what is printed, at the points that cost least.
// A linear program chooses the points and roughly the amounts; integers are found around it by the solver of the checks.

#include <cstdint>
#include <vector>

#include "compile/infer_demands.h"
#include "compile/infer_points.h"

namespace mingzhang {

struct Fit {
  std::vector<std::int64_t> amounts;  // one for each point
  std::vector<int> unmet;             // demands that do not hold, ascending
};

Fit fit_amounts(const Demands& demands, const CandidatePoints& candidates);

}  // namespace mingzhang
