#include "check/exact_system.h"

#include <algorithm>
#include <numeric>

#include "base/result.h"

namespace mingzhang {
namespace {

// 2^60 * 2^62 (the largest value of an unknown) stays below the infinity of 2^125.
constexpr Wide kCoefficientSumMax = Wide{1} << 60;

// Values are integers, so an open end is the next integer inside.
Range closed_range(const Interval& interval) {
  Range range;
  if (!interval.low().infinite) range.low = Wide{interval.low().value} + (interval.low().closed ? 0 : 1);
  if (!interval.high().infinite) range.high = Wide{interval.high().value} - (interval.high().closed ? 0 : 1);
  return range;
}

Domain closed_domain(const Interval& interval) {
  const Range range = closed_range(interval);
  Domain domain;
  if (range.low >= -Domain::kLimit) domain.low = static_cast<std::int64_t>(std::min<Wide>(range.low, Domain::kLimit));
  if (range.high <= Domain::kLimit)
    domain.high = static_cast<std::int64_t>(std::max<Wide>(range.high, -Domain::kLimit));
  return domain;
}

// Sorts by unknown and makes each occur once.
void merge_terms(std::vector<Term>& terms) {
  const auto out_of_order = [](const Term& a, const Term& b) { return a.unknown >= b.unknown || b.coefficient == 0; };
  const bool merged = std::adjacent_find(terms.begin(), terms.end(), out_of_order) == terms.end();
  if (merged && (terms.empty() || terms.front().coefficient != 0)) return;  // most
  std::sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) { return a.unknown < b.unknown; });
  std::size_t count = 0;
  for (const Term& term : terms) {
    if (count > 0 && terms[count - 1].unknown == term.unknown) {
      terms[count - 1].coefficient += term.coefficient;
    } else {
      terms[count++] = term;
    }
  }
  terms.resize(count);
  std::erase_if(terms, [](const Term& term) { return term.coefficient == 0; });
}

// Divides by the common divisor: values are integers, so the bounds may be rounded inward.
void reduce(std::vector<Term>& terms, Range& bounds) {
  std::int64_t divisor = 0;
  for (const Term& term : terms) {
    divisor = std::gcd(divisor, term.coefficient);
    if (divisor == 1) return;
  }
  if (divisor == 0) return;
  for (Term& term : terms) term.coefficient /= divisor;
  if (bounds.low > -kWideInfinity) bounds.low = ceil_divide(bounds.low, divisor);
  if (bounds.high < kWideInfinity) bounds.high = floor_divide(bounds.high, divisor);
}

bool fits(const LinearRow& row) {
  Wide sum = 0;
  for (const Term& term : row.terms) sum += term.coefficient < 0 ? -Wide{term.coefficient} : Wide{term.coefficient};
  return sum <= kCoefficientSumMax;
}

void index_rows(ExactSystem& system) {
  system.first_row.assign(system.unknowns.size() + 1, 0);
  const auto each_joint_term = [&](auto&& visit) {
    for (std::size_t row = 0; row < system.rows.size(); ++row) {
      if (system.rows[row].term_count < 2) continue;
      for (const Term& term : system.terms_of(static_cast<int>(row))) visit(static_cast<int>(row), term.unknown);
    }
  };
  each_joint_term([&](int, int unknown) { ++system.first_row[unknown + 1]; });
  std::partial_sum(system.first_row.begin(), system.first_row.end(), system.first_row.begin());
  system.joint_rows.resize(system.first_row.back());
  std::vector<int> next(system.first_row.begin(), system.first_row.end() - 1);
  each_joint_term([&](int row, int unknown) { system.joint_rows[next[unknown]++] = row; });
}

int find_root(std::vector<int>& parent, int node) {
  while (parent[node] != node) node = parent[node] = parent[parent[node]];
  return node;
}

}  // namespace

Wide floor_divide(Wide dividend, Wide divisor) {
  if (divisor == 1) return dividend;
  const Wide quotient = dividend / divisor;
  return quotient * divisor != dividend && (dividend < 0) != (divisor < 0) ? quotient - 1 : quotient;
}

Wide ceil_divide(Wide dividend, Wide divisor) {
  return -floor_divide(-dividend, divisor);
}

ExactSystem make_exact(const System& system) {
  ExactSystem exact;
  exact.unknowns.reserve(system.unknowns.size());
  for (const System::Unknown& unknown : system.unknowns) {
    const std::int64_t printed = std::clamp(unknown.printed, -Domain::kLimit, Domain::kLimit);
    exact.unknowns.push_back({closed_domain(unknown.bounds), printed, static_cast<int>(exact.unknowns.size())});
  }
  exact.rows.reserve(system.rows.size());
  std::size_t term_count = 0;
  for (const LinearRow& row : system.rows) term_count += row.terms.size();
  exact.terms.reserve(term_count);
  std::vector<Term> terms;
  for (std::size_t i = 0; i < system.rows.size(); ++i) {
    const LinearRow& row = system.rows[i];
    if (!fits(row)) continue;
    terms = row.terms;
    merge_terms(terms);
    for (const Term& term : terms) ASSERT(term.unknown >= 0 && term.unknown < static_cast<int>(system.unknowns.size()));
    Range bounds = closed_range(row.bounds);
    reduce(terms, bounds);
    exact.rows.push_back(
        {static_cast<int>(exact.terms.size()), static_cast<int>(terms.size()), bounds, row.claim, static_cast<int>(i)});
    exact.terms.insert(exact.terms.end(), terms.begin(), terms.end());
  }
  index_rows(exact);
  return exact;
}

ExactSystem select_rows(const ExactSystem& system, std::span<const int> rows) {
  std::vector<int> used;
  for (const int row : rows) {
    for (const Term& term : system.terms_of(row)) used.push_back(term.unknown);
  }
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());

  ExactSystem selected;
  for (const int unknown : used) selected.unknowns.push_back(system.unknowns[unknown]);
  for (const int row : rows) {
    selected.rows.push_back(system.rows[row]);
    selected.rows.back().first_term = static_cast<int>(selected.terms.size());
    for (const Term& term : system.terms_of(row)) {
      const auto place = std::lower_bound(used.begin(), used.end(), term.unknown);
      selected.terms.push_back({static_cast<int>(place - used.begin()), term.coefficient});
    }
  }
  index_rows(selected);
  return selected;
}

std::vector<std::vector<int>> connected_rows(const ExactSystem& system) {
  std::vector<int> parent(system.unknowns.size());
  std::iota(parent.begin(), parent.end(), 0);
  for (std::size_t row = 0; row < system.rows.size(); ++row) {
    const auto terms = system.terms_of(static_cast<int>(row));
    for (const Term& term : terms) {
      parent[find_root(parent, term.unknown)] = find_root(parent, terms.front().unknown);
    }
  }
  std::vector<std::vector<int>> groups;
  std::vector<int> group_of_root(system.unknowns.size(), -1);
  for (int row = 0; row < static_cast<int>(system.rows.size()); ++row) {
    const auto terms = system.terms_of(row);
    if (terms.empty()) {
      groups.push_back({row});  // 0 within bounds: on its own, true or false
      continue;
    }
    int& group = group_of_root[find_root(parent, terms.front().unknown)];
    if (group < 0) {
      group = static_cast<int>(groups.size());
      groups.emplace_back();
    }
    groups[group].push_back(row);
  }
  return groups;
}

bool satisfies(const ExactSystem& system, const ActiveRows& active, std::span<const std::int64_t> values) {
  for (std::size_t u = 0; u < system.unknowns.size(); ++u) {
    const Domain& domain = system.unknowns[u].domain;
    if (values[u] < domain.low || values[u] > domain.high) return false;
  }
  for (std::size_t row = 0; row < system.rows.size(); ++row) {
    if (!active[row]) continue;
    Wide sum = 0;
    for (const Term& term : system.terms_of(static_cast<int>(row)))
      sum += Wide{term.coefficient} * values[term.unknown];
    if (sum < system.rows[row].bounds.low || sum > system.rows[row].bounds.high) return false;
  }
  return true;
}

Conflict conflict_of(const ExactSystem& system, std::span<const int> rows) {
  Conflict conflict;
  for (const int row : rows) {
    conflict.rows.push_back(system.rows[row].origin);
    if (system.rows[row].claim >= 0) conflict.claims.push_back(system.rows[row].claim);
  }
  std::sort(conflict.claims.begin(), conflict.claims.end());
  conflict.claims.erase(std::unique(conflict.claims.begin(), conflict.claims.end()), conflict.claims.end());
  return conflict;
}

int claim_weight(const System& system, int claim) {
  return claim < static_cast<int>(system.claim_weights.size()) ? std::max(system.claim_weights[claim], 1) : 1;
}

}  // namespace mingzhang
