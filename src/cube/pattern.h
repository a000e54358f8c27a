#pragma once

#include <algorithm>
#include <array>
#include <utility>

#include "cube/space.h"

namespace mingzhang {

// The dimensions a region restricts, most selective first: containment in it is decided by these alone.
class Pattern {
 public:
  explicit Pattern(const Region& region) {
    for (Dimension d : {Dimension::Function, Dimension::Economic, Dimension::Source, Dimension::Measure, Dimension::Project,
                        Dimension::Nature, Dimension::Year, Dimension::Flow, Dimension::Stage, Dimension::Unit})
      if (!region[d].is_root()) extents_[count_++] = {d, region[d]};
  }

  bool contains(const Space& space, const Region& inner) const {
    return all_of([&](Dimension d, Extent extent) { return extent == inner[d] || space.contains(d, extent, inner[d]); });
  }
  // The same in all dimensions but one.
  bool contains_beside(const Space& space, const Region& inner, Dimension beside) const {
    return all_of([&](Dimension d, Extent extent) { return d == beside || extent == inner[d] || space.contains(d, extent, inner[d]); });
  }
  Extent operator[](Dimension d) const {
    const auto found = std::find_if(extents_.begin(), extents_.begin() + count_, [&](const auto& e) { return e.first == d; });
    return found == extents_.begin() + count_ ? Extent() : found->second;
  }

 private:
  template <class Holds>
  bool all_of(const Holds& holds) const {
    return std::all_of(extents_.begin(), extents_.begin() + count_, [&](const auto& e) { return holds(e.first, e.second); });
  }

  std::array<std::pair<Dimension, Extent>, kDimensionCount> extents_;
  int count_ = 0;
};

}  // namespace mingzhang
