#pragma once
// Which claims to give up so that no conflict is left: a set that hits every conflict, of least weight. Pure
// combinatorics.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace mingzhang {

using ClaimSet = std::vector<int>;                  // ascending, no duplicates
using ClaimWeight = std::function<int(int claim)>;  // >= 1

struct HittingSetLimits {
  std::int64_t weight_max = INT64_MAX / 4;
  int size_max = INT32_MAX;  // claims in one set
  int sets_max = 64;
  int nodes_max = 20000;  // of the search
};

struct HittingSets {
  std::vector<ClaimSet> sets;  // all of the same, least weight
  std::int64_t weight = 0;
  bool complete = true;  // false: a limit stopped the search; lighter or further sets may exist
};

// All lightest sets that hit every conflict (none of them empty). Without sets when nothing within the limits does.
HittingSets lightest_hitting_sets(std::span<const ClaimSet> conflicts, const ClaimWeight& weight,
                                  const HittingSetLimits& limits);

// One lightest set; conflicts that share no claims are solved apart, so that many independent ones cost little. When
// the search takes too long, `complete` is false and there is no set.
HittingSets one_lightest_hitting_set(std::span<const ClaimSet> conflicts, const ClaimWeight& weight);

// One set found quickly, usually not far from the lightest: the claim that hits most for its weight, again and again.
ClaimSet greedy_hitting_set(std::span<const ClaimSet> conflicts, const ClaimWeight& weight);

bool intersects(const ClaimSet& a, const ClaimSet& b);

}  // namespace mingzhang
