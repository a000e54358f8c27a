#include "cube/identities.h"

#include <algorithm>
#include <array>
#include <bit>
#include <deque>

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

 private:
  std::array<std::pair<Dimension, Extent>, kDimensionCount> extents_;
  int count_ = 0;
};

// What a listing says of one node of its dimension.
struct ListedNode {
  std::size_t listing = 0;
  NodeId node = kRoot;
  std::vector<NodeId> below;  // the largest listed nodes strictly below it
  bool left_out = false;      // neither it nor anything in it is listed, though the list breaks down what is around it
  bool named = false;         // it, or something in it, is listed
};

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
    for (const Region& region : regions) index_.add(region);
    ASSERT(index_.size() == given_);  // the caller's indices are ours only if the regions are distinct
  }

  IdentitySet run() {
    for (std::uint32_t i = 0; i < given_; ++i) apply_axioms(i);
    for (int k = 0; k < kDimensionCount; ++k) find_siblings(static_cast<Dimension>(k));
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
    for (std::size_t a = 0; a < axioms_.size(); ++a) {
      const Axiom& axiom = axioms_[a];
      const Region region = index_[i];
      if (!matches(region, axiom.when, false) || !matches(region, axiom.left, true)) continue;
      Region image = region;
      for (const auto& [d, extent] : axiom.left) image[d] = Extent();
      for (const auto& [d, extent] : axiom.right) image[d] = extent;
      const auto other = index_.add(image);
      if (other == i) continue;
      const Dimension d = axiom.left.front().first;
      if (axiom.within) add({IdentityKind::Within, other, {i}, d, axiom.strength, static_cast<int>(a)});
      else add({IdentityKind::Sum, i, {other}, d, axiom.strength, static_cast<int>(a)});
    }
  }

  // Most regions are alone: no other differs from them in this dimension only. They have no parts along it.
  void find_siblings(Dimension d) {
    std::vector<std::uint32_t> group_of(index_.size()), group_size;
    RegionIndex groups;
    for (std::uint32_t i = 0; i < index_.size(); ++i) {
      group_of[i] = groups.add(index_[i].with(d, kRoot));
      group_size.resize(groups.size());
      ++group_size[group_of[i]];
    }
    std::vector<bool>& siblings = has_siblings_[static_cast<std::size_t>(d)];
    siblings.resize(index_.size());
    for (std::uint32_t i = 0; i < index_.size(); ++i) siblings[i] = group_size[group_of[i]] > 1;
  }

  void partitions_of(std::uint32_t i) {
    begin_region(i);
    for (int k = 0; k < kDimensionCount; ++k) {
      if (!has_siblings_[static_cast<std::size_t>(k)][i]) continue;
      const auto d = static_cast<Dimension>(k);
      const Extent extent = index_[i][d];
      if (extent.is_set()) {
        add_partition(i, d, space_.nodes(extent));
        continue;
      }
      const Tree& tree = space_.tree(d);
      const NodeId node = extent.handle();
      if (tree.closed(node)) add_partition(i, d, tree.children(node));
      for (std::size_t l : listings_along_[static_cast<std::size_t>(k)])
        if (const auto& below = listed(l, node).below; !below.empty() && applies(l)) add_partition(i, d, below);
    }
  }

  // Questions of applies() are about this region from now on.
  void begin_region(std::uint32_t i) {
    current_ = i;
    std::fill(in_scope_.begin(), in_scope_.end(), InScope::NotAsked);
  }

  bool applies(std::size_t listing) const {
    InScope& answer = in_scope_[scope_of_[listing]];
    if (answer == InScope::NotAsked)
      answer = scopes_[scope_of_[listing]].contains(space_, index_[current_]) ? InScope::Yes : InScope::No;
    return answer == InScope::Yes;
  }

  const ListedNode& listed(std::size_t listing, NodeId node) const {
    const std::uint64_t hash = (listing << 32 | node) * 0x9e3779b97f4a7c15ull;
    const auto is_it = [&](std::uint32_t i) { return listed_[i].listing == listing && listed_[i].node == node; };
    if (const std::uint32_t known = listed_index_.find(hash, is_it); known != HashIndex::kNone) return listed_[known];
    listed_index_.add(hash, static_cast<std::uint32_t>(listed_.size()));
    return listed_.emplace_back(look_up(listing, node));
  }

  ListedNode look_up(std::size_t listing, NodeId node) const {
    const Tree& tree = space_.tree(listings_[listing].dimension);
    const std::vector<NodeId>& nodes = listings_[listing].nodes;  // ascending: parents come before their children
    ListedNode result{listing, node, {}, false, false};
    NodeId around = kRoot;  // the nearest listed node around it
    for (NodeId other : nodes) {
      if (tree.contains(other, node)) around = other;
      if (!tree.contains(node, other)) continue;
      result.named = true;
      const bool covered = std::any_of(result.below.begin(), result.below.end(), [&](NodeId n) { return tree.contains(n, other); });
      if (other != node && !covered) result.below.push_back(other);
    }
    const bool broken_down = around == kRoot || std::any_of(nodes.begin(), nodes.end(), [&](NodeId other) {
      return other != around && tree.contains(around, other);
    });
    result.left_out = !result.named && broken_down;
    return result;
  }

  bool known_zero(const Region& region) const {
    const std::uint32_t asked = asked_.add(region);
    if (asked == asked_zero_.size())
      asked_zero_.push_back(std::any_of(zero_.begin(), zero_.end(), [&](const Pattern& z) { return z.contains(space_, region); }));
    return asked_zero_[asked];
  }

  // Collects the regions that make up `whole`, the current one, with `node` in dimension d: itself when it is one of ours,
  // else its children.
  bool cover(const Region& whole, Dimension d, NodeId node, std::vector<std::uint32_t>& parts) const {
    const Region part = whole.with(d, node);
    if (const auto found = index_.find(part)) {
      parts.push_back(*found);
      return true;
    }
    const Tree& tree = space_.tree(d);
    if (tree.closed(node) && has_a_part(whole, d, tree.children(node))) {
      const std::size_t before = parts.size();
      if (std::all_of(tree.children(node).begin(), tree.children(node).end(), [&](NodeId child) { return cover(whole, d, child, parts); }))
        return true;
      parts.resize(before);
    }
    return known_zero(part) || left_out(d, node);
  }

  // A complete list breaks the current region down and neither it nor any other names this node or anything in it:
  // nothing is there.
  bool left_out(Dimension d, NodeId node) const {
    bool missing = false;
    for (std::size_t l : listings_along_[static_cast<std::size_t>(d)]) {
      const ListedNode& place = listed(l, node);
      if (!(place.named || place.left_out) || !applies(l)) continue;
      if (place.named) return false;
      missing = true;
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
    const Region region = index_[whole];
    if (nodes.empty() || !has_a_part(region, d, nodes)) return;
    std::vector<std::uint32_t> parts;
    for (NodeId node : nodes)
      if (!cover(region, d, node, parts)) return;
    std::sort(parts.begin(), parts.end());
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
    add({IdentityKind::Sum, whole, std::move(parts), d, Strength::Must, -1});
  }

  void add(Identity identity) {
    constexpr std::uint64_t kMix = 0xff51afd7ed558ccdull;
    std::uint64_t hash = (static_cast<std::uint64_t>(identity.kind) << 32 | identity.whole) * kMix;
    for (const std::uint32_t part : identity.parts) hash = (std::rotl(hash, 29) ^ part) * kMix;
    const std::uint32_t known = by_content_.find(hash, [&](std::uint32_t i) {
      const Identity& other = result_.identities[i];
      return other.kind == identity.kind && other.whole == identity.whole && other.parts == identity.parts;
    });
    if (known != HashIndex::kNone) return;
    by_content_.add(hash, static_cast<std::uint32_t>(result_.identities.size()));
    result_.identities.push_back(std::move(identity));
  }

  // Codes that a complete list does not name carry nothing. (Names of projects vary too much in print for that.)
  void empty_left_out_regions() {
    for (std::uint32_t i = 0; i < given_; ++i) {
      begin_region(i);
      for (Dimension d : {Dimension::Function, Dimension::Economic}) {
        const Extent extent = index_[i][d];
        if (extent.is_root() || extent.is_set() || !left_out(d, extent.handle())) continue;
        add({IdentityKind::Sum, i, {}, d, Strength::Must, -1});
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

  enum class InScope : std::uint8_t { NotAsked, No, Yes };

  Space& space_;
  std::vector<Listing> listings_;
  std::span<const Axiom> axioms_;
  std::uint32_t given_;
  std::array<std::vector<std::size_t>, kDimensionCount> listings_along_;
  std::vector<std::uint32_t> scope_of_;  // of each listing, index into scopes_: many tables share one
  std::vector<Pattern> scopes_, zero_;
  RegionIndex index_;
  std::array<std::vector<bool>, kDimensionCount> has_siblings_;
  IdentitySet result_;
  HashIndex by_content_;  // of the identities
  RegionIndex queue_;     // of nearest_containing()

  // Answers once given.
  std::uint32_t current_ = 0;
  mutable std::vector<InScope> in_scope_;  // the current region in each scope
  mutable std::deque<ListedNode> listed_;  // its elements stay where they are
  mutable HashIndex listed_index_;
  mutable RegionIndex asked_;
  mutable std::vector<bool> asked_zero_;
};

}  // namespace

IdentitySet derive_identities(Space& space, std::span<const Region> regions, std::span<const Listing> listings,
                              std::span<const Axiom> axioms, std::span<const Region> zero) {
  return Deriver(space, regions, listings, axioms, zero).run();
}

}  // namespace mingzhang
