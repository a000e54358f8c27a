#pragma once
// "Can these rows hold together?", answered by the cheapest means that settles it: propagation (no), a witness (yes),
// the linear program (yes; or no, when exact arithmetic confirms its certificate). Anything else is undecided.

#include <cstdint>
#include <optional>
#include <vector>

#include "check/exact_system.h"
#include "check/propagator.h"

namespace mingzhang {

enum class Verdict : std::uint8_t { Feasible, Infeasible, Undecided };

class FeasibilityOracle {
 public:
  // `system` must outlive the oracle. Every linear program adds to `statistics`.
  FeasibilityOracle(const ExactSystem& system, SolverStatistics& statistics);

  Verdict check(const ActiveRows& active);
  // After Infeasible: rows in force, ascending, that contradict one another (not yet irreducible).
  const std::vector<int>& proof() const { return proof_; }

  // The values an unknown can take when the rows in force hold; they must be feasible.
  Interval range(int unknown, const ActiveRows& active);

 private:
  bool has_witness(const ActiveRows& active);
  Verdict check_relaxation();
  std::optional<std::int64_t> end_of_range(int unknown, const ActiveRows& active, bool high);
  bool is_reached(int unknown, std::int64_t value, const ActiveRows& active);
  std::optional<std::int64_t> optimum(int unknown, bool high);

  const ExactSystem& system_;
  SolverStatistics& statistics_;
  Propagator propagator_;
  std::vector<std::int64_t> printed_;
  std::vector<std::int64_t> latest_;  // values that held for the rows asked about before: likely to hold again
  std::vector<int> proof_;
};

// A subset of `rows` that contradicts itself, and of which no row can be spared. `rows` must be infeasible together.
std::vector<int> irreducible_conflict(const ExactSystem& system, const std::vector<int>& rows,
                                      SolverStatistics& statistics);
// The same in the eyes of propagation alone.
std::vector<int> irreducible_by_propagation(const ExactSystem& system, const std::vector<int>& rows);

}  // namespace mingzhang
