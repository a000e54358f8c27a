#pragma once
// Error localisation in one component: which claims must give way, and which others could instead.
//
// Conflicts (irreducible contradictions) are gathered until a lightest set of claims that hits them all leaves a
// feasible rest: giving these claims up repairs the component at least cost. Then each cause is looked at by itself,
// with the other causes repaired: which equally light sets would do as well?

#include <vector>

#include "check/exact_system.h"

namespace mingzhang {

std::vector<Diagnosis> localise(const System& system, const ExactSystem& component, const SolverLimits& limits,
                                SolverStatistics& statistics);

}  // namespace mingzhang
