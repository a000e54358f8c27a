#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "cube/listed_nodes.h"
#include "cube/pattern.h"
#include "cube/region_index.h"
#include "cube/space.h"

namespace mingzhang {

// Finds which regions are the sum of which others, split along one dimension by closed trees or complete lists.
//
// Regions that are equal but for that dimension lie on one line. The parts of a partition lie on the line of its whole,
// so each line is looked at by itself, its regions side by side by their nodes.
class Partitions {
 public:
  struct Partition {
    std::uint32_t whole = 0;
    Dimension dimension = Dimension::Function;
    std::uint32_t begin = 0, end = 0;  // of its parts in `parts`
  };

  // `listed`: the lists along each dimension, whose scopes are those of `scopes`. A part that is missing from the regions is
  // left out only when such a list leaves it out, or it is inside a region of `zero`.
  Partitions(const Space& space, const RegionIndex& regions, std::span<const Pattern> scopes,
             const std::array<ListedNodes, kDimensionCount>& listed, std::span<const Pattern> zero)
      : space_(space), regions_(regions), scopes_(scopes), listed_(listed), zero_(zero) {}

  void find();  // all there are, some of them twice
  std::span<const Partition> found() const { return found_; }  // by whole, then dimension
  std::span<const std::uint32_t> parts_of(const Partition& p) const { return std::span(parts_).subspan(p.begin, p.end - p.begin); }

 private:
  struct Line {
    std::uint32_t first = 0, last = 0;  // of its regions, see next_
  };

  bool is_divided(Dimension d) const;
  void find_along(Dimension d, std::span<const std::uint64_t> hashes);
  void find_on_line(std::uint32_t first);
  void split(std::uint32_t whole);
  bool is_in(std::uint32_t scope);  // the current whole
  void try_parts(std::span<const NodeId> nodes);
  bool has_a_part(std::span<const NodeId> nodes) const;
  bool cover(NodeId node);
  bool is_known_zero(NodeId node);
  void find_zeros();
  const Tree& tree() const { return space_.tree(along_); }
  const ListedNodes& lists() const { return listed_[static_cast<std::size_t>(along_)]; }

  const Space& space_;
  const RegionIndex& regions_;
  std::span<const Pattern> scopes_;
  const std::array<ListedNodes, kDimensionCount>& listed_;
  std::span<const Pattern> zero_;

  std::vector<Partition> found_;
  std::vector<std::uint32_t> parts_;
  Dimension along_ = Dimension::Unit;
  HashIndex line_index_;
  std::vector<Line> lines_;
  std::vector<std::uint32_t> next_;  // by region: the next one on its line, or kNone
  // Of the current line:
  std::vector<std::uint32_t> at_;             // by node: its region, or kNone
  std::uint32_t whole_ = 0;                  // the region on it that is split
  std::vector<std::optional<bool>> beside_;  // by scope: it holds the line but for the dimension; once asked for
  std::vector<NodeId> zeros_;                // what is zero on it, once asked for
  std::vector<std::uint8_t> is_zero_;        // the same by node
  bool knows_zeros_ = false;
};

}  // namespace mingzhang
