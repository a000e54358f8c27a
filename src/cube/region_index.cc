#include "cube/region_index.h"

namespace mingzhang {

std::uint32_t RegionIndex::position_of(const Region& region, std::uint64_t hash) const {
  return index_.find(hash, [&](std::uint32_t position) { return regions_[position] == region; });
}

std::uint32_t RegionIndex::add(const Region& region, std::uint64_t hash) {
  const std::uint32_t known = position_of(region, hash);
  if (known != HashIndex::kNone) return known;
  regions_.push_back(region);
  index_.add(hash, size() - 1);
  return size() - 1;
}

std::optional<std::uint32_t> RegionIndex::find(const Region& region) const {
  const std::uint32_t position = position_of(region, hash_of(region));
  return position == HashIndex::kNone ? std::nullopt : std::optional(position);
}

void RegionIndex::clear() {
  regions_.clear();
  index_.clear();
}

}  // namespace mingzhang
