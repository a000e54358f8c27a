#include "check/conflict_pool.h"

#include <algorithm>
#include <utility>

namespace mingzhang {

ConflictPool::ConflictPool(const ExactSystem& component, const SolverLimits& limits, SolverStatistics& statistics)
    : component_(component),
      limits_(limits),
      statistics_(statistics),
      oracle_(component, statistics),
      in_force_(component.rows.size(), 1) {
  for (int row = 0; row < static_cast<int>(component.rows.size()); ++row) {
    const int claim = component.rows[row].claim;
    if (claim < 0) continue;
    if (claim >= static_cast<int>(rows_of_claim_.size())) rows_of_claim_.resize(claim + 1);
    rows_of_claim_[claim].push_back(row);
  }
}

ActiveRows ConflictPool::active_without(const ClaimSet& claims) const {
  ActiveRows active = in_force_;
  for (const int claim : claims) {
    for (const int row : rows_of_claim_[claim]) active[row] = 0;
  }
  return active;
}

Verdict ConflictPool::check_without(const ClaimSet& claims) {
  while (statistics_.checks + statistics_.linear_programs < limits_.solves_max) {
    ++statistics_.checks;
    const Verdict verdict = oracle_.check(active_without(claims));
    const bool too_long = verdict == Verdict::Infeasible && static_cast<int>(oracle_.proof().size()) > limits_.conflict_rows_max;
    if (verdict == Verdict::Undecided || too_long) ++statistics_.undecided;
    if (too_long) return Verdict::Undecided;
    if (verdict != Verdict::Infeasible) return verdict;
    const std::vector<int> rows = irreducible_conflict(component_, oracle_.proof(), statistics_);
    Conflict conflict = conflict_of(component_, rows);
    if (!conflict.claims.empty()) {
      claim_sets_.push_back(conflict.claims);
      conflicts_.push_back(std::move(conflict));
      return Verdict::Infeasible;
    }
    in_force_[rows.back()] = 0;
    hopeless_.push_back(std::move(conflict));
  }
  if (!std::exchange(exhausted_, true)) ++statistics_.undecided;
  return Verdict::Undecided;
}

std::vector<ClaimSet> ConflictPool::not_hit_by(const ClaimSet& claims) const {
  std::vector<ClaimSet> open;
  for (const ClaimSet& set : claim_sets_) {
    if (!intersects(set, claims)) open.push_back(set);
  }
  return open;
}

Interval ConflictPool::range_without(const ClaimSet& claims, int unknown) {
  return oracle_.range(unknown, active_without(claims));
}

const std::vector<int>& ConflictPool::rows_of(int claim) const {
  return rows_of_claim_[claim];
}

}  // namespace mingzhang
