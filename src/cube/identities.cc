#include "cube/identities.h"

#include <algorithm>
#include <array>
#include <bit>

#include "cube/listed_nodes.h"
#include "cube/partitions.h"
#include "cube/pattern.h"
#include "cube/region_index.h"

namespace mingzhang {
namespace {

class Deriver {
 public:
  Deriver(const Space& space, RegionIndex regions, std::span<const Listing> listings, std::span<const Axiom> axioms,
          std::span<const Region> zero)
      : space_(space), axioms_(axioms), given_(regions.size()), index_(std::move(regions)) {
    take_zeros(zero);
    take_listings(widest(space, listings));
    for (const Axiom& axiom : axioms) axiom_heads_.push_back(axiom.left.front());
    index_.reserve(given_ + given_ / 4);  // axioms add some
    by_content_.reserve(given_);
    result_.identities.reserve(given_);
    result_.parts.reserve(2 * std::size_t{given_});
  }

  IdentitySet run() {
    for (std::uint32_t i = 0; i < given_; ++i) apply_axioms(i);
    add_partitions();
    empty_left_out_regions();
    contain_loose_regions();
    result_.regions = index_.take_regions();
    for (std::size_t i = 0; i < result_.identities.size(); ++i) result_.identities[i].parts = parts_of(i);
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

  // The largest of them: most are inside another.
  void take_zeros(std::span<const Region> zero) {
    RegionIndex distinct;
    for (const Region& region : zero) distinct.add(region);
    std::vector<Region> regions = distinct.take_regions();
    const auto restricted = [](const Region& region) { return std::count_if(region.extents.begin(), region.extents.end(), [](Extent e) { return !e.is_root(); }); };
    std::stable_sort(regions.begin(), regions.end(), [&](const Region& a, const Region& b) { return restricted(a) < restricted(b); });
    for (const Region& region : regions)
      if (std::none_of(zero_.begin(), zero_.end(), [&](const Pattern& z) { return z.contains(space_, region); })) zero_.emplace_back(region);
  }

  void take_listings(std::span<const Listing> listings) {
    RegionIndex scopes;
    for (const Listing& listing : listings) scopes.add(listing.scope);
    for (const Region& region : scopes.regions()) scopes_.emplace_back(region);
    for (const Listing& listing : listings) {
      const Tree& tree = space_.tree(listing.dimension);
      ListedNodes& listed = listed_[static_cast<std::size_t>(listing.dimension)];
      if (listed.empty()) listed = ListedNodes(tree, scopes_.size());
      listed.add(tree, *scopes.find(listing.scope), listing.nodes);
    }
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

  void add_partitions() {
    Partitions partitions(space_, index_, scopes_, listed_, zero_);
    partitions.find();
    for (const Partitions::Partition& found : partitions.found())
      add(IdentityKind::Sum, found.whole, partitions.parts_of(found), found.dimension);
  }

  // Most have been found before.
  void add(IdentityKind kind, std::uint32_t whole, std::span<const std::uint32_t> parts, Dimension d, Strength strength = Strength::Must,
           int axiom = -1) {
    constexpr std::uint64_t kMix = 0xff51afd7ed558ccdull;
    std::uint64_t hash = (static_cast<std::uint64_t>(kind) << 32 | whole) * kMix;
    for (const std::uint32_t part : parts) hash = (std::rotl(hash, 29) ^ part) * kMix;
    const std::uint32_t known = by_content_.find(hash, [&](std::uint32_t i) {
      const Identity& other = result_.identities[i];
      return other.kind == kind && other.whole == whole && std::ranges::equal(parts_of(i), parts);
    });
    if (known != HashIndex::kNone) return;
    by_content_.add(hash, static_cast<std::uint32_t>(result_.identities.size()));
    result_.identities.push_back({kind, whole, {}, d, strength, axiom});
    result_.parts.insert(result_.parts.end(), parts.begin(), parts.end());
    parts_end_.push_back(result_.parts.size());
  }

  std::span<const std::uint32_t> parts_of(std::size_t identity) const {
    const std::size_t begin = identity == 0 ? 0 : parts_end_[identity - 1];
    return std::span(result_.parts).subspan(begin, parts_end_[identity] - begin);
  }

  // Codes that a complete list does not name carry nothing. (Names of projects vary too much in print for that.)
  void empty_left_out_regions() {
    for (std::uint32_t i = 0; i < given_; ++i) {
      const Region& region = index_[i];
      for (Dimension d : {Dimension::Function, Dimension::Economic}) {
        const Extent extent = region[d];
        if (extent.is_root() || extent.is_set()) continue;
        const auto is_in = [&](std::uint32_t scope) { return scopes_[scope].contains(space_, region); };
        if (!listed_[static_cast<std::size_t>(d)].left_out(extent.handle(), is_in)) continue;
        add(IdentityKind::Sum, i, {}, d);
      }
    }
  }

  // A region that no sum ties to a larger one is still not larger than the nearest region around it.
  void contain_loose_regions() {
    std::vector<bool> has_sum_above(index_.size());
    for (std::size_t i = 0; i < result_.identities.size(); ++i)
      if (result_.identities[i].kind == IdentityKind::Sum)
        for (const std::uint32_t part : parts_of(i)) has_sum_above[part] = true;
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

  const Space& space_;
  std::span<const Axiom> axioms_;
  std::vector<std::pair<Dimension, Extent>> axiom_heads_;  // the first condition of each
  std::uint32_t given_;
  std::vector<Pattern> scopes_, zero_;
  std::array<ListedNodes, kDimensionCount> listed_;  // by dimension
  RegionIndex index_;
  IdentitySet result_;                  // identities see their parts at the end, when these move no more
  std::vector<std::size_t> parts_end_;  // by identity
  HashIndex by_content_;  // of the identities
  RegionIndex queue_;     // of nearest_containing()
};

}  // namespace

IdentitySet derive_identities(const Space& space, RegionIndex regions, std::span<const Listing> listings, std::span<const Axiom> axioms,
                              std::span<const Region> zero) {
  return Deriver(space, std::move(regions), listings, axioms, zero).run();
}

}  // namespace mingzhang
