// The solver against brute force over small systems, and against itself over many made-up disclosures.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <random>
#include <set>

#include "check/hitting_set.h"
#include "check/sheet_for_tests.h"
#include "check/system.h"

namespace mingzhang {
namespace {

using Values = std::vector<std::int64_t>;
constexpr std::int64_t kLargest = 4;  // unknowns lie in 0 .. 4

bool holds(const LinearRow& row, const Values& values) {
  std::int64_t sum = 0;
  for (const Term& term : row.terms) sum += term.coefficient * values[term.unknown];
  return row.bounds.contains(sum);
}

// Calls with each assignment until one call returns true; whether one did.
bool any_assignment(std::size_t unknowns, const std::function<bool(const Values&)>& visit) {
  Values values(unknowns, 0);
  while (true) {
    if (visit(values)) return true;
    std::size_t place = 0;
    while (place < unknowns && values[place] == kLargest) values[place++] = 0;
    if (place == unknowns) return false;
    ++values[place];
  }
}

bool brute_feasible(const System& system, const std::vector<LinearRow>& rows) {
  return any_assignment(system.unknowns.size(), [&](const Values& values) {
    return std::all_of(rows.begin(), rows.end(), [&](const LinearRow& row) { return holds(row, values); });
  });
}

std::vector<LinearRow> rows_without(const System& system, const std::vector<int>& claims) {
  std::vector<LinearRow> rows;
  for (const LinearRow& row : system.rows) {
    if (std::find(claims.begin(), claims.end(), row.claim) == claims.end()) rows.push_back(row);
  }
  return rows;
}

int weight_of(const System& system, const std::vector<int>& claims) {
  int weight = 0;
  for (const int claim : claims) weight += system.claim_weights[claim];
  return weight;
}

// All sets of claims of least weight without which the system holds.
std::vector<std::vector<int>> brute_repairs(const System& system) {
  std::vector<std::vector<int>> best;
  const unsigned claim_count = static_cast<unsigned>(system.claim_weights.size());
  for (unsigned bits = 0; bits < (1u << claim_count); ++bits) {
    std::vector<int> claims;
    for (unsigned claim = 0; claim < claim_count; ++claim) {
      if (bits >> claim & 1) claims.push_back(static_cast<int>(claim));
    }
    if (!best.empty() && weight_of(system, claims) > weight_of(system, best[0])) continue;
    if (!brute_feasible(system, rows_without(system, claims))) continue;
    if (!best.empty() && weight_of(system, claims) < weight_of(system, best[0])) best.clear();
    best.push_back(claims);
  }
  std::sort(best.begin(), best.end());
  return best;
}

System empty_system(int unknowns) {
  System system;
  for (int i = 0; i < unknowns; ++i) {
    system.unknowns.push_back({Interval::closed(0, kLargest), *rc::gen::inRange<std::int64_t>(0, kLargest + 1)});
  }
  return system;
}

void add_claim(System& system, std::vector<Term> terms, std::int64_t low, std::int64_t high) {
  system.rows.push_back(
      {std::move(terms), Interval::closed(low, high), static_cast<int>(system.claim_weights.size()), -1});
  system.claim_weights.push_back(*rc::gen::inRange(1, 4));
}

void print_unknown(System& system, int unknown) {
  const auto low = *rc::gen::inRange<std::int64_t>(0, kLargest + 1);
  add_claim(system, {{unknown, 1}}, low, low + *rc::gen::inRange(0, 2));
}

// Figures and differences of figures. In such systems (and in trees of sums) integers do as well as fractions.
System difference_system() {
  System system = empty_system(4);
  const int claims = *rc::gen::inRange(3, 9);
  for (int i = 0; i < claims; ++i) {
    const int a = *rc::gen::inRange(0, 4), b = *rc::gen::inRange(0, 4);
    if (a == b) {
      print_unknown(system, a);
    } else {
      const auto low = *rc::gen::inRange<std::int64_t>(-3, 3);
      add_claim(system, {{a, 1}, {b, -1}}, low, low + *rc::gen::inRange(0, 2));
    }
  }
  return system;
}

// 0 = 1 + 2, 1 = 3 + 4: identities, and figures printed once or twice.
System tree_system() {
  System system = empty_system(5);
  system.rows.push_back({{{0, 1}, {1, -1}, {2, -1}}, Interval::exactly(0), -1, -1});
  system.rows.push_back({{{1, 1}, {3, -1}, {4, -1}}, Interval::exactly(0), -1, -1});
  const int claims = *rc::gen::inRange(4, 9);
  for (int i = 0; i < claims; ++i) print_unknown(system, *rc::gen::inRange(0, 5));
  return system;
}

System any_system() {
  System system = empty_system(4);
  const int rows = *rc::gen::inRange(2, 8);
  for (int i = 0; i < rows; ++i) {
    std::vector<Term> terms;
    for (int u = 0; u < 4; ++u) {
      if (const int c = *rc::gen::inRange(-2, 4); c != 0) terms.push_back({u, c});
    }
    const auto low = *rc::gen::inRange<std::int64_t>(-4, 9);
    add_claim(system, std::move(terms), low, low + *rc::gen::inRange(0, 2));
  }
  return system;
}

void check_conflict(const System& system, const Conflict& conflict) {
  std::vector<LinearRow> rows;
  for (const int row : conflict.rows) rows.push_back(system.rows[row]);
  RC_ASSERT(!brute_feasible(system, rows));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<LinearRow> fewer = rows;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    RC_ASSERT(brute_feasible(system, fewer));
  }
}

std::vector<int> union_of_first_repairs(const std::vector<Diagnosis>& found, std::size_t except) {
  std::vector<int> claims;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i == except) continue;
    claims.insert(claims.end(), found[i].repairs.at(0).claims.begin(), found[i].repairs.at(0).claims.end());
  }
  std::sort(claims.begin(), claims.end());
  return claims;
}

Interval brute_range(const System& system, const std::vector<int>& removed, int unknown) {
  const std::vector<LinearRow> rows = rows_without(system, removed);
  std::int64_t low = kLargest + 1, high = -1;
  any_assignment(system.unknowns.size(), [&](const Values& values) {
    if (std::all_of(rows.begin(), rows.end(), [&](const LinearRow& row) { return holds(row, values); })) {
      low = std::min(low, values[unknown]);
      high = std::max(high, values[unknown]);
    }
    return false;
  });
  return Interval::closed(low, high);
}

void check_feasible_values(const System& system, const Repair& repair, const std::vector<int>& removed) {
  for (std::size_t i = 0; i < repair.claims.size(); ++i) {
    const auto row = std::find_if(system.rows.begin(), system.rows.end(),
                                  [&](const LinearRow& r) { return r.claim == repair.claims[i]; });
    RC_ASSERT(repair.feasible[i].has_value() == (row->terms.size() == 1));
    if (!repair.feasible[i]) continue;
    const Interval expected = brute_range(system, removed, row->terms[0].unknown);
    RC_LOG(repair.feasible[i]->to_string() + " where brute force finds " + expected.to_string());
    RC_ASSERT(*repair.feasible[i] == expected);
  }
}

// Everything diagnose() promises, for systems whose integer solutions tell the whole story.
void check_diagnosis(const System& system) {
  const std::vector<Diagnosis> found = diagnose(system);
  RC_ASSERT(found.empty() == brute_feasible(system, system.rows));
  RC_ASSERT(solve_exact(system).has_value() == found.empty());
  for (const Conflict& conflict : propagate(system)) check_conflict(system, conflict);
  if (found.empty()) return;

  const auto best = brute_repairs(system);
  RC_ASSERT(weight_of(system, union_of_first_repairs(found, found.size())) == weight_of(system, best.at(0)));
  for (std::size_t i = 0; i < found.size(); ++i) {
    check_conflict(system, found[i].conflict);
    for (const Repair& repair : found[i].repairs) {
      std::vector<int> removed = union_of_first_repairs(found, i);
      removed.insert(removed.end(), repair.claims.begin(), repair.claims.end());
      std::sort(removed.begin(), removed.end());
      RC_ASSERT(std::binary_search(best.begin(), best.end(), removed));
      check_feasible_values(system, repair, removed);
    }
  }
  if (found.size() == 1 && found[0].complete && weight_of(system, best[0]) > 0) {
    std::vector<std::vector<int>> listed, expected;
    for (const Repair& repair : found[0].repairs) listed.push_back(repair.claims);
    for (const auto& claims : best) {
      if (claims.size() <= std::max<std::size_t>(3, found[0].repairs[0].claims.size())) expected.push_back(claims);
    }
    std::sort(listed.begin(), listed.end());
    RC_ASSERT(listed == expected);
  }
}

RC_GTEST_PROP(SolverProperty, DifferencesAsBruteForce, ()) {
  check_diagnosis(difference_system());
}

RC_GTEST_PROP(SolverProperty, TreesAsBruteForce, ()) {
  check_diagnosis(tree_system());
}

RC_GTEST_PROP(SolverProperty, AnySystem, ()) {
  const System system = any_system();
  const bool feasible = brute_feasible(system, system.rows);
  const auto values = solve_exact(system);
  RC_ASSERT(values.has_value() == feasible);
  if (values) {
    for (const LinearRow& row : system.rows) RC_ASSERT(holds(row, *values));
  }
  for (const Conflict& conflict : propagate(system)) {
    std::vector<LinearRow> rows;
    for (const int row : conflict.rows) rows.push_back(system.rows[row]);
    RC_ASSERT(!brute_feasible(system, rows));
  }
  SolverStatistics statistics;
  const auto found = diagnose(system, {}, &statistics);
  if (feasible) RC_ASSERT(found.empty());
  if (found.empty()) return;
  RC_ASSERT(statistics.undecided == 0);
  for (const Diagnosis& diagnosis : found) {
    System conflict = system;
    for (std::size_t leave_out = 0; leave_out <= diagnosis.conflict.rows.size(); ++leave_out) {
      conflict.rows.clear();
      for (std::size_t i = 0; i < diagnosis.conflict.rows.size(); ++i) {
        if (i != leave_out) conflict.rows.push_back(system.rows[diagnosis.conflict.rows[i]]);
      }
      const bool whole = leave_out == diagnosis.conflict.rows.size();
      RC_ASSERT(diagnose(conflict).empty() == !whole);
      if (whole) RC_ASSERT(!brute_feasible(conflict, conflict.rows));
    }
  }
  // Giving the first repairs up leaves a system that can hold (in fractions at least).
  System rest = system;
  rest.rows = rows_without(system, union_of_first_repairs(found, found.size()));
  RC_ASSERT(diagnose(rest).empty());
}

RC_GTEST_PROP(SolverProperty, HittingSetsAsBruteForce, ()) {
  const auto conflicts =
      *rc::gen::container<std::vector<ClaimSet>>(rc::gen::map(rc::gen::inRange(1, 256), [](int bits) {
        ClaimSet set;
        for (int claim = 0; claim < 8; ++claim) {
          if (bits >> claim & 1) set.push_back(claim);
        }
        return set;
      }));
  const auto weights = *rc::gen::container<std::vector<int>>(8, rc::gen::inRange(1, 4));
  std::vector<ClaimSet> best;
  int least = INT32_MAX;
  for (unsigned bits = 0; bits < 256; ++bits) {
    ClaimSet set;
    int weight = 0;
    for (int claim = 0; claim < 8; ++claim) {
      if (bits >> claim & 1) set.push_back(claim), weight += weights[claim];
    }
    if (weight > least || !std::all_of(conflicts.begin(), conflicts.end(),
                                       [&](const ClaimSet& conflict) { return intersects(conflict, set); }))
      continue;
    if (weight < least) best.clear();
    least = weight;
    best.push_back(set);
  }
  const auto weight = [&](int claim) { return weights[claim]; };
  HittingSets all = lightest_hitting_sets(conflicts, weight, {.sets_max = 1000});
  std::sort(all.sets.begin(), all.sets.end());
  std::sort(best.begin(), best.end());
  RC_ASSERT(all.complete);
  RC_ASSERT(all.sets == best);
  const HittingSets one = one_lightest_hitting_set(conflicts, weight);
  RC_ASSERT(one.complete);
  RC_ASSERT(one.weight == least);
  RC_ASSERT(std::binary_search(best.begin(), best.end(), one.sets.at(0)));
  const ClaimSet greedy = greedy_hitting_set(conflicts, weight);
  for (const ClaimSet& conflict : conflicts) RC_ASSERT(intersects(conflict, greedy));
}

// A tree of sums with random amounts, everything printed, at random precision.
test::Sheet random_tree(std::mt19937& random) {
  test::Sheet sheet;
  const std::int64_t quanta[] = {1, test::kYuan, test::kHundredth, test::kWan};
  const int nodes = 2 + static_cast<int>(random() % 20);
  std::vector<std::vector<int>> parts(nodes);
  Values exact(nodes, 0);
  for (int node = 1; node < nodes; ++node) parts[random() % node].push_back(node);
  const std::int64_t scale = std::int64_t{1} << (random() % 46);
  for (int node = nodes - 1; node >= 0; --node) {
    if (parts[node].empty()) exact[node] = static_cast<std::int64_t>(random() % 1000) * scale / 100;
    for (const int part : parts[node]) exact[node] += exact[part];
  }
  for (int node = 0; node < nodes; ++node) {
    const std::int64_t quantum = quanta[random() % 4];
    sheet.amount(test::round_to(exact[node], quantum), quantum);
  }
  for (int node = 0; node < nodes; ++node) {
    if (!parts[node].empty()) sheet.is_sum_of(node, parts[node]);
  }
  return sheet;
}

TEST(SolverProperty, TenThousandConsistentTreesAreNeverReported) {
  std::mt19937 random(20240101);
  for (int i = 0; i < 10000; ++i) {
    const test::Sheet sheet = random_tree(random);
    ASSERT_TRUE(propagate(sheet.system).empty()) << i;
    ASSERT_TRUE(diagnose(sheet.system).empty()) << i;
    ASSERT_TRUE(solve_exact(sheet.system)) << i;
  }
}

TEST(SolverProperty, OneFenBeyondRoundingIsFoundAtAnyMagnitude) {
  std::mt19937 random(7);
  const std::int64_t quanta[] = {1, test::kYuan, test::kHundredth};
  for (int i = 0; i < 1000; ++i) {
    const std::int64_t magnitude = std::int64_t{1} << (20 + random() % 27);  // up to 7e13 fen each
    test::Sheet sheet;
    std::vector<int> parts;
    std::int64_t printed = 0, rounding = 0;
    for (unsigned part = 0; part < 2 + random() % 30; ++part) {
      const std::int64_t quantum = quanta[random() % 3];
      const std::int64_t fen = test::round_to(magnitude + static_cast<std::int64_t>(random()), quantum);
      parts.push_back(sheet.amount(fen, quantum));
      printed += fen;
      rounding += quantum / 2;
    }
    const std::int64_t beyond = random() % 2;
    const int total = sheet.unprinted(printed);
    sheet.prints(total, printed + rounding + beyond, 1);
    sheet.is_sum_of(total, parts);
    ASSERT_EQ(diagnose(sheet.system).empty(), beyond == 0) << i;
    ASSERT_EQ(solve_exact(sheet.system).has_value(), beyond == 0) << i;
  }
}

TEST(SolverProperty, ConsistentDisclosuresAreNeverReported) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    const test::MadeUpDisclosure made(seed, 3, seed % 2 ? test::kHundredth : test::kYuan);
    EXPECT_TRUE(propagate(made.sheet.system).empty()) << seed;
    EXPECT_TRUE(diagnose(made.sheet.system).empty()) << seed;
    EXPECT_TRUE(solve_exact(made.sheet.system)) << seed;
  }
}

TEST(SolverProperty, WrongCellsOfDisclosuresAreFound) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    test::MadeUpDisclosure made(seed, 3);
    std::mt19937 random(seed);
    std::set<int> wrong;
    while (wrong.size() < seed % 5 + 1) {
      const int claim = made.table_claims[random() % made.table_claims.size()];
      if (wrong.insert(claim).second) made.spoil(claim, static_cast<std::int64_t>(random() % 900 + 100) * test::kWan);
    }
    SolverStatistics statistics;
    std::set<int> suspects;
    for (const Diagnosis& diagnosis : diagnose(made.sheet.system, {}, &statistics)) {
      for (const Repair& repair : diagnosis.repairs) suspects.insert(repair.claims.begin(), repair.claims.end());
    }
    EXPECT_TRUE(std::includes(suspects.begin(), suspects.end(), wrong.begin(), wrong.end())) << seed;
    EXPECT_EQ(statistics.undecided, 0);
  }
}

}  // namespace
}  // namespace mingzhang
