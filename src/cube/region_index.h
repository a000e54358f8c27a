#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/hash_index.h"
#include "cube/space.h"

namespace mingzhang {

// Distinct regions, numbered in the order in which they came.
class RegionIndex {
 public:
  std::uint32_t add(const Region& region);  // its number, an old one if it is known
  std::optional<std::uint32_t> find(const Region& region) const;
  bool contains(const Region& region) const { return find(region).has_value(); }
  const Region& operator[](std::uint32_t number) const { return regions_[number]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(regions_.size()); }
  std::span<const Region> regions() const { return regions_; }
  std::vector<Region> take_regions() { return std::move(regions_); }
  void clear();

 private:
  std::uint32_t position_of(const Region& region, std::uint64_t hash) const;

  std::vector<Region> regions_;
  HashIndex index_;
};

}  // namespace mingzhang
