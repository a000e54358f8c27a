#pragma once
// The figures of a disclosure as facts about regions: what placement and every check start from.

#include <span>
#include <unordered_map>
#include <vector>

#include "cube/identities.h"
#include "disclosure/disclosure.h"

namespace mingzhang {

// Distinct regions with dense indices.
class RegionIndex {
 public:
  std::uint32_t add(const Region& region);
  std::optional<std::uint32_t> find(const Region& region) const;
  std::span<const Region> regions() const { return regions_; }

 private:
  std::vector<Region> regions_;
  std::unordered_map<Region, std::uint32_t, RegionHash> index_;
};

// The region of one cell: what its column and its row say together.
Region cell_region(Space& space, const Region& column, const Region& row);

// A code row that is printed only together with project names has an unprinted total over them; these regions make the sums
// above it complete.
std::vector<Region> unprinted_totals(const Table& table, Space& space);

}  // namespace mingzhang
