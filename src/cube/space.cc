#include "cube/space.h"

#include <algorithm>

#include "base/result.h"

namespace mingzhang {
namespace {

constexpr std::array<std::string_view, kDimensionCount> kDimensionNames = {
    "unit", "year", "stage", "flow", "source", "function", "economic", "nature", "project", "measure"};

using Count = unsigned __int128;

}  // namespace

std::string_view dimension_name(Dimension dimension) { return kDimensionNames[static_cast<std::size_t>(dimension)]; }

std::optional<Dimension> dimension_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kDimensionNames.size(); ++i)
    if (kDimensionNames[i] == name) return static_cast<Dimension>(i);
  return std::nullopt;
}

std::uint64_t Region::hash() const {
  std::uint64_t hash = 0;
  for (const std::uint64_t word : words()) hash = (std::rotl(hash, 29) ^ word) * 0xff51afd7ed558ccdull;
  return hash ^ hash >> 32;
}

Tree::Tree() { nodes_.emplace_back(); }

NodeId Tree::add(NodeId parent, std::string_view id, std::string_view name) {
  ASSERT(parent < nodes_.size());
  if (const auto known = by_id_.find(id); known != by_id_.end()) {
    Node& node = nodes_[known->second];
    if (node.name.empty()) node.name = name;
    return known->second;
  }
  const NodeId node = size();
  by_id_.emplace(id, node);
  nodes_.push_back({parent, nodes_[parent].depth + 1, false, {}, std::string(id), std::string(name)});
  nodes_[parent].children.push_back(node);
  return node;
}

std::optional<NodeId> Tree::find(std::string_view id) const {
  if (id.empty()) return kRoot;
  auto found = by_id_.find(id);
  if (found == by_id_.end()) return std::nullopt;
  return found->second;
}

Space::Space() {
  static const std::shared_ptr<Tree> kEmpty = std::make_shared<Tree>();
  trees_.fill(kEmpty);
}

Tree& Space::growing(Dimension d) {
  std::shared_ptr<Tree>& tree = trees_[static_cast<std::size_t>(d)];
  if (tree.use_count() > 1) tree = std::make_shared<Tree>(*tree);
  return *tree;
}

NodeId Space::code(Dimension d, std::string_view code, std::string_view name) {
  const Tree& codes = tree(d);
  if (const auto known = codes.find(code); known && (name.empty() || !codes.name(*known).empty())) return *known;
  const NodeId parent = code.size() > 3 ? this->code(d, code.substr(0, code.size() - 2), {}) : kRoot;
  return growing(d).add(parent, code, name);
}

NodeId Space::year(int year) { return named(Dimension::Year, std::to_string(year)); }

NodeId Space::named(Dimension d, std::string_view name) {
  if (const auto known = name.empty() ? std::nullopt : tree(d).find(name); known && !tree(d).name(*known).empty()) return *known;
  return growing(d).add(kRoot, name, name);
}

Extent Space::extent(Dimension d, std::span<const NodeId> nodes) {
  ASSERT(!nodes.empty());
  const Tree& t = tree(d);
  std::vector<NodeId> set(nodes.begin(), nodes.end());
  // Deepest first, so that complete families fold upwards into their parents.
  auto deeper = [&](NodeId a, NodeId b) { return t.depth(a) != t.depth(b) ? t.depth(a) > t.depth(b) : a < b; };
  for (bool folded = true; folded;) {
    folded = false;
    std::sort(set.begin(), set.end(), deeper);
    set.erase(std::unique(set.begin(), set.end()), set.end());
    std::erase_if(set, [&](NodeId n) {
      return std::any_of(set.begin(), set.end(), [&](NodeId other) { return other != n && t.contains(other, n); });
    });
    for (NodeId node : set) {
      if (node == kRoot) continue;
      const NodeId parent = t.parent(node);
      auto selected = [&](NodeId child) { return std::find(set.begin(), set.end(), child) != set.end(); };
      if (!t.closed(parent) || !std::all_of(t.children(parent).begin(), t.children(parent).end(), selected)) continue;
      set.push_back(parent);
      folded = true;
      break;
    }
  }
  if (set.size() == 1) return Extent(set.front());
  std::sort(set.begin(), set.end());
  auto known = std::find(sets_.begin(), sets_.end(), set);
  if (known == sets_.end()) known = sets_.insert(sets_.end(), std::move(set));
  Extent result;
  result.handle_ = static_cast<std::uint32_t>(known - sets_.begin()) | Extent::kSetBit;
  return result;
}

std::span<const NodeId> Space::nodes(const Extent& extent) const {
  if (extent.is_set()) return sets_[extent.handle_ & ~Extent::kSetBit];
  return {&extent.handle_, 1};
}

bool Space::contains_set(Dimension d, Extent outer, Extent inner) const {
  const Tree& t = tree(d);
  const auto outers = nodes(outer), inners = nodes(inner);
  return std::all_of(inners.begin(), inners.end(), [&](NodeId in) {
    return std::any_of(outers.begin(), outers.end(), [&](NodeId out) { return t.contains(out, in); });
  });
}

bool Space::disjoint(Dimension d, Extent a, Extent b) const {
  if (a == b || a.is_root() || b.is_root()) return false;
  const Tree& t = tree(d);
  for (NodeId x : nodes(a))
    for (NodeId y : nodes(b))
      if (t.contains(x, y) || t.contains(y, x)) return false;
  return true;
}

std::optional<Extent> Space::meet(Dimension d, Extent a, Extent b) {
  if (contains(d, a, b)) return b;
  if (contains(d, b, a)) return a;
  const Tree& t = tree(d);
  std::vector<NodeId> common;
  for (NodeId x : nodes(a))
    for (NodeId y : nodes(b)) {
      if (t.contains(x, y)) common.push_back(y);
      else if (t.contains(y, x)) common.push_back(x);
    }
  if (common.empty()) return std::nullopt;
  return extent(d, common);
}

bool Space::contains(const Region& outer, const Region& inner) const {
  for (int i = 0; i < kDimensionCount; ++i) {
    const auto d = static_cast<Dimension>(i);
    if (!contains(d, outer[d], inner[d])) return false;
  }
  return true;
}

bool Space::disjoint(const Region& a, const Region& b) const {
  for (int i = 0; i < kDimensionCount; ++i) {
    const auto d = static_cast<Dimension>(i);
    if (disjoint(d, a[d], b[d])) return true;
  }
  return false;
}

std::optional<Region> Space::meet(const Region& a, const Region& b) {
  Region result;
  for (int i = 0; i < kDimensionCount; ++i) {
    const auto d = static_cast<Dimension>(i);
    const auto common = meet(d, a[d], b[d]);
    if (!common) return std::nullopt;
    result[d] = *common;
  }
  return result;
}

namespace {

// Leaves under a node; one that is not closed has one more, unnamed.
Count leaf_count(const Tree& tree, NodeId node) {
  Count count = tree.closed(node) && !tree.children(node).empty() ? 0 : 1;
  for (NodeId child : tree.children(node)) count += leaf_count(tree, child);
  return count;
}

Count leaf_count(const Space& space, const Region& region) {
  Count product = 1;
  for (int i = 0; i < kDimensionCount; ++i) {
    const auto d = static_cast<Dimension>(i);
    Count sum = 0;
    for (NodeId node : space.nodes(region.extents[static_cast<std::size_t>(i)])) sum += leaf_count(space.tree(d), node);
    product *= sum;
  }
  return product;
}

}  // namespace

bool Space::is_partitioned_by(const Region& whole, std::span<const Region> parts) const {
  Count covered = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!contains(whole, parts[i])) return false;
    for (std::size_t j = 0; j < i; ++j)
      if (!disjoint(parts[i], parts[j])) return false;
    covered += leaf_count(*this, parts[i]);
  }
  return covered == leaf_count(*this, whole);
}

std::string Space::describe(const Region& region) const {
  std::string text;
  for (int i = 0; i < kDimensionCount; ++i) {
    const auto d = static_cast<Dimension>(i);
    if (region[d].is_root() || d == Dimension::Unit || d == Dimension::Stage) continue;
    std::string names;
    for (NodeId node : nodes(region.extents[static_cast<std::size_t>(i)])) {
      const std::string& name = tree(d).name(node).empty() ? tree(d).id(node) : tree(d).name(node);
      if (!names.empty()) names += "、";
      names += name;
    }
    if (names.empty()) continue;
    if (!text.empty()) text += " · ";
    text += names;
  }
  return text;
}

}  // namespace mingzhang
