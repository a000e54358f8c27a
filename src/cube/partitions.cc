#include "cube/partitions.h"

#include <algorithm>
#include <utility>

namespace mingzhang {
namespace {

constexpr std::uint32_t kNone = RegionIndex::kNone;

}  // namespace

void Partitions::find() {
  std::vector<std::uint64_t> hashes;
  hashes.reserve(regions_.size());
  lines_.reserve(regions_.size());
  found_.reserve(regions_.size());
  parts_.reserve(2 * regions_.size());
  for (const Region& region : regions_.regions()) hashes.push_back(hash_of(region));
  for (int k = 0; k < kDimensionCount; ++k)
    if (const auto d = static_cast<Dimension>(k); is_divided(d)) find_along(d, hashes);
  std::stable_sort(found_.begin(), found_.end(), [](const Partition& a, const Partition& b) { return a.whole < b.whole; });
}

// Can anything be a whole with parts along this dimension?
bool Partitions::is_divided(Dimension d) const {
  const auto all = regions_.regions();
  if (std::all_of(all.begin(), all.end(), [&](const Region& region) { return region[d] == all.front()[d]; })) return false;
  const Tree& tree = space_.tree(d);
  if (!listed_[static_cast<std::size_t>(d)].empty()) return true;
  for (NodeId node = kRoot; node < tree.size(); ++node)
    if (tree.closed(node)) return true;
  return std::any_of(all.begin(), all.end(), [&](const Region& region) { return region[d].is_set(); });
}

void Partitions::find_along(Dimension d, std::span<const std::uint64_t> hashes) {
  along_ = d;
  at_.assign(tree().size(), kNone);
  zeros_.clear();
  is_zero_.assign(tree().size(), false);
  line_index_.clear();
  line_index_.reserve(regions_.size());
  lines_.clear();
  next_.assign(regions_.size(), kNone);
  for (std::uint32_t i = 0; i < regions_.size(); ++i) {
    const std::uint64_t rest = hashes[i] - hash_of(d, regions_[i][d]);
    const auto holds = [&](std::uint32_t line) { return regions_[lines_[line].first].with(d, regions_[i][d]) == regions_[i]; };
    const std::uint32_t line = line_index_.find(rest, holds);
    if (line == kNone) {
      line_index_.add(rest, static_cast<std::uint32_t>(lines_.size()));
      lines_.push_back({i, i});
    } else {
      next_[std::exchange(lines_[line].last, i)] = i;
    }
  }
  for (const Line& line : lines_)
    if (line.first != line.last) find_on_line(line.first);
}

void Partitions::find_on_line(std::uint32_t first) {
  beside_.assign(scopes_.size(), std::nullopt);
  knows_zeros_ = false;
  for (const NodeId node : zeros_) is_zero_[node] = false;
  zeros_.clear();
  const auto put = [&](std::uint32_t i, std::uint32_t value) {
    if (const Extent extent = regions_[i][along_]; !extent.is_set()) at_[extent.handle()] = value;
  };
  for (std::uint32_t i = first; i != kNone; i = next_[i]) put(i, i);
  for (std::uint32_t i = first; i != kNone; i = next_[i]) split(i);
  for (std::uint32_t i = first; i != kNone; i = next_[i]) put(i, kNone);
}

void Partitions::split(std::uint32_t whole) {
  whole_ = whole;
  const Extent extent = regions_[whole][along_];
  if (extent.is_set()) return try_parts(space_.nodes(extent));
  const NodeId node = extent.handle();
  if (tree().closed(node)) try_parts(tree().children(node));
  for (const ListedNodes::Breakdown& breakdown : lists().breakdowns(node))
    if (std::any_of(breakdown.scopes.begin(), breakdown.scopes.end(), [&](std::uint32_t scope) { return is_in(scope); })) try_parts(breakdown.below);
}

bool Partitions::is_in(std::uint32_t scope) {
  if (!beside_[scope]) beside_[scope] = scopes_[scope].contains_beside(space_, regions_[whole_], along_);
  return *beside_[scope] && space_.contains(along_, scopes_[scope][along_], regions_[whole_][along_]);
}

void Partitions::try_parts(std::span<const NodeId> nodes) {
  if (!has_a_part(nodes)) return;
  const std::size_t before = parts_.size();
  if (!std::all_of(nodes.begin(), nodes.end(), [&](NodeId node) { return cover(node); })) return parts_.resize(before);
  const auto begin = parts_.begin() + static_cast<std::ptrdiff_t>(before);
  std::sort(begin, parts_.end());
  parts_.erase(std::unique(begin, parts_.end()), parts_.end());
  found_.push_back({whole_, along_, static_cast<std::uint32_t>(before), static_cast<std::uint32_t>(parts_.size())});
}

// Most partitions fail for want of any part.
bool Partitions::has_a_part(std::span<const NodeId> nodes) const {
  return std::any_of(nodes.begin(), nodes.end(), [&](NodeId node) {
    return at_[node] != kNone || (tree().closed(node) && has_a_part(tree().children(node)));
  });
}

// Adds the parts that make up the whole with `node` in the dimension: that region when it is one of ours, else its children.
bool Partitions::cover(NodeId node) {
  if (at_[node] != kNone) {
    parts_.push_back(at_[node]);
    return true;
  }
  if (tree().closed(node) && has_a_part(tree().children(node))) {
    const std::size_t before = parts_.size();
    const auto children = tree().children(node);
    if (std::all_of(children.begin(), children.end(), [&](NodeId child) { return cover(child); })) return true;
    parts_.resize(before);
  }
  return lists().left_out(node, [&](std::uint32_t scope) { return is_in(scope); }) || is_known_zero(node);
}

bool Partitions::is_known_zero(NodeId node) {
  if (!std::exchange(knows_zeros_, true)) find_zeros();
  if (zeros_.empty()) return false;
  while (!is_zero_[node] && node != kRoot) node = tree().parent(node);
  return is_zero_[node];
}

void Partitions::find_zeros() {
  for (const Pattern& zero : zero_) {
    if (!zero.contains_beside(space_, regions_[whole_], along_)) continue;
    const Extent extent = zero[along_];
    for (const NodeId node : space_.nodes(extent)) {
      is_zero_[node] = true;
      zeros_.push_back(node);
    }
  }
}

}  // namespace mingzhang
