#include "check/feasibility.h"

#include <algorithm>
#include <cmath>

#include "check/relaxation.h"
#include "check/witness.h"

namespace mingzhang {
namespace {

// Below this many fen a result of the linear program is rounding noise.
constexpr double kSlack = 1e-3;

Interval interval_of(std::optional<std::int64_t> low, std::optional<std::int64_t> high) {
  if (low && high) return Interval::closed(*low, std::max(*low, *high));
  if (low) return Interval::at_least(*low);
  return high ? Interval::at_most(*high) : Interval::everything();
}

}  // namespace

FeasibilityOracle::FeasibilityOracle(const ExactSystem& system, SolverStatistics& statistics)
    : system_(system), statistics_(statistics), propagator_(system) {
  for (const ExactSystem::Unknown& unknown : system.unknowns) printed_.push_back(unknown.printed);
}

Verdict FeasibilityOracle::check(const ActiveRows& active) {
  if (!propagator_.reset(active)) {
    proof_ = propagator_.explain_conflict();
    return Verdict::Infeasible;
  }
  if (has_witness(active)) return Verdict::Feasible;
  return check_relaxation();
}

bool FeasibilityOracle::has_witness(const ActiveRows& active) {
  auto values = find_witness(system_, active, propagator_, printed_);
  if (!values && !latest_.empty()) values = find_witness(system_, active, propagator_, latest_);
  if (values) latest_ = std::move(*values);
  return values.has_value();
}

Verdict FeasibilityOracle::check_relaxation() {
  const Relaxation relaxation = relax(system_, propagator_);
  if (relaxation.rows.empty()) return Verdict::Feasible;
  ++statistics_.linear_programs;
  const LinearOutcome outcome = solve_linear(relaxation.program);
  if (outcome.status == LinearStatus::Solved) {
    latest_ = relaxation.values_at(outcome.values, propagator_);
    return Verdict::Feasible;
  }
  if (outcome.status == LinearStatus::Failed) return Verdict::Undecided;
  auto rows = confirm_ray(system_, propagator_, relaxation, outcome.ray);
  if (!rows) return Verdict::Undecided;
  proof_ = std::move(*rows);
  return Verdict::Infeasible;
}

Interval FeasibilityOracle::range(int unknown, const ActiveRows& active) {
  if (!propagator_.reset(active)) return Interval::exactly(printed_[unknown]);
  const auto low = end_of_range(unknown, active, false);
  const auto high = end_of_range(unknown, active, true);
  return interval_of(low, high);
}

// The propagator has been reset with `active`.
std::optional<std::int64_t> FeasibilityOracle::end_of_range(int unknown, const ActiveRows& active, bool high) {
  const Domain domain = propagator_.domain(unknown);
  const bool finite = high ? domain.has_high() : domain.has_low();
  const std::int64_t end = high ? domain.high : domain.low;
  if (domain.is_single()) return end;
  // The end that propagation found is often reached, and then no linear program is needed.
  if (finite && is_reached(unknown, end, active)) return end;
  const std::optional<std::int64_t> within_rows = optimum(unknown, high);
  if (within_rows) return within_rows;
  return finite ? std::optional(end) : std::nullopt;
}

bool FeasibilityOracle::is_reached(int unknown, std::int64_t value, const ActiveRows& active) {
  const std::size_t mark = propagator_.mark();
  const bool reached = propagator_.decide(unknown, value) && has_witness(active);
  propagator_.undo(mark);
  return reached;
}

// The least or greatest value of an unknown by the linear program, rounded inward. Nothing when it is unbounded.
std::optional<std::int64_t> FeasibilityOracle::optimum(int unknown, bool high) {
  const Relaxation relaxation = relax(system_, propagator_);
  const int column = relaxation.column_of[unknown];
  ++statistics_.linear_programs;
  const LinearOutcome outcome = solve_linear(relaxation.program, LinearObjective{column, high ? -1 : 1});
  if (outcome.status != LinearStatus::Solved) return std::nullopt;
  const double fen = outcome.values[column];
  const double inward = high ? std::floor(fen + kSlack) : std::ceil(fen - kSlack);
  if (std::abs(inward) > 0x1p61) return std::nullopt;
  return propagator_.domain(unknown).nearest(relaxation.base[unknown] + static_cast<std::int64_t>(inward));
}

namespace {

// Rows of `system` in force that stay when one after the other is left out where `still_infeasible` says so. The later
// rows go first, so that what stands at the top of a document stays as evidence.
template <class StillInfeasible>
std::vector<int> delete_rows(std::size_t row_count, const StillInfeasible& still_infeasible) {
  ActiveRows active(row_count, 1);
  for (std::size_t row = row_count; row-- > 0;) {
    if (!active[row]) continue;
    active[row] = 0;
    if (!still_infeasible(active)) active[row] = 1;
  }
  std::vector<int> kept;
  for (std::size_t row = 0; row < row_count; ++row) {
    if (active[row]) kept.push_back(static_cast<int>(row));
  }
  return kept;
}

std::vector<int> in_terms_of(const std::vector<int>& rows, const std::vector<int>& chosen) {
  std::vector<int> result;
  for (const int row : chosen) result.push_back(rows[row]);
  return result;
}

void keep_only(ActiveRows& active, const std::vector<int>& rows) {
  std::fill(active.begin(), active.end(), 0);
  for (const int row : rows) active[row] = 1;
}

}  // namespace

std::vector<int> irreducible_by_propagation(const ExactSystem& system, const std::vector<int>& rows) {
  const ExactSystem local = select_rows(system, rows);
  Propagator propagator(local);
  const auto kept = delete_rows(rows.size(), [&](ActiveRows& active) {
    if (propagator.reset(active)) return false;
    keep_only(active, propagator.explain_conflict());
    return true;
  });
  return in_terms_of(rows, kept);
}

std::vector<int> irreducible_conflict(const ExactSystem& system, const std::vector<int>& rows,
                                      SolverStatistics& statistics) {
  // Propagation first: it is quick, and often does not need the linear program's proof at all.
  const std::vector<int> fewer = irreducible_by_propagation(system, rows);
  const ExactSystem local = select_rows(system, fewer);
  FeasibilityOracle oracle(local, statistics);
  const auto kept = delete_rows(fewer.size(), [&](ActiveRows& active) {
    if (oracle.check(active) != Verdict::Infeasible) return false;
    keep_only(active, oracle.proof());
    return true;
  });
  return in_terms_of(fewer, kept);
}

}  // namespace mingzhang
