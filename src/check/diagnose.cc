#include "check/localise.h"
#include "check/propagator.h"
#include "check/witness.h"

namespace mingzhang {
namespace {

// Most disclosures are consistent, and then this settles it for all components at once.
bool holds_at_once(const ExactSystem& system) {
  const ActiveRows active(system.rows.size(), 1);
  std::vector<std::int64_t> printed;
  for (const ExactSystem::Unknown& unknown : system.unknowns) printed.push_back(unknown.printed);
  Propagator propagator(system);
  return propagator.reset(active) && find_witness(system, active, propagator, printed).has_value();
}

}  // namespace

std::vector<Diagnosis> diagnose(const System& system, const SolverLimits& limits, SolverStatistics* statistics) {
  SolverStatistics unasked;
  SolverStatistics& counts = statistics ? *statistics : unasked;
  const ExactSystem exact = make_exact(system);
  if (holds_at_once(exact)) return {};
  std::vector<Diagnosis> diagnoses;
  for (const std::vector<int>& rows : connected_rows(exact)) {
    if (static_cast<int>(rows.size()) > limits.component_rows_max) {
      ++counts.undecided;
      continue;
    }
    const ExactSystem component = select_rows(exact, rows);
    for (Diagnosis& diagnosis : localise(system, component, limits, counts)) diagnoses.push_back(std::move(diagnosis));
  }
  return diagnoses;
}

}  // namespace mingzhang
