#include "cube/identities.h"

#include <algorithm>
#include <array>
#include <bit>
#include <memory>
#include <unordered_map>

#include "base/result.h"
#include "cube/region_index.h"

namespace mingzhang {
namespace {

// The dimensions a region restricts, most selective first: containment in it is decided by these alone.
class Pattern {
 public:
  explicit Pattern(const Region& region) {
    for (Dimension d : {Dimension::Function, Dimension::Economic, Dimension::Source, Dimension::Measure, Dimension::Project,
                        Dimension::Nature, Dimension::Year, Dimension::Flow, Dimension::Stage, Dimension::Unit})
      if (!region[d].is_root()) extents_[count_++] = {d, region[d]};
  }
  bool contains(const Space& space, const Region& inner) const {
    return std::all_of(extents_.begin(), extents_.begin() + count_, [&](const auto& e) {
      return e.second == inner[e.first] || space.contains(e.first, e.second, inner[e.first]);
    });
  }
  // The same in all dimensions but one, and in that one.
  bool contains_beside(const Space& space, const Region& inner, Dimension d) const {
    return std::all_of(extents_.begin(), extents_.begin() + count_, [&](const auto& e) {
      return e.first == d || e.second == inner[e.first] || space.contains(e.first, e.second, inner[e.first]);
    });
  }
  bool contains_along(const Space& space, Dimension d, Extent inner) const {
    return std::all_of(extents_.begin(), extents_.begin() + count_, [&](const auto& e) { return e.first != d || space.contains(d, e.second, inner); });
  }

 private:
  std::array<std::pair<Dimension, Extent>, kDimensionCount> extents_;
  int count_ = 0;
};

// What the listings say of one node of their dimension. Scopes stand for the listings that have them.
struct ListedNode {
  struct Breakdown {
    std::uint32_t scope = 0;
    std::vector<NodeId> below;  // the largest listed nodes strictly below the node
    friend bool operator==(const Breakdown&, const Breakdown&) = default;
  };
  std::vector<Breakdown> breakdowns;
  std::vector<std::uint32_t> naming;       // it, or something in it, is listed
  std::vector<std::uint32_t> leaving_out;  // it is not, though the list breaks down what is around it
};

template <class T>
void add_once(std::vector<T>& list, T item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(std::move(item));
}

class Deriver {
 public:
  Deriver(Space& space, std::span<const Region> regions, std::span<const Listing> listings, std::span<const Axiom> axioms,
          std::span<const Region> zero)
      : space_(space), listings_(widest(space, listings)), axioms_(axioms), given_(static_cast<std::uint32_t>(regions.size())) {
    RegionIndex zeros, scopes;
    for (const Region& region : zero) zeros.add(region);
    for (const Region& region : zeros.regions()) zero_.emplace_back(region);
    for (std::size_t l = 0; l < listings_.size(); ++l) {
      scope_of_.push_back(scopes.add(listings_[l].scope));
      listings_along_[static_cast<std::size_t>(listings_[l].dimension)].push_back(l);
    }
    for (const Region& region : scopes.regions()) scopes_.emplace_back(region);
    in_scope_.resize(scopes_.size());
    for (const Axiom& axiom : axioms) axiom_heads_.push_back(axiom.left.front());
    index_.reserve(2 * regions.size());  // axioms add some
    for (const Region& region : regions) index_.add(region);
    ASSERT(index_.size() == given_);  // the caller's indices are ours only if the regions are distinct
  }

  IdentitySet run() {
    for (std::uint32_t i = 0; i < given_; ++i) apply_axioms(i);
    find_siblings();
    for (std::uint32_t i = 0; i < index_.size(); ++i) partitions_of(i);
    empty_left_out_regions();
    contain_loose_regions();
    result_.regions = index_.take_regions();
    return std::move(result_);
  }

 private:
  // Tables of one document list the same codes again and again; of equal lists the one with the widest scope says it all.
  static std::vector<Listing> widest(const Space& space, std::span<const Listing> listings) {
    std::vector<Listing> kept;
    auto covers = [&](const Listing& a, const Listing& b) {
      return a.dimension == b.dimension && a.nodes == b.nodes && space.contains(a.scope, b.scope);
    };
    for (const Listing& listing : listings) {
      if (std::any_of(kept.begin(), kept.end(), [&](const Listing& k) { return covers(k, listing); })) continue;
      std::erase_if(kept, [&](const Listing& k) { return covers(listing, k); });
      kept.push_back(listing);
    }
    return kept;
  }

  bool matches(const Region& region, const std::vector<std::pair<Dimension, Extent>>& pattern, bool exact) const {
    return std::all_of(pattern.begin(), pattern.end(), [&](const auto& p) {
      return exact ? region[p.first] == p.second : space_.contains(p.first, p.second, region[p.first]);
    });
  }

  // A region that is the axiom's left side, whatever its other dimensions are, is the same money as its right side.
  void apply_axioms(std::uint32_t i) {
    const Region region = index_[i];
    for (std::size_t a = 0; a < axioms_.size(); ++a) {
      if (region[axiom_heads_[a].first] != axiom_heads_[a].second) continue;  // most
      const Axiom& axiom = axioms_[a];
      if (!matches(region, axiom.left, true) || !matches(region, axiom.when, false)) continue;
      Region image = region;
      for (const auto& [d, extent] : axiom.left) image[d] = Extent();
      for (const auto& [d, extent] : axiom.right) image[d] = extent;
      const auto other = index_.add(image);
      if (other == i) continue;
      const Dimension d = axiom.left.front().first;
      if (axiom.within) add(IdentityKind::Within, other, std::array{i}, d, axiom.strength, static_cast<int>(a));
      else add(IdentityKind::Sum, i, std::array{other}, d, axiom.strength, static_cast<int>(a));
    }
  }

  // Most regions are alone: no other differs from them in this dimension only. They have no parts along it. Hashes are
  // enough to see it: where two are equal by chance, parts are looked for in vain.
  void find_siblings() {
    std::vector<std::uint64_t> hashes;
    for (const Region& region : index_.regions()) hashes.push_back(hash_of(region));
    const int bits = std::bit_width(8 * hashes.size());
    std::vector<std::uint8_t> count(std::size_t{1} << bits);  // up to two
    for (int k = 0; k < kDimensionCount; ++k) {
      const auto d = static_cast<Dimension>(k);
      has_siblings_[k].assign(index_.size(), false);
      if (!is_divided(d)) continue;
      const auto slot = [&](std::uint32_t i) -> std::uint8_t& { return count[(hashes[i] - hash_of(d, index_[i][d])) >> (64 - bits)]; };
      std::fill(count.begin(), count.end(), 0);
      for (std::uint32_t i = 0; i < index_.size(); ++i) slot(i) = slot(i) == 0 ? 1 : 2;
      for (std::uint32_t i = 0; i < index_.size(); ++i) has_siblings_[k][i] = slot(i) > 1;
    }
  }

  // Can anything be a whole with parts along this dimension?
  bool is_divided(Dimension d) const {
    const auto all = index_.regions();
    if (std::all_of(all.begin(), all.end(), [&](const Region& region) { return region[d] == all.front()[d]; })) return false;
    const Tree& tree = space_.tree(d);
    if (!listings_along_[static_cast<std::size_t>(d)].empty()) return true;
    for (NodeId node = kRoot; node < tree.size(); ++node)
      if (tree.closed(node)) return true;
    return std::any_of(all.begin(), all.end(), [&](const Region& region) { return region[d].is_set(); });
  }

  void partitions_of(std::uint32_t i) {
    begin_region(i);
    for (int k = 0; k < kDimensionCount; ++k) {
      if (!has_siblings_[k][i]) continue;
      const auto d = static_cast<Dimension>(k);
      const Extent extent = index_[i][d];
      if (extent.is_set()) {
        add_partition(d, space_.nodes(extent));
        continue;
      }
      const Tree& tree = space_.tree(d);
      const NodeId node = extent.handle();
      if (tree.closed(node)) add_partition(d, tree.children(node));
      for (const ListedNode::Breakdown& breakdown : listed(d, node).breakdowns)
        if (applies(breakdown.scope)) add_partition(d, breakdown.below);
    }
  }

  // Questions of applies() and find_with() are about this region from now on.
  void begin_region(std::uint32_t i) {
    current_ = i;
    hash_ = hash_of(index_[i]);
    ++question_;
  }

  bool applies(std::uint32_t scope) const {
    InScope& answer = in_scope_[scope];
    if (answer.question != question_) answer = {question_, scopes_[scope].contains(space_, index_[current_])};
    return answer.yes;
  }

  // The current region with another node in one dimension.
  std::uint32_t find_with(Dimension d, NodeId node) const {
    const Region& region = index_[current_];
    return index_.find(region, d, Extent(node), hash_ - hash_of(d, region[d]) + hash_of(d, Extent(node)));
  }

  const ListedNode& listed(Dimension d, NodeId node) const {
    auto& known = listed_[static_cast<std::size_t>(d)];
    if (known.empty()) known.resize(space_.tree(d).size());
    if (!known[node]) {
      known[node] = std::make_unique<ListedNode>();
      for (std::size_t l : listings_along_[static_cast<std::size_t>(d)]) look_up(l, node, *known[node]);
    }
    return *known[node];
  }

  void look_up(std::size_t listing, NodeId node, ListedNode& result) const {
    const Tree& tree = space_.tree(listings_[listing].dimension);
    const std::vector<NodeId>& nodes = listings_[listing].nodes;  // ascending: parents come before their children
    const std::uint32_t scope = scope_of_[listing];
    std::vector<NodeId> below;
    NodeId around = kRoot;  // the nearest listed node around it
    bool named = false;
    for (NodeId other : nodes) {
      if (tree.contains(other, node)) around = other;
      if (!tree.contains(node, other)) continue;
      named = true;
      const bool covered = std::any_of(below.begin(), below.end(), [&](NodeId n) { return tree.contains(n, other); });
      if (other != node && !covered) below.push_back(other);
    }
    if (!below.empty()) add_once(result.breakdowns, {scope, std::move(below)});
    const bool broken_down = around == kRoot || std::any_of(nodes.begin(), nodes.end(), [&](NodeId other) {
      return other != around && tree.contains(around, other);
    });
    if (named) add_once(result.naming, scope);
    else if (broken_down) add_once(result.leaving_out, scope);
  }

  // The current region with this node in dimension d.
  bool known_zero(Dimension d, NodeId node) const {
    ZerosAround& around = zeros_around_[static_cast<std::size_t>(d)];
    if (around.question != question_) {
      around.question = question_;
      around.zeros.clear();
      for (const Pattern& zero : zero_)
        if (zero.contains_beside(space_, index_[current_], d)) around.zeros.push_back(&zero);
    }
    return std::any_of(around.zeros.begin(), around.zeros.end(), [&](const Pattern* zero) { return zero->contains_along(space_, d, Extent(node)); });
  }

  // Collects the regions that make up the current one with `node` in dimension d: itself when it is one of ours, else its
  // children.
  bool cover(Dimension d, NodeId node, std::vector<std::uint32_t>& parts) const {
    if (const std::uint32_t found = find_with(d, node); found != RegionIndex::kNone) {
      parts.push_back(found);
      return true;
    }
    const Tree& tree = space_.tree(d);
    if (tree.closed(node) && has_a_part(d, tree.children(node))) {
      const std::size_t before = parts.size();
      if (std::all_of(tree.children(node).begin(), tree.children(node).end(), [&](NodeId child) { return cover(d, child, parts); })) return true;
      parts.resize(before);
    }
    return left_out(d, node) || known_zero(d, node);
  }

  // A complete list breaks the current region down and neither it nor any other names this node or anything in it:
  // nothing is there.
  bool left_out(Dimension d, NodeId node) const {
    const ListedNode& place = listed(d, node);
    const auto applies_here = [&](std::uint32_t scope) { return applies(scope); };
    return std::any_of(place.leaving_out.begin(), place.leaving_out.end(), applies_here) &&
           std::none_of(place.naming.begin(), place.naming.end(), applies_here);
  }

  // Most partitions fail for want of any part: that is seen by look-ups alone.
  bool has_a_part(Dimension d, std::span<const NodeId> nodes) const {
    const Tree& tree = space_.tree(d);
    return std::any_of(nodes.begin(), nodes.end(), [&](NodeId node) {
      return find_with(d, node) != RegionIndex::kNone || (tree.closed(node) && has_a_part(d, tree.children(node)));
    });
  }

  // Of the current region.
  void add_partition(Dimension d, std::span<const NodeId> nodes) {
    if (nodes.empty() || !has_a_part(d, nodes)) return;
    parts_.clear();
    std::size_t& missing = missing_[nodes.data()];
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const std::size_t at = (missing + i) % nodes.size();
      if (cover(d, nodes[at], parts_)) continue;
      missing = at;
      return;
    }
    std::sort(parts_.begin(), parts_.end());
    parts_.erase(std::unique(parts_.begin(), parts_.end()), parts_.end());
    add(IdentityKind::Sum, current_, parts_, d);
  }

  // Most have been found before.
  void add(IdentityKind kind, std::uint32_t whole, std::span<const std::uint32_t> parts, Dimension d, Strength strength = Strength::Must,
           int axiom = -1) {
    constexpr std::uint64_t kMix = 0xff51afd7ed558ccdull;
    std::uint64_t hash = (static_cast<std::uint64_t>(kind) << 32 | whole) * kMix;
    for (const std::uint32_t part : parts) hash = (std::rotl(hash, 29) ^ part) * kMix;
    const std::uint32_t known = by_content_.find(hash, [&](std::uint32_t i) {
      const Identity& other = result_.identities[i];
      return other.kind == kind && other.whole == whole && std::ranges::equal(other.parts, parts);
    });
    if (known != HashIndex::kNone) return;
    by_content_.add(hash, static_cast<std::uint32_t>(result_.identities.size()));
    result_.identities.push_back({kind, whole, {parts.begin(), parts.end()}, d, strength, axiom});
  }

  // Codes that a complete list does not name carry nothing. (Names of projects vary too much in print for that.)
  void empty_left_out_regions() {
    for (std::uint32_t i = 0; i < given_; ++i) {
      begin_region(i);
      for (Dimension d : {Dimension::Function, Dimension::Economic}) {
        const Extent extent = index_[i][d];
        if (extent.is_root() || extent.is_set() || !left_out(d, extent.handle())) continue;
        add(IdentityKind::Sum, i, {}, d);
      }
    }
  }

  // A region that no sum ties to a larger one is still not larger than the nearest region around it.
  void contain_loose_regions() {
    std::vector<bool> has_sum_above(index_.size());
    for (const Identity& identity : result_.identities)
      if (identity.kind == IdentityKind::Sum)
        for (const std::uint32_t part : identity.parts) has_sum_above[part] = true;
    for (std::uint32_t i = 0; i < index_.size(); ++i) {
      if (has_sum_above[i]) continue;
      for (std::uint32_t outer : nearest_containing(i))
        add(IdentityKind::Within, outer, std::array{i}, Dimension::Unit);
    }
  }

  Extent parent_of(Dimension d, const Extent& extent) const {
    const Tree& tree = space_.tree(d);
    const auto nodes = space_.nodes(extent);
    NodeId common = tree.parent(nodes.front());
    while (!std::all_of(nodes.begin(), nodes.end(), [&](NodeId n) { return tree.contains(common, n); }))
      common = tree.parent(common);
    return Extent(common);
  }

  // Breadth first upwards through the trees; stops at the first regions that are ours.
  std::vector<std::uint32_t> nearest_containing(std::uint32_t i) {
    constexpr std::uint32_t kSteps = 256;
    std::vector<std::uint32_t> found;
    queue_.clear();
    queue_.add(index_[i]);
    for (std::uint32_t next = 0; next < queue_.size() && next < kSteps; ++next) {
      const Region region = queue_[next];
      if (next > 0)
        if (const auto known = index_.find(region)) {
          found.push_back(*known);
          continue;
        }
      for (Dimension d : {Dimension::Project, Dimension::Economic, Dimension::Nature, Dimension::Function, Dimension::Source,
                          Dimension::Measure}) {
        if (region[d].is_root()) continue;
        const Region larger = region.with(d, parent_of(d, region[d]));
        // Different measures are different things; only a measure's own parent above its children is the same kind.
        if (d == Dimension::Measure && larger[d].is_root()) continue;
        queue_.add(larger);
      }
    }
    return found;
  }

  struct ZerosAround {  // the zeros that hold the current region but for one dimension
    std::uint32_t question = 0;
    std::vector<const Pattern*> zeros;
  };
  struct InScope {
    std::uint32_t question = 0;
    bool yes = false;
  };

  Space& space_;
  std::vector<Listing> listings_;
  std::span<const Axiom> axioms_;
  std::vector<std::pair<Dimension, Extent>> axiom_heads_;  // the first condition of each
  std::uint32_t given_;
  std::array<std::vector<std::size_t>, kDimensionCount> listings_along_;
  std::vector<std::uint32_t> scope_of_;  // of each listing, index into scopes_: many tables share one
  std::vector<Pattern> scopes_, zero_;
  RegionIndex index_;
  std::array<std::vector<bool>, kDimensionCount> has_siblings_;  // by dimension and region
  IdentitySet result_;
  HashIndex by_content_;  // of the identities
  RegionIndex queue_;     // of nearest_containing()
  std::vector<std::uint32_t> parts_;  // of add_partition()
  // By a list of nodes: which of them no part was found for. Where one region has none, the next has none, either.
  std::unordered_map<const NodeId*, std::size_t> missing_;

  // Answers once given.
  std::uint32_t current_ = 0, question_ = 0;
  std::uint64_t hash_ = 0;  // of the current region
  mutable std::vector<InScope> in_scope_;  // the current region in each scope
  mutable std::array<std::vector<std::unique_ptr<ListedNode>>, kDimensionCount> listed_;  // by dimension and node
  mutable std::array<ZerosAround, kDimensionCount> zeros_around_;  // by dimension
};

}  // namespace

IdentitySet derive_identities(Space& space, std::span<const Region> regions, std::span<const Listing> listings,
                              std::span<const Axiom> axioms, std::span<const Region> zero) {
  return Deriver(space, regions, listings, axioms, zero).run();
}

}  // namespace mingzhang
