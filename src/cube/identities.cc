#include "cube/identities.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "base/result.h"

namespace mingzhang {
namespace {

// The dimensions a region restricts, most selective first: containment in it is decided by these alone.
class Pattern {
 public:
  explicit Pattern(const Region& region) {
    for (Dimension d : {Dimension::Function, Dimension::Economic, Dimension::Source, Dimension::Measure, Dimension::Project,
                        Dimension::Nature, Dimension::Year, Dimension::Flow, Dimension::Stage, Dimension::Unit})
      if (!region[d].is_root()) extents_.emplace_back(d, region[d]);
  }
  bool contains(const Space& space, const Region& inner) const {
    return std::all_of(extents_.begin(), extents_.end(), [&](const auto& e) {
      return e.second == inner[e.first] || space.contains(e.first, e.second, inner[e.first]);
    });
  }

 private:
  std::vector<std::pair<Dimension, Extent>> extents_;
};

class Deriver {
 public:
  Deriver(Space& space, std::span<const Region> regions, std::span<const Listing> listings, std::span<const Axiom> axioms,
          std::span<const Region> zero)
      : space_(space), listings_(widest(space, listings)), axioms_(axioms), below_(listings_.size()) {
    for (const Region& region : zero) zero_.emplace_back(region);
    for (std::size_t l = 0; l < listings_.size(); ++l) {
      scopes_.emplace_back(listings_[l].scope);
      listings_along_[static_cast<std::size_t>(listings_[l].dimension)].push_back(l);
    }
    result_.regions.reserve(regions.size() * 2);
    for (const Region& region : regions) index_of(region);
    ASSERT(result_.regions.size() == regions.size());  // the caller's indices are ours only if the regions are distinct
    given_ = regions.size();
  }

  IdentitySet run() {
    for (std::uint32_t i = 0; i < given_; ++i) apply_axioms(i);
    for (std::uint32_t i = 0; i < result_.regions.size(); ++i) partitions_of(i);
    empty_left_out_regions();
    contain_loose_regions();
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

  std::uint32_t index_of(const Region& region) {
    auto [slot, inserted] = index_.try_emplace(region, static_cast<std::uint32_t>(result_.regions.size()));
    if (inserted) result_.regions.push_back(region);
    return slot->second;
  }

  bool matches(const Region& region, const std::vector<std::pair<Dimension, Extent>>& pattern, bool exact) const {
    return std::all_of(pattern.begin(), pattern.end(), [&](const auto& p) {
      return exact ? region[p.first] == p.second : space_.contains(p.first, p.second, region[p.first]);
    });
  }

  // A region that is the axiom's left side, whatever its other dimensions are, is the same money as its right side.
  void apply_axioms(std::uint32_t i) {
    for (std::size_t a = 0; a < axioms_.size(); ++a) {
      const Axiom& axiom = axioms_[a];
      const Region region = result_.regions[i];
      if (!matches(region, axiom.when, false) || !matches(region, axiom.left, true)) continue;
      Region image = region;
      for (const auto& [d, extent] : axiom.left) image[d] = Extent();
      for (const auto& [d, extent] : axiom.right) image[d] = extent;
      const auto other = index_of(image);
      if (other == i) continue;
      const Dimension d = axiom.left.front().first;
      if (axiom.within) add({IdentityKind::Within, other, {i}, d, axiom.strength, static_cast<int>(a)});
      else add({IdentityKind::Sum, i, {other}, d, axiom.strength, static_cast<int>(a)});
    }
  }

  void partitions_of(std::uint32_t i) {
    for (int k = 0; k < kDimensionCount; ++k) {
      const auto d = static_cast<Dimension>(k);
      const Region region = result_.regions[i];
      const Extent extent = region[d];
      if (extent.is_set()) {
        add_partition(i, d, space_.nodes(extent));
        continue;
      }
      const Tree& tree = space_.tree(d);
      const NodeId node = extent.handle();
      if (tree.closed(node)) add_partition(i, d, tree.children(node));
      for (std::size_t l : listings_along_[static_cast<std::size_t>(k)])
        if (const auto& below = listed_below(l, node); !below.empty() && applies(l, region)) add_partition(i, d, below);
    }
  }

  bool applies(std::size_t listing, const Region& region) const { return scopes_[listing].contains(space_, region); }

  // The largest listed nodes strictly below `node`.
  const std::vector<NodeId>& listed_below(std::size_t listing, NodeId node) const {
    auto [slot, inserted] = below_[listing].try_emplace(node);
    if (!inserted) return slot->second;
    const Tree& tree = space_.tree(listings_[listing].dimension);
    std::vector<NodeId>& below = slot->second;
    for (NodeId listed : listings_[listing].nodes) {  // ascending: parents come before their children
      if (listed == node || !tree.contains(node, listed)) continue;
      if (std::none_of(below.begin(), below.end(), [&](NodeId n) { return tree.contains(n, listed); })) below.push_back(listed);
    }
    return below;
  }

  bool known_zero(const Region& region) const {
    auto [slot, inserted] = asked_zero_.try_emplace(region, false);
    if (inserted)
      slot->second = std::any_of(zero_.begin(), zero_.end(), [&](const Pattern& z) { return z.contains(space_, region); });
    return slot->second;
  }

  // Collects the regions that make up `whole` with `node` in dimension d: itself when it is one of ours, else its children.
  bool cover(const Region& whole, Dimension d, NodeId node, std::vector<std::uint32_t>& parts) const {
    const Region part = whole.with(d, node);
    if (auto found = index_.find(part); found != index_.end()) {
      parts.push_back(found->second);
      return true;
    }
    const Tree& tree = space_.tree(d);
    if (tree.closed(node) && has_a_part(whole, d, tree.children(node))) {
      const std::size_t before = parts.size();
      if (std::all_of(tree.children(node).begin(), tree.children(node).end(), [&](NodeId child) { return cover(whole, d, child, parts); }))
        return true;
      parts.resize(before);
    }
    return known_zero(part) || left_out(whole, d, node);
  }

  // A complete list breaks `whole` down and neither it nor any other names this node or anything in it: nothing is there.
  bool left_out(const Region& whole, Dimension d, NodeId node) const {
    const Tree& tree = space_.tree(d);
    bool missing = false;
    for (std::size_t l : listings_along_[static_cast<std::size_t>(d)]) {
      if (!applies(l, whole)) continue;
      const std::vector<NodeId>& listed = listings_[l].nodes;
      if (std::any_of(listed.begin(), listed.end(), [&](NodeId n) { return tree.contains(node, n); })) return false;
      NodeId broken_down = kRoot;  // the nearest listed node around it must itself be divided in the list
      for (NodeId n : listed)
        if (tree.contains(n, node)) broken_down = n;
      missing = missing || broken_down == kRoot || !listed_below(l, broken_down).empty();
    }
    return missing;
  }

  // Most partitions fail for want of any part: that is seen by look-ups alone.
  bool has_a_part(const Region& whole, Dimension d, std::span<const NodeId> nodes) const {
    const Tree& tree = space_.tree(d);
    return std::any_of(nodes.begin(), nodes.end(), [&](NodeId node) {
      return index_.contains(whole.with(d, node)) || (tree.closed(node) && has_a_part(whole, d, tree.children(node)));
    });
  }

  void add_partition(std::uint32_t whole, Dimension d, std::span<const NodeId> nodes) {
    const Region region = result_.regions[whole];
    if (nodes.empty() || !has_a_part(region, d, nodes)) return;
    std::vector<std::uint32_t> parts;
    for (NodeId node : nodes)
      if (!cover(region, d, node, parts)) return;
    std::sort(parts.begin(), parts.end());
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
    add({IdentityKind::Sum, whole, std::move(parts), d, Strength::Must, -1});
  }

  void add(Identity identity) {
    std::uint64_t key = 1469598103934665603ull ^ static_cast<std::uint64_t>(identity.kind);
    auto mix = [&](std::uint64_t value) { key = (key ^ value) * 1099511628211ull + (key >> 29); };
    mix(identity.whole);
    for (auto part : identity.parts) mix(part + 1);
    auto [begin, end] = by_key_.equal_range(key);
    for (auto it = begin; it != end; ++it) {
      const Identity& known = result_.identities[it->second];
      if (known.kind == identity.kind && known.whole == identity.whole && known.parts == identity.parts) return;
    }
    by_key_.emplace(key, result_.identities.size());
    if (identity.kind == IdentityKind::Sum)
      for (auto part : identity.parts) has_sum_above_.insert(part);
    result_.identities.push_back(std::move(identity));
  }

  // A region that no sum ties to a larger one is still not larger than the nearest region around it.
  // Codes that a complete list does not name carry nothing. (Names of projects vary too much in print for that.)
  void empty_left_out_regions() {
    for (std::uint32_t i = 0; i < given_; ++i)
      for (Dimension d : {Dimension::Function, Dimension::Economic}) {
        const Region region = result_.regions[i];
        if (region[d].is_root() || region[d].is_set() || !left_out(region, d, region[d].handle())) continue;
        add({IdentityKind::Sum, i, {}, d, Strength::Must, -1});
      }
  }

  void contain_loose_regions() {
    for (std::uint32_t i = 0; i < result_.regions.size(); ++i) {
      if (has_sum_above_.contains(i)) continue;
      for (std::uint32_t outer : nearest_containing(i))
        add({IdentityKind::Within, outer, {i}, Dimension::Unit, Strength::Must, -1});
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
  std::vector<std::uint32_t> nearest_containing(std::uint32_t i) const {
    constexpr std::size_t kSteps = 256;
    std::vector<std::uint32_t> found;
    std::vector<Region> queue{result_.regions[i]};
    std::unordered_set<Region, RegionHash> seen{queue.front()};
    for (std::size_t next = 0; next < queue.size() && next < kSteps; ++next) {
      const Region region = queue[next];
      if (next > 0)
        if (auto known = index_.find(region); known != index_.end()) {
          found.push_back(known->second);
          continue;
        }
      for (Dimension d : {Dimension::Project, Dimension::Economic, Dimension::Nature, Dimension::Function, Dimension::Source,
                          Dimension::Measure}) {
        if (region[d].is_root()) continue;
        const Region larger = region.with(d, parent_of(d, region[d]));
        // Different measures are different things; only a measure's own parent above its children is the same kind.
        if (d == Dimension::Measure && larger[d].is_root()) continue;
        if (seen.insert(larger).second) queue.push_back(larger);
      }
    }
    return found;
  }

  Space& space_;
  std::vector<Listing> listings_;
  std::span<const Axiom> axioms_;
  std::vector<Pattern> zero_, scopes_;
  mutable std::unordered_map<Region, bool, RegionHash> asked_zero_;
  std::array<std::vector<std::size_t>, kDimensionCount> listings_along_;
  mutable std::vector<std::unordered_map<NodeId, std::vector<NodeId>>> below_;  // per listing, by node: listed_below()
  std::size_t given_ = 0;
  IdentitySet result_;
  std::unordered_map<Region, std::uint32_t, RegionHash> index_;
  std::unordered_multimap<std::uint64_t, std::size_t> by_key_;
  std::unordered_set<std::uint32_t> has_sum_above_;
};

}  // namespace

IdentitySet derive_identities(Space& space, std::span<const Region> regions, std::span<const Listing> listings,
                              std::span<const Axiom> axioms, std::span<const Region> zero) {
  return Deriver(space, regions, listings, axioms, zero).run();
}

}  // namespace mingzhang
