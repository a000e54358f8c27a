#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "base/hash_index.h"
#include "cube/space.h"

namespace mingzhang {

// A sum over the dimensions, the upper half well mixed: that of a region which differs in one dimension is a difference away.
inline std::uint64_t hash_of(Dimension d, Extent extent) {
  static constexpr std::array<std::uint64_t, kDimensionCount> kOdd = {
      0xc4ceb9fe1a85ec53, 0x9e3779b97f4a7c15, 0xbf58476d1ce4e5b9, 0x94d049bb133111eb, 0xff51afd7ed558ccd,
      0xd6e8feb86659fd93, 0xa0761d6478bd642f, 0xe7037ed1a0b428db, 0x8ebc6af09c88c6e3, 0x589965cc75374cc3};
  return extent.handle() * kOdd[static_cast<std::size_t>(d)];
}
inline std::uint64_t hash_of(const Region& region) {
  std::uint64_t hash = 0;
  for (int k = 0; k < kDimensionCount; ++k) hash += hash_of(static_cast<Dimension>(k), region[static_cast<Dimension>(k)]);
  return hash;
}

// Distinct regions, numbered in the order in which they came.
class RegionIndex {
 public:
  static constexpr std::uint32_t kNone = HashIndex::kNone;

  std::uint32_t add(const Region& region) { return add(region, hash_of(region)); }  // its number, an old one if it is known
  std::uint32_t add(const Region& region, std::uint64_t hash);
  std::optional<std::uint32_t> find(const Region& region) const;
  // The region that is this one but for one dimension, which hashes to `hash`; kNone when it is not there.
  std::uint32_t find(const Region& region, Dimension d, Extent extent, std::uint64_t hash) const {
    return index_.find(hash, [&](std::uint32_t position) { return regions_[position] == region.with(d, extent); });
  }
  const Region& operator[](std::uint32_t number) const { return regions_[number]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(regions_.size()); }
  std::span<const Region> regions() const { return regions_; }
  std::vector<Region> take_regions() { return std::move(regions_); }
  void reserve(std::size_t count) {
    regions_.reserve(count);
    index_.reserve(count);
  }
  void clear();

 private:
  std::uint32_t position_of(const Region& region, std::uint64_t hash) const;

  std::vector<Region> regions_;
  HashIndex index_;
};

}  // namespace mingzhang
