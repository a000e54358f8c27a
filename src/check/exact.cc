#include "check/relaxation.h"
#include "check/system.h"
#include "check/witness.h"

namespace mingzhang {
namespace {

constexpr int kNodesMax = 2000;

std::vector<std::int64_t> printed_values(const ExactSystem& system) {
  std::vector<std::int64_t> printed;
  for (const ExactSystem::Unknown& unknown : system.unknowns) printed.push_back(unknown.printed);
  return printed;
}

// Near the printed values; else near a point of the linear program; else by branch and bound.
std::optional<std::vector<std::int64_t>> solve_component(const ExactSystem& system) {
  const ActiveRows active(system.rows.size(), 1);
  Propagator propagator(system);
  if (!propagator.reset(active)) return std::nullopt;
  if (auto values = find_witness(system, active, propagator, printed_values(system))) return values;

  const Relaxation relaxation = relax(system, propagator);
  const LinearOutcome point = solve_linear(relaxation.program);
  if (point.status != LinearStatus::Solved) return std::nullopt;
  const auto targets = relaxation.values_at(point.values, propagator);
  if (auto values = find_witness(system, active, propagator, targets)) return values;

  const LinearOutcome integers = solve_integer(relaxation.program, kNodesMax);
  if (integers.status != LinearStatus::Solved) return std::nullopt;
  auto values = relaxation.values_at(integers.values, propagator);
  if (satisfies(system, active, values)) return values;
  return find_witness(system, active, propagator, values);
}

}  // namespace

std::optional<std::vector<std::int64_t>> solve_exact(const System& system) {
  const ExactSystem exact = make_exact(system);
  if (exact.rows.size() != system.rows.size()) return std::nullopt;  // a row too large to be looked at
  std::vector<std::int64_t> values;
  for (const ExactSystem::Unknown& unknown : exact.unknowns) values.push_back(unknown.domain.nearest(unknown.printed));
  for (const std::vector<int>& rows : connected_rows(exact)) {
    const ExactSystem component = select_rows(exact, rows);
    const auto solved = solve_component(component);
    if (!solved) return std::nullopt;
    for (std::size_t u = 0; u < solved->size(); ++u) values[component.unknowns[u].origin] = (*solved)[u];
  }
  return values;
}

}  // namespace mingzhang
