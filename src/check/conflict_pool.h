#pragma once
// The conflicts found so far in one component, and the question that finds more: does the rest hold when these claims
// are given up?

#include <vector>

#include "check/feasibility.h"
#include "check/hitting_set.h"

namespace mingzhang {

class ConflictPool {
 public:
  ConflictPool(const ExactSystem& component, const SolverLimits& limits, SolverStatistics& statistics);

  // Infeasible: an irreducible conflict among the remaining rows has been added to the pool. Contradictions of
  // identities alone go to hopeless(), and one of their rows is out of force from then on.
  Verdict check_without(const ClaimSet& claims);

  const std::vector<Conflict>& conflicts() const { return conflicts_; }
  const std::vector<ClaimSet>& claim_sets() const { return claim_sets_; }  // their claims, same order
  const std::vector<Conflict>& hopeless() const { return hopeless_; }
  std::vector<ClaimSet> not_hit_by(const ClaimSet& claims) const;

  // The values of an unknown that are possible without these claims, which must leave a feasible rest.
  Interval range_without(const ClaimSet& claims, int unknown);
  const std::vector<int>& rows_of(int claim) const;  // in the component

 private:
  ActiveRows active_without(const ClaimSet& claims) const;

  const ExactSystem& component_;
  const SolverLimits& limits_;
  SolverStatistics& statistics_;
  FeasibilityOracle oracle_;
  ActiveRows in_force_;
  std::vector<std::vector<int>> rows_of_claim_;
  std::vector<Conflict> conflicts_, hopeless_;
  std::vector<ClaimSet> claim_sets_;
  bool exhausted_ = false;  // no more questions: said once of a component
};

}  // namespace mingzhang
