#include "compile/infer_points.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

namespace mingzhang {
namespace {

// Nodes are chosen dimension by dimension, those first that leave the fewest regions to think of.
constexpr std::array kOrder = {Dimension::Year,   Dimension::Measure,  Dimension::Unit,     Dimension::Stage,
                               Dimension::Flow,   Dimension::Source,   Dimension::Function, Dimension::Nature,
                               Dimension::Project, Dimension::Economic};
constexpr int kLevels = static_cast<int>(kOrder.size());
static_assert(kLevels == kDimensionCount);

// Costs of a point, see CandidatePoint. They say only which point is the likelier one.
constexpr int kUnequalAmounts = 1;  // equal amounts in two tables are likely to be one line
constexpr int kUnspecified = 2;     // the document knows finer nodes
constexpr int kAgainstBudget = 3;   // this year's budget has no such money
constexpr int kAgainstUsual = 4;    // an axiom that holds usually
constexpr int kAgainstReading = 8;  // only in the wide reading

int level_of(Dimension d) {
  return static_cast<int>(std::find(kOrder.begin(), kOrder.end(), d) - kOrder.begin());
}

// The last dimension in which a region is not everything; -1 when it is everything.
int last_level(const Region& region) {
  for (int level = kLevels - 1; level >= 0; --level)
    if (!region[kOrder[static_cast<std::size_t>(level)]].is_root()) return level;
  return -1;
}

// No money here, as soon as all its dimensions are known to hold the point.
struct Empty {
  Region region;
  int decided_at = 0;
};

struct List {
  const Listing* listing = nullptr;
  int decided_at = 0;
};

// What still matters for a point of which the first dimensions are chosen: indices.
struct Alive {
  std::vector<std::uint32_t> regions, empties, lists;
};

class Finder {
 public:
  Finder(const Demands& demands, std::span<const Axiom> axioms, int year, Reading reading)
      : demands_(demands), space_(demands.space), axioms_(axioms), strict_(reading == Reading::Strict) {
    year_ = space_.tree(Dimension::Year).find(std::to_string(year));
    budget_ = space_.tree(Dimension::Measure).find("budget");
    for (const Region& region : demands.zero) add_empty(region);
    if (strict_)
      for (const Region& region : demands.printed_zero) add_empty(region);
    for (const Listing& listing : demands.listings)
      lists_.push_back({&listing, std::max(last_level(listing.scope), level_of(listing.dimension))});
    for (const Demand& demand : demands.demands) add_demand(demand);
  }

  std::optional<CandidatePoints> run() {
    Alive all;
    for (std::uint32_t i = 0; i < result_.regions.size(); ++i) all.regions.push_back(i);
    for (std::uint32_t i = 0; i < empties_.size(); ++i) all.empties.push_back(i);
    for (std::uint32_t i = 0; i < lists_.size(); ++i) all.lists.push_back(i);
    Region point;
    choose(0, point, all, 0);
    if (result_.points.size() > kPointsMax) return std::nullopt;
    return std::move(result_);
  }

 private:
  void add_empty(const Region& region) { empties_.push_back({region, last_level(region)}); }

  void add_demand(const Demand& demand) {
    const auto region = add_region(demand.region);
    if (demand.kind != ClaimKind::Value) {
      add_region(demand.base);
    } else if (region) {
      printed_[*region] = demand.printed;
      if (demand.printed < 0) lowest_[*region] = demand.low;  // not of "0", which may be a little less than nothing
    }
  }

  std::optional<std::uint32_t> add_region(const Region& region) {
    const auto nothing = [&](const Empty& empty) { return space_.contains(empty.region, region); };
    if (std::any_of(empties_.begin(), empties_.end(), nothing)) return std::nullopt;
    const auto [slot, inserted] = index_.try_emplace(region, static_cast<std::uint32_t>(result_.regions.size()));
    if (inserted) result_.regions.push_back(region);
    return slot->second;
  }

  // ---- the search

  void choose(int level, Region& point, const Alive& alive, int cost) {
    if (level == kLevels) return add_point(point, alive, cost);
    const Dimension d = kOrder[static_cast<std::size_t>(level)];
    const std::vector<NodeId>& nodes = tried_[static_cast<std::size_t>(level)] = nodes_to_try(d, alive);
    for (const NodeId node : nodes) {
      const bool unspecified = has_finer(d, node, nodes);
      const bool closed = space_.tree(d).closed(node);
      if (unspecified && closed && strict_) continue;
      point[d] = Extent(node);
      const Alive left = narrowed(alive, d, point[d]);
      int added = unspecified ? (closed ? kAgainstReading : kUnspecified) : 0;
      if (left.regions.empty() || is_empty(left, level) || !is_listed(left, point, level, added)) continue;
      choose(level + 1, point, left, cost + added);
      if (result_.points.size() > kPointsMax) break;
    }
    point[d] = Extent();
  }

  // Every node that the regions name, all nodes together, and what completes the family of a node that is itself named.
  std::vector<NodeId> nodes_to_try(Dimension d, const Alive& alive) const {
    std::vector<NodeId> nodes{kRoot};
    for (const std::uint32_t r : alive.regions)
      for (const NodeId node : space_.nodes(result_.regions[r].extents[static_cast<std::size_t>(d)])) nodes.push_back(node);
    sort_unique(nodes);
    const Tree& tree = space_.tree(d);
    const std::size_t named = nodes.size();
    for (std::size_t i = 0; i < named; ++i) {
      const NodeId parent = tree.parent(nodes[i]);
      if (nodes[i] == kRoot || !tree.closed(parent)) continue;
      if (!std::binary_search(nodes.begin(), nodes.begin() + static_cast<std::ptrdiff_t>(named), parent)) continue;
      nodes.insert(nodes.end(), tree.children(parent).begin(), tree.children(parent).end());
    }
    sort_unique(nodes);
    return nodes;
  }

  static void sort_unique(std::vector<NodeId>& nodes) {
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  }

  bool has_finer(Dimension d, NodeId node, const std::vector<NodeId>& nodes) const {
    return std::any_of(nodes.begin(), nodes.end(),
                       [&](NodeId other) { return other != node && space_.tree(d).contains(node, other); });
  }

  Alive narrowed(const Alive& alive, Dimension d, Extent node) const {
    const auto holds = [&](const Region& region) { return space_.contains(d, region[d], node); };
    Alive left;
    for (const std::uint32_t i : alive.regions)
      if (holds(result_.regions[i])) left.regions.push_back(i);
    for (const std::uint32_t i : alive.empties)
      if (holds(empties_[i].region)) left.empties.push_back(i);
    for (const std::uint32_t i : alive.lists)
      if (holds(lists_[i].listing->scope)) left.lists.push_back(i);
    return left;
  }

  bool is_empty(const Alive& alive, int level) const {
    return std::any_of(alive.empties.begin(), alive.empties.end(),
                       [&](std::uint32_t i) { return empties_[i].decided_at <= level; });
  }

  // False when a complete list leaves the point out; in the wide reading that only costs.
  bool is_listed(const Alive& alive, const Region& point, int level, int& cost) const {
    for (const std::uint32_t i : alive.lists) {
      const bool due = lists_[i].decided_at == level || (level == 0 && lists_[i].decided_at < 0);
      if (!due || names(*lists_[i].listing, point)) continue;
      if (strict_) return false;
      cost += kAgainstReading;
    }
    return true;
  }

  // Money stands under the finest nodes of a list, and not under one that the list divides: unless nothing is said of the
  // parts (last year's), then it is not further specified.
  bool names(const Listing& listing, const Region& point) const {
    const Tree& tree = space_.tree(listing.dimension);
    const NodeId node = point[listing.dimension].handle();
    const std::vector<NodeId>& tried = tried_[static_cast<std::size_t>(level_of(listing.dimension))];
    bool related = false;
    for (const NodeId listed : listing.nodes) {
      if (listed != node && tree.contains(node, listed)) {
        if (std::binary_search(tried.begin(), tried.end(), listed)) return false;
        related = true;
      }
      related = related || tree.contains(listed, node);
    }
    return related;
  }

  // ---- the points found

  void add_point(const Region& point, const Alive& alive, int cost) {
    for (const Axiom& axiom : axioms_) {
      if (!contradicts(axiom, point)) continue;
      const bool must = axiom.strength == Strength::Must;
      if (must && strict_) return;
      cost += must ? kAgainstReading : kAgainstUsual;
    }
    if (is_not_in_budget(point)) cost += kAgainstBudget;
    if (has_unequal_amounts(alive)) cost += kUnequalAmounts;
    CandidatePoint found{point, cost, 0, alive.regions};
    for (const std::uint32_t r : alive.regions)
      if (const auto low = lowest_.find(r); low != lowest_.end()) found.low = std::min(found.low, low->second);
    const auto [slot, inserted] = by_regions_.try_emplace(alive.regions, result_.points.size());
    if (inserted) return result_.points.push_back(std::move(found));
    CandidatePoint& known = result_.points[slot->second];
    if (cost < known.cost) known = std::move(found);
  }

  bool lies_in(const Region& point, const std::vector<std::pair<Dimension, Extent>>& extents) const {
    return std::all_of(extents.begin(), extents.end(),
                       [&](const auto& e) { return space_.contains(e.first, e.second, point[e.first]); });
  }
  bool lies_outside(const Region& point, const std::vector<std::pair<Dimension, Extent>>& extents) const {
    return std::any_of(extents.begin(), extents.end(),
                       [&](const auto& e) { return space_.disjoint(e.first, e.second, point[e.first]); });
  }

  // The point is on one side of the axiom and cannot be on the other. Axioms between measures say nothing about one line.
  bool contradicts(const Axiom& axiom, const Region& point) const {
    const auto is_measure = [](const auto& e) { return e.first == Dimension::Measure; };
    if (std::any_of(axiom.left.begin(), axiom.left.end(), is_measure) || !lies_in(point, axiom.when)) return false;
    if (lies_in(point, axiom.left) && lies_outside(point, axiom.right)) return true;
    return !axiom.within && lies_in(point, axiom.right) && lies_outside(point, axiom.left);
  }

  // Last year's money, and what is counted beside the money, is likely to be where this year's budget has money.
  bool is_not_in_budget(const Region& point) const {
    if (!year_ || !budget_) return false;
    const Region now = point.with(Dimension::Year, *year_).with(Dimension::Measure, *budget_);
    return now != point && std::any_of(empties_.begin(), empties_.end(), [&](const Empty& empty) {
      return space_.contains(empty.region, now);
    });
  }

  // The smallest figure that holds the point by its function, and the one by its economic class.
  bool has_unequal_amounts(const Alive& alive) const {
    const auto smallest = [&](Dimension d) {
      std::optional<std::int64_t> least;
      for (const std::uint32_t r : alive.regions) {
        const auto printed = printed_.find(r);
        if (printed == printed_.end() || result_.regions[r][d].is_root()) continue;
        least = std::min(least.value_or(printed->second), printed->second);
      }
      return least;
    };
    const auto function = smallest(Dimension::Function), economic = smallest(Dimension::Economic);
    return function && economic && *function != *economic;
  }

  const Demands& demands_;
  const Space& space_;
  std::span<const Axiom> axioms_;
  const bool strict_;
  std::optional<NodeId> year_, budget_;
  std::array<std::vector<NodeId>, kDimensionCount> tried_;  // by level, for the point that is being chosen
  std::vector<Empty> empties_;
  std::vector<List> lists_;
  std::unordered_map<Region, std::uint32_t, RegionHash> index_;
  std::unordered_map<std::uint32_t, std::int64_t> printed_, lowest_;  // by region
  std::map<std::vector<std::uint32_t>, std::size_t> by_regions_;
  CandidatePoints result_;
};

}  // namespace

std::optional<CandidatePoints> find_points(const Demands& demands, std::span<const Axiom> axioms, int year, Reading reading) {
  return Finder(demands, axioms, year, reading).run();
}

}  // namespace mingzhang
