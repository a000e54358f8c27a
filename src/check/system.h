#pragma once
// Joint feasibility: can all claims of a disclosure be true together, and if not, which figures would have to change?
// Pure mathematics over linear rows; knows no budget words. The linear programs run in COIN-OR CLP.
// Error localisation follows Fellegi and Holt (1976): the smallest weighted set of claims that must give way.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "money/interval.h"

namespace mingzhang {

struct Term {
  int unknown = 0;
  std::int64_t coefficient = 1;
};

// low <= sum(coefficient * unknown) <= high. Ends may be infinite; open ends are treated as integers strictly inside.
struct LinearRow {
  std::vector<Term> terms;
  Interval bounds;
  int claim = -1;  // the claim that asserts this row; -1: an identity of the cube, which cannot give way
  int tag = -1;    // caller's own mark (index of the identity)
};

struct System {
  struct Unknown {
    Interval bounds = Interval::at_least(0);  // must hold whatever gives way
    std::int64_t printed = 0;                 // a typical value: the solver works on deviations from it
  };
  std::vector<Unknown> unknowns;
  std::vector<LinearRow> rows;
  std::vector<int> claim_weights;  // trust in each claim, >= 1; rows refer to these by index
};

// Rows that cannot hold together; leaving out any one of them makes the rest feasible (irreducible).
struct Conflict {
  std::vector<int> rows;
  std::vector<int> claims;  // of those rows, unique, ascending
};

struct Repair {
  std::vector<int> claims;  // giving these up makes the component feasible; minimal weight
  // For each of `claims` that asserts one row over a single unknown: the values that row's sum could take instead.
  std::vector<std::optional<Interval>> feasible;
};

struct Diagnosis {
  Conflict conflict;  // the shortest conflict found: the evidence shown to the user
  // All minimal repairs of equal least weight, best first; empty when a limit was hit, or when identities alone
  // conflict.
  std::vector<Repair> repairs;
  bool complete = true;  // false: a limit stopped the search; further or lighter repairs may exist
};

struct SolverLimits {
  int conflicts_max = 64;        // with more wrong claims than this in one component, alternatives are not looked for
  int repair_size_max = 3;       // claims that must change together
  int solves_max = 4000;         // questions "is this subset of the rows feasible?" in all
  int proof_rounds_max = 100;    // of proving that no lighter repair of a component exists
  int component_rows_max = 20'000;  // a larger component is not looked into
  int conflict_rows_max = 2'000;    // a longer contradiction is not made irreducible
};

// What it took, and what stayed open.
struct SolverStatistics {
  int checks = 0;           // feasibility questions over a whole component
  int linear_programs = 0;  // of them and of their parts, those that propagation and a witness did not settle
  // Verdicts that exact arithmetic could not confirm, questions beyond a limit, and claims given up at first that other
  // repairs made needless, so that no conflict proves them wrong. Nothing is reported for them.
  int undecided = 0;
};

// Bound propagation only (exact integer arithmetic): fast, finds most contradictions. Empty: none found.
std::vector<Conflict> propagate(const System& system);

// Complete for the linear relaxation. One Diagnosis per independent cause; empty when everything can be true together.
// Every conflict is proven in exact arithmetic. A conflict without claims has no repair: the identities contradict one
// another. The repairs of one diagnosis hold when the first repairs of all other diagnoses are made too.
std::vector<Diagnosis> diagnose(const System& system, const SolverLimits& limits = {},
                                SolverStatistics* statistics = nullptr);

// Integer values that satisfy all rows, near the printed values; nullopt when there are none (then call diagnose).
std::optional<std::vector<std::int64_t>> solve_exact(const System& system);

}  // namespace mingzhang
