#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace mingzhang {

// Finds, by a hash, items that lie in an array of the caller: it holds nothing but their positions, side by side (open
// addressing), so that a look-up seldom leaves a cache line and adding allocates nothing most of the time. The upper half
// of the hash must be well mixed.
class HashIndex {
 public:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  // The position of the item that has this hash and for which `is_it(position)` holds; kNone when there is none.
  template <class IsIt>
  std::uint32_t find(std::uint64_t hash, const IsIt& is_it) const {
    if (slots_.empty()) return kNone;
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    for (std::size_t at = tag >> shift_;; at = (at + 1) & (slots_.size() - 1)) {
      const Slot& slot = slots_[at];
      if (slot.position == kNone) return kNone;
      if (slot.tag == tag && is_it(slot.position)) return slot.position;
    }
  }

  // The item must not be there yet.
  void add(std::uint64_t hash, std::uint32_t position) {
    if (count_ * 2 >= slots_.size()) grow(slots_.empty() ? kFirstSize : slots_.size() * 2);
    put({static_cast<std::uint32_t>(hash >> 32), position});
    ++count_;
  }

  // Room for this many without growing.
  void reserve(std::size_t count) {
    if (count * 2 > slots_.size()) grow(std::max(kFirstSize, std::bit_ceil(count * 2)));
  }

  void clear() {
    slots_.assign(slots_.size(), Slot{});
    count_ = 0;
  }

 private:
  static constexpr std::size_t kFirstSize = 16;

  struct Slot {
    std::uint32_t tag = 0, position = kNone;
  };

  void put(Slot slot) {
    std::size_t at = slot.tag >> shift_;
    while (slots_[at].position != kNone) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }

  void grow(std::size_t size) {
    const std::vector<Slot> before = std::exchange(slots_, std::vector<Slot>(size));
    shift_ = 32 - std::countr_zero(size);  // 32 bits of tag, the topmost of which are the place
    for (const Slot& slot : before)
      if (slot.position != kNone) put(slot);
  }

  std::vector<Slot> slots_;  // a power of two of them, at most half of them full
  std::size_t count_ = 0;
  int shift_ = 32;
};

}  // namespace mingzhang
