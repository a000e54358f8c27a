#include <algorithm>

#include "check/feasibility.h"
#include "check/system.h"

namespace mingzhang {
namespace {

// Takes the least trusted claim of the conflict out of force; an identity when no claim is involved.
void give_up_one(const System& system, const ExactSystem& exact, const std::vector<int>& rows,
                 const std::vector<int>& claims, ActiveRows& active) {
  if (claims.empty()) {
    active[rows.back()] = 0;
    return;
  }
  const int claim = *std::min_element(claims.begin(), claims.end(),
                                      [&](int a, int b) { return claim_weight(system, a) < claim_weight(system, b); });
  for (std::size_t row = 0; row < exact.rows.size(); ++row) {
    if (exact.rows[row].claim == claim) active[row] = 0;
  }
}

}  // namespace

std::vector<Conflict> propagate(const System& system) {
  const ExactSystem exact = make_exact(system);
  Propagator propagator(exact);
  ActiveRows active(exact.rows.size(), 1);
  std::vector<Conflict> conflicts;
  while (!propagator.reset(active)) {
    const std::vector<int> rows = irreducible_by_propagation(exact, propagator.explain_conflict());
    Conflict conflict = conflict_of(exact, rows);
    give_up_one(system, exact, rows, conflict.claims, active);
    conflicts.push_back(std::move(conflict));
  }
  return conflicts;
}

}  // namespace mingzhang
