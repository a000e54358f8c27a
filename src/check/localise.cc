#include "check/localise.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "base/result.h"
#include "check/conflict_pool.h"

namespace mingzhang {
namespace {

constexpr int kGatherRoundsMax = 8;         // of guessing a repair from all conflicts known
constexpr int kAlternativesMax = 64;        // listed for one cause
constexpr int kJointAlternativesMax = 256;  // looked through when two causes may be one
constexpr int kJoinsMax = 400;              // groups of causes looked at

ClaimSet united(const ClaimSet& a, const ClaimSet& b) {
  ClaimSet both;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

ClaimSet without(const ClaimSet& a, const ClaimSet& b) {
  ClaimSet rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rest));
  return rest;
}

bool contains(const std::vector<ClaimSet>& sets, const ClaimSet& set) {
  return std::find(sets.begin(), sets.end(), set) != sets.end();
}

// Claims that give way together, and what could give way in their stead (the first of `repairs` is `claims`).
struct Cause {
  ClaimSet claims;
  std::vector<ClaimSet> repairs;
  bool complete = true;
};

class Localiser {
 public:
  Localiser(const System& system, const ExactSystem& component, const SolverLimits& limits,
            SolverStatistics& statistics)
      : system_(system),
        component_(component),
        limits_(limits),
        statistics_(statistics),
        pool_(component, limits, statistics),
        weight_([&system](int claim) { return claim_weight(system, claim); }) {}

  std::vector<Diagnosis> run() {
    find_given_up();
    for (const int claim : given_up_) causes_.push_back({{claim}, {{claim}}, false});
    if (repaired_ && static_cast<int>(causes_.size()) <= limits_.conflicts_max) {
      for (Cause& cause : causes_) list_repairs(cause);
      join_causes();
      adopt_most_suspect();
    }
    return diagnoses();
  }

 private:
  std::int64_t weight_of(const ClaimSet& claims) const {
    std::int64_t sum = 0;
    for (const int claim : claims) sum += weight_(claim);
    return sum;
  }

  // --- the lightest repair of the whole component ---

  void find_given_up() {
    bool holds = false;
    for (int round = 0; round < kGatherRoundsMax && !holds; ++round) {
      holds = !gather_conflicts(given_up_);
      if (!holds) given_up_ = greedy_hitting_set(pool_.claim_sets(), weight_);
    }
    if (!holds) grow_given_up();
    repaired_ = pool_.check_without(given_up_) == Verdict::Feasible;
    if (!repaired_) return;
    shrink_given_up();
    proven_lightest_ = make_lightest();
  }

  // Documents full of errors: one conflict after the other, giving up the most suspect claim of each for good.
  void grow_given_up() {
    while (pool_.check_without(given_up_) == Verdict::Infeasible) {
      const ClaimSet& conflict = pool_.claim_sets().back();
      const int worst = *std::min_element(conflict.begin(), conflict.end(), [&](int a, int b) {
        return conflict_count(a) * weight_(b) > conflict_count(b) * weight_(a);
      });
      given_up_ = united(given_up_, {worst});
    }
  }

  std::int64_t conflict_count(int claim) const {
    return std::count_if(pool_.claim_sets().begin(), pool_.claim_sets().end(),
                         [&](const ClaimSet& set) { return std::binary_search(set.begin(), set.end(), claim); });
  }

  // The claims given up are a repair. While a lighter set hits all conflicts, see whether it is one, too. True: none
  // is.
  bool make_lightest() {
    if (static_cast<int>(given_up_.size()) > limits_.conflicts_max) return false;
    for (int round = 0; round < limits_.proof_rounds_max; ++round) {
      const HittingSets lightest = one_lightest_hitting_set(pool_.claim_sets(), weight_);
      if (!lightest.complete) return false;
      if (lightest.weight >= weight_of(given_up_)) return true;
      const Verdict verdict = pool_.check_without(lightest.sets[0]);
      if (verdict == Verdict::Undecided) return false;
      if (verdict == Verdict::Feasible) given_up_ = lightest.sets[0];
    }
    return false;
  }

  // Adds conflicts that share no claims until the rest holds. False: it held at once.
  bool gather_conflicts(ClaimSet removed) {
    bool found = false;
    while (pool_.check_without(removed) == Verdict::Infeasible) {
      found = true;
      removed = united(removed, pool_.claim_sets().back());
    }
    return found;
  }

  void shrink_given_up() {
    for (const int claim : ClaimSet(given_up_)) {
      const ClaimSet fewer = without(given_up_, {claim});
      if (pool_.not_hit_by(fewer).empty() && pool_.check_without(fewer) == Verdict::Feasible) given_up_ = fewer;
    }
  }

  // --- what could give way instead ---

  HittingSetLimits limits_for(const ClaimSet& claims, int sets_max) const {
    return {.weight_max = weight_of(claims),
            .size_max = std::max(limits_.repair_size_max, static_cast<int>(claims.size())),
            .sets_max = sets_max};
  }

  void list_repairs(Cause& cause) {
    const ClaimSet rest = without(given_up_, cause.claims);
    const HittingSetLimits limits = limits_for(cause.claims, kAlternativesMax);
    cause.repairs = {cause.claims};
    std::vector<ClaimSet> unknown;
    for (bool again = true; again;) {
      again = false;
      const std::vector<ClaimSet> open = pool_.not_hit_by(rest);
      const HittingSets candidates = lightest_hitting_sets(open, weight_, limits);
      cause.complete = candidates.complete && unknown.empty();
      for (const ClaimSet& candidate : candidates.sets) {
        if (contains(cause.repairs, candidate) || contains(unknown, candidate)) continue;
        const ClaimSet removed = united(rest, candidate);
        if (!pool_.not_hit_by(removed).empty()) continue;  // a conflict found a moment ago
        const Verdict verdict = pool_.check_without(removed);
        again = again || verdict == Verdict::Infeasible;
        if (verdict == Verdict::Feasible) cause.repairs.push_back(candidate);
        if (verdict == Verdict::Undecided) unknown.push_back(candidate);
      }
    }
    cause.complete = cause.complete && unknown.empty() && proven_lightest_;
    keep_lightest(cause);
  }

  // Lighter repairs than the given claims turn up only when those were not proven to be the lightest.
  void keep_lightest(Cause& cause) {
    std::int64_t least = weight_of(cause.claims);
    for (const ClaimSet& repair : cause.repairs) least = std::min(least, weight_of(repair));
    std::erase_if(cause.repairs, [&](const ClaimSet& repair) { return weight_of(repair) > least; });
    if (contains(cause.repairs, cause.claims)) return;
    given_up_ = united(without(given_up_, cause.claims), cause.repairs.front());
    cause.claims = cause.repairs.front();
  }

  // --- causes that are one: two figures here against two figures there ---

  void join_causes() {
    int joins = 0;
    for (std::size_t size = 2; static_cast<int>(size) <= limits_.repair_size_max; ++size) {
      std::vector<std::size_t> group;
      while (joins < kJoinsMax && find_joint_group(0, size, group, joins)) group.clear();
    }
    if (joins >= kJoinsMax) {
      for (Cause& cause : causes_) cause.complete = false;
    }
  }

  // Extends `group` to `size` causes near one another; when they are found to be one, replaces them by it.
  bool find_joint_group(std::size_t from, std::size_t size, std::vector<std::size_t>& group, int& joins) {
    if (group.size() == size) return ++joins <= kJoinsMax && join_if_one(group);
    for (std::size_t next = from; next < causes_.size() && joins < kJoinsMax; ++next) {
      const bool near = std::all_of(group.begin(), group.end(),
                                    [&](std::size_t other) { return are_near(causes_[other], causes_[next]); });
      if (!near) continue;
      group.push_back(next);
      if (find_joint_group(next + 1, size, group, joins)) return true;
      group.pop_back();
    }
    return false;
  }

  // Conflicts that only the one and only the other can hit share a claim.
  bool are_near(const Cause& a, const Cause& b) const {
    const ClaimSet others_a = without(given_up_, a.claims), others_b = without(given_up_, b.claims);
    const std::vector<ClaimSet> open_a = pool_.not_hit_by(others_a), open_b = pool_.not_hit_by(others_b);
    return std::any_of(open_a.begin(), open_a.end(), [&](const ClaimSet& conflict) {
      return std::any_of(open_b.begin(), open_b.end(), [&](const ClaimSet& c) { return intersects(conflict, c); });
    });
  }

  bool join_if_one(const std::vector<std::size_t>& group) {
    Cause joint;
    for (const std::size_t i : group) joint.claims = united(joint.claims, causes_[i].claims);
    if (static_cast<int>(joint.claims.size()) > limits_.repair_size_max) return false;
    if (!has_joint_repair(group, joint.claims)) return false;
    list_repairs(joint);
    for (auto i = group.rbegin(); i != group.rend(); ++i)
      causes_.erase(causes_.begin() + static_cast<std::ptrdiff_t>(*i));
    causes_.push_back(std::move(joint));
    return true;
  }

  // An equally light repair of all that is not put together from repairs of each.
  bool has_joint_repair(const std::vector<std::size_t>& group, const ClaimSet& claims) {
    const ClaimSet rest = without(given_up_, claims);
    const HittingSetLimits limits = limits_for(claims, kJointAlternativesMax);
    for (bool again = true; again;) {
      again = false;
      for (const ClaimSet& candidate : lightest_hitting_sets(pool_.not_hit_by(rest), weight_, limits).sets) {
        if (is_composed(group, 0, candidate)) continue;
        const ClaimSet removed = united(rest, candidate);
        if (!pool_.not_hit_by(removed).empty()) continue;
        const Verdict verdict = pool_.check_without(removed);
        if (verdict == Verdict::Feasible) return true;
        again = again || verdict == Verdict::Infeasible;
      }
    }
    return false;
  }

  bool is_composed(const std::vector<std::size_t>& group, std::size_t index, const ClaimSet& candidate) const {
    if (index == group.size()) return candidate.empty();
    const std::vector<ClaimSet>& repairs = causes_[group[index]].repairs;
    return std::any_of(repairs.begin(), repairs.end(), [&](const ClaimSet& repair) {
      return std::includes(candidate.begin(), candidate.end(), repair.begin(), repair.end()) &&
             is_composed(group, index + 1, without(candidate, repair));
    });
  }

  // --- telling it ---

  // Makes the most suspect repair of each cause the one that the other causes are judged with.
  void adopt_most_suspect() {
    const ClaimSet before = given_up_;
    for (Cause& cause : causes_) {
      if (given_up_ != before) list_repairs(cause);
      const ClaimSet rest = without(given_up_, cause.claims);
      cause.claims = *std::min_element(cause.repairs.begin(), cause.repairs.end(),
                                       [&](const auto& a, const auto& b) { return suspicion(a) < suspicion(b); });
      given_up_ = united(rest, cause.claims);
    }
    if (given_up_ == before) return;
    for (Cause& cause : causes_) list_repairs(cause);
  }

  std::vector<Diagnosis> diagnoses() {
    std::vector<Diagnosis> result;
    for (const Conflict& conflict : pool_.hopeless()) result.push_back({conflict, {}, true});
    for (const Cause& cause : causes_) {
      // Given up at first, then found needless beside what the other causes adopted: no conflict proves it wrong. This
      // happens only when limits kept the lightest repair from being proven.
      if (cause.claims.empty()) ++statistics_.undecided;
      else result.push_back(diagnosis_of(cause));
    }
    std::sort(result.begin(), result.end(),
              [](const Diagnosis& a, const Diagnosis& b) { return a.conflict.rows < b.conflict.rows; });
    return result;
  }

  Diagnosis diagnosis_of(const Cause& cause) {
    const ClaimSet rest = without(given_up_, cause.claims);
    Diagnosis diagnosis{evidence_of(cause, rest), {}, repaired_ && cause.complete};
    if (!repaired_) return diagnosis;
    std::vector<ClaimSet> repairs = cause.repairs;
    const auto rank = [&](const ClaimSet& claims) { return std::tuple(claims != cause.claims, suspicion(claims)); };
    std::sort(repairs.begin(), repairs.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    for (ClaimSet& claims : repairs) diagnosis.repairs.push_back(repair_of(std::move(claims), rest));
    return diagnosis;
  }

  // The shortest conflict that is left when only this cause is not repaired; else any of its conflicts.
  Conflict evidence_of(const Cause& cause, const ClaimSet& rest) const {
    const Conflict* best = nullptr;
    for (const Conflict& conflict : pool_.conflicts()) {
      if (!intersects(conflict.claims, cause.claims)) continue;
      const auto rank = [&](const Conflict& c) { return std::tuple(intersects(c.claims, rest), c.rows.size()); };
      if (!best || rank(conflict) < rank(*best)) best = &conflict;
    }
    ASSERT(best);
    return *best;
  }

  // Orders repairs, most suspect first: claims in more conflicts, then fewer claims, then claims that fewer identities
  // confirm as they are printed.
  std::tuple<std::int64_t, std::size_t, int, ClaimSet> suspicion(const ClaimSet& claims) const {
    std::int64_t conflicts = 0;
    int confirmations = 0;
    for (const int claim : claims) {
      conflicts += conflict_count(claim);
      confirmations += confirmations_of(claim);
    }
    constexpr std::int64_t kShare = 1 << 20;  // an average without fractions
    return {-conflicts * kShare / static_cast<std::int64_t>(claims.size()), claims.size(), confirmations, claims};
  }

  // Equalities that speak of the claim's unknown and hold at the printed values.
  int confirmations_of(int claim) const {
    int count = 0;
    for (const int row : pool_.rows_of(claim)) {
      for (const Term& term : component_.terms_of(row)) {
        for (const int joint : component_.joint_rows_of(term.unknown)) count += holds_as_printed(joint);
      }
    }
    return count;
  }

  bool holds_as_printed(int row) const {
    const Range& bounds = component_.rows[row].bounds;
    if (bounds.low != bounds.high) return false;
    Wide sum = 0;
    for (const Term& term : component_.terms_of(row))
      sum += Wide{term.coefficient} * component_.unknowns[term.unknown].printed;
    return sum == bounds.low;
  }

  Repair repair_of(ClaimSet claims, const ClaimSet& rest) {
    Repair repair{std::move(claims), {}};
    const ClaimSet removed = united(rest, repair.claims);
    for (const int claim : repair.claims) repair.feasible.push_back(feasible_values(claim, removed));
    return repair;
  }

  std::optional<Interval> feasible_values(int claim, const ClaimSet& removed) {
    const std::vector<int>& rows = pool_.rows_of(claim);
    if (rows.size() != 1 || component_.rows[rows[0]].term_count != 1) return std::nullopt;
    std::int64_t coefficient = 0;
    for (const Term& term : system_.rows[component_.rows[rows[0]].origin].terms) coefficient += term.coefficient;
    return pool_.range_without(removed, component_.terms_of(rows[0])[0].unknown).scaled(coefficient);
  }

  const System& system_;
  const ExactSystem& component_;
  const SolverLimits& limits_;
  SolverStatistics& statistics_;
  ConflictPool pool_;
  ClaimWeight weight_;
  ClaimSet given_up_;
  bool repaired_ = false;
  bool proven_lightest_ = false;
  std::vector<Cause> causes_;
};

}  // namespace

std::vector<Diagnosis> localise(const System& system, const ExactSystem& component, const SolverLimits& limits,
                                SolverStatistics& statistics) {
  return Localiser(system, component, limits, statistics).run();
}

}  // namespace mingzhang
