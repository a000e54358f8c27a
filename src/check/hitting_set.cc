#include "check/hitting_set.h"

#include <algorithm>
#include <iterator>

namespace mingzhang {
namespace {

// Branch and bound: take a conflict not yet hit, try each of its claims; a claim once tried is barred from the branches
// after it, so that no set is met twice.
class Search {
 public:
  Search(std::span<const ClaimSet> conflicts, const ClaimWeight& weight, const HittingSetLimits& limits)
      : limits_(limits), best_(limits.weight_max) {
    for (const ClaimSet& conflict : conflicts) names_.insert(names_.end(), conflict.begin(), conflict.end());
    std::sort(names_.begin(), names_.end());
    names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
    for (const int name : names_) claims_.push_back({weight(name)});
    for (const ClaimSet& conflict : conflicts) {
      std::vector<int>& local = conflicts_.emplace_back();
      for (const int name : conflict) {
        local.push_back(static_cast<int>(std::lower_bound(names_.begin(), names_.end(), name) - names_.begin()));
        ++claims_[local.back()].conflict_count;
      }
    }
    // Short conflicts first: they leave little choice.
    std::stable_sort(conflicts_.begin(), conflicts_.end(),
                     [](const auto& a, const auto& b) { return a.size() < b.size(); });
  }

  HittingSets run() {
    descend(0);
    if (nodes_ > limits_.nodes_max) result_.complete = false;
    return std::move(result_);
  }

  ClaimSet run_greedily() {
    ClaimSet set;
    while (true) {
      const int best = most_useful_claim();
      if (best < 0) break;
      claims_[best].chosen = true;
      set.push_back(names_[best]);
    }
    std::sort(set.begin(), set.end());
    return set;
  }

 private:
  struct Claim {
    std::int64_t weight = 1;
    std::int64_t conflict_count = 0;
    bool chosen = false;
    bool barred = false;
    bool touched = false;
  };

  bool is_hit(const std::vector<int>& conflict) const {
    return std::any_of(conflict.begin(), conflict.end(), [&](int claim) { return claims_[claim].chosen; });
  }

  int most_useful_claim() const {
    std::vector<std::int64_t> open_count(claims_.size(), 0);
    for (const auto& conflict : conflicts_) {
      if (is_hit(conflict)) continue;
      for (const int claim : conflict) ++open_count[claim];
    }
    int best = -1;
    for (int claim = 0; claim < static_cast<int>(claims_.size()); ++claim) {
      if (open_count[claim] == 0) continue;
      if (best < 0 || open_count[claim] * claims_[best].weight > open_count[best] * claims_[claim].weight) best = claim;
    }
    return best;
  }

  // What conflicts that share no claim must cost at least. Branches without a claim to choose cost more than any limit.
  std::int64_t lower_bound() {
    std::vector<int> touched;
    std::int64_t bound = 0;
    for (const auto& conflict : conflicts_) {
      if (is_hit(conflict)) continue;
      if (std::any_of(conflict.begin(), conflict.end(), [&](int claim) { return claims_[claim].touched; })) continue;
      std::int64_t cheapest = limits_.weight_max + 1;
      for (const int claim : conflict) {
        if (!claims_[claim].barred) cheapest = std::min(cheapest, claims_[claim].weight);
        claims_[claim].touched = true;
        touched.push_back(claim);
      }
      bound += cheapest;
      if (bound > best_) break;
    }
    for (const int claim : touched) claims_[claim].touched = false;
    return bound;
  }

  void descend(std::int64_t weight) {
    if (++nodes_ > limits_.nodes_max || !is_wanted(weight)) return;
    const auto open = std::find_if(conflicts_.begin(), conflicts_.end(), [&](const auto& c) { return !is_hit(c); });
    if (open == conflicts_.end()) return accept(weight);
    if (static_cast<int>(chosen_.size()) >= limits_.size_max) return;
    if (is_wanted(weight + lower_bound())) branch(*open, weight);
  }

  bool is_wanted(std::int64_t weight) const {
    const bool one_is_enough = limits_.sets_max == 1 && !result_.sets.empty();
    return one_is_enough ? weight < best_ : weight <= best_;
  }

  void branch(const std::vector<int>& conflict, std::int64_t weight) {
    std::vector<int> order;
    for (const int claim : conflict) {
      if (!claims_[claim].barred) order.push_back(claim);
    }
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
      return claims_[a].conflict_count * claims_[b].weight > claims_[b].conflict_count * claims_[a].weight;
    });
    for (const int claim : order) {
      claims_[claim].chosen = true;
      chosen_.push_back(claim);
      descend(weight + claims_[claim].weight);
      chosen_.pop_back();
      claims_[claim].chosen = false;
      claims_[claim].barred = true;
    }
    for (const int claim : order) claims_[claim].barred = false;
  }

  void accept(std::int64_t weight) {
    if (weight < best_) result_.sets.clear();
    best_ = result_.weight = weight;
    if (static_cast<int>(result_.sets.size()) >= limits_.sets_max) {
      result_.complete = false;
      return;
    }
    ClaimSet& set = result_.sets.emplace_back();
    for (const int claim : chosen_) set.push_back(names_[claim]);
    std::sort(set.begin(), set.end());
  }

  const HittingSetLimits limits_;
  std::vector<int> names_;  // of the claims, which are dense in here
  std::vector<Claim> claims_;
  std::vector<std::vector<int>> conflicts_;
  std::vector<int> chosen_;
  std::int64_t best_;
  HittingSets result_;
  int nodes_ = 0;
};

// Conflicts that share claims, directly or through others.
std::vector<std::vector<ClaimSet>> clusters_of(std::span<const ClaimSet> conflicts) {
  std::vector<std::vector<ClaimSet>> clusters;
  std::vector<ClaimSet> cluster_claims;
  for (const ClaimSet& conflict : conflicts) {
    std::vector<ClaimSet> joined = {conflict};
    ClaimSet claims = conflict;
    for (std::size_t i = clusters.size(); i-- > 0;) {
      if (!intersects(cluster_claims[i], conflict)) continue;
      joined.insert(joined.end(), clusters[i].begin(), clusters[i].end());
      ClaimSet both;
      std::set_union(claims.begin(), claims.end(), cluster_claims[i].begin(), cluster_claims[i].end(),
                     std::back_inserter(both));
      claims = std::move(both);
      clusters.erase(clusters.begin() + static_cast<std::ptrdiff_t>(i));
      cluster_claims.erase(cluster_claims.begin() + static_cast<std::ptrdiff_t>(i));
    }
    clusters.push_back(std::move(joined));
    cluster_claims.push_back(std::move(claims));
  }
  return clusters;
}

}  // namespace

bool intersects(const ClaimSet& a, const ClaimSet& b) {
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) return true;
    *i < *j ? ++i : ++j;
  }
  return false;
}

HittingSets lightest_hitting_sets(std::span<const ClaimSet> conflicts, const ClaimWeight& weight,
                                  const HittingSetLimits& limits) {
  return Search(conflicts, weight, limits).run();
}

HittingSets one_lightest_hitting_set(std::span<const ClaimSet> conflicts, const ClaimWeight& weight) {
  HittingSets whole{{{}}, 0, true};
  const HittingSetLimits one{.sets_max = 1};
  for (const auto& cluster : clusters_of(conflicts)) {
    const HittingSets part = Search(cluster, weight, one).run();
    if (!part.complete) return {{}, 0, false};
    whole.weight += part.weight;
    whole.sets[0].insert(whole.sets[0].end(), part.sets[0].begin(), part.sets[0].end());
  }
  std::sort(whole.sets[0].begin(), whole.sets[0].end());
  return whole;
}

ClaimSet greedy_hitting_set(std::span<const ClaimSet> conflicts, const ClaimWeight& weight) {
  return Search(conflicts, weight, {}).run_greedily();
}

}  // namespace mingzhang
