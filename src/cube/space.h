#pragma once
// The cube of public budgets: ten dimensions, each a tree; a Region selects nodes in each of them.
//
// A Space holds the trees. The trees of the field (source, nature, flow, stage, measure) come from catalog/dimensions.yaml;
// codes (function, economic), years, units and projects are added as a document or a ledger names them.

#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mingzhang {

enum class Dimension : std::uint8_t {
  Unit, Year, Stage, Flow, Source, Function, Economic, Nature, Project,
  Measure,  // what is counted: money of the budget (the default), three public expenses, staff, vehicles, assets ...
};
inline constexpr int kDimensionCount = 10;
std::string_view dimension_name(Dimension dimension);  // "source"
std::optional<Dimension> dimension_from_name(std::string_view name);

using NodeId = std::uint32_t;
inline constexpr NodeId kRoot = 0;  // every tree's root: "all of it"

// One dimension. Node ids are dense; a node's parent has a smaller id.
class Tree {
 public:
  Tree();
  // Adds a node, or returns the one with this id (and names it, if it had no name yet). `id` is unique in the tree ("fiscal.general", "2080505").
  NodeId add(NodeId parent, std::string_view id, std::string_view name);
  // The children of a closed node are all there are: together they are the node.
  void close(NodeId node) { nodes_[node].closed = true; }

  std::optional<NodeId> find(std::string_view id) const;
  NodeId parent(NodeId node) const { return nodes_[node].parent; }
  int depth(NodeId node) const { return nodes_[node].depth; }
  bool closed(NodeId node) const { return nodes_[node].closed; }
  std::span<const NodeId> children(NodeId node) const { return nodes_[node].children; }
  const std::string& id(NodeId node) const { return nodes_[node].id; }
  const std::string& name(NodeId node) const { return nodes_[node].name; }
  NodeId size() const { return static_cast<NodeId>(nodes_.size()); }

  // A node contains itself.
  bool contains(NodeId ancestor, NodeId node) const {
    if (ancestor == kRoot) return true;
    while (node > ancestor) node = nodes_[node].parent;  // a parent has a smaller id
    return node == ancestor;
  }

 private:
  struct Node {
    NodeId parent = kRoot;
    int depth = 0;
    bool closed = false;
    std::vector<NodeId> children;
    std::string id, name;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view id) const { return std::hash<std::string_view>()(id); }
  };

  std::vector<Node> nodes_;
  std::unordered_map<std::string, NodeId, Hash, std::equal_to<>> by_id_;
};

// The nodes a region selects in one dimension: one node, or an interned set of several that do not contain one another.
// Equal extents have equal handles, so regions compare and hash as plain numbers.
class Extent {
 public:
  constexpr Extent() = default;  // the root
  constexpr explicit Extent(NodeId node) : handle_(node) {}
  constexpr bool is_root() const { return handle_ == kRoot; }
  constexpr bool is_set() const { return (handle_ & kSetBit) != 0; }
  constexpr std::uint32_t handle() const { return handle_; }
  friend constexpr auto operator<=>(Extent, Extent) = default;

 private:
  friend class Space;
  static constexpr std::uint32_t kSetBit = 1u << 31;
  std::uint32_t handle_ = kRoot;
};

struct Region {
  std::array<Extent, kDimensionCount> extents{};

  Extent operator[](Dimension d) const { return extents[static_cast<std::size_t>(d)]; }
  Extent& operator[](Dimension d) { return extents[static_cast<std::size_t>(d)]; }
  Region with(Dimension d, Extent extent) const { Region r = *this; r[d] = extent; return r; }
  Region with(Dimension d, NodeId node) const { return with(d, Extent(node)); }
  std::uint64_t hash() const;  // all bits well mixed
  friend bool operator==(const Region& a, const Region& b) { return a.words() == b.words(); }
  friend auto operator<=>(const Region&, const Region&) = default;

 private:
  using Words = std::array<std::uint64_t, kDimensionCount / 2>;  // compared and hashed in fewer steps
  Words words() const { return std::bit_cast<Words>(extents); }
};

struct RegionHash {
  std::size_t operator()(const Region& region) const { return static_cast<std::size_t>(region.hash()); }
};

class Space {
 public:
  Space();

  const Tree& tree(Dimension d) const { return *trees_[static_cast<std::size_t>(d)]; }
  // For adding nodes. Copies of a space share their trees until one of them grows.
  Tree& growing(Dimension d);

  // Adds a classification code and its ancestors (2080505 -> 208, 20805, 2080505) to Function or Economic.
  NodeId code(Dimension d, std::string_view code, std::string_view name);
  NodeId year(int year);
  NodeId named(Dimension d, std::string_view name);  // a unit or a project

  // The extent of these nodes: descendants of other members are dropped, all children of a closed node become the node.
  Extent extent(Dimension d, std::span<const NodeId> nodes);
  // Its nodes, ascending. The span of a single node lies in `extent` itself: keep that alive, never pass a temporary.
  std::span<const NodeId> nodes(const Extent& extent) const;
  std::span<const NodeId> nodes(Extent&&) const = delete;

  bool contains(Dimension d, Extent outer, Extent inner) const {
    if (outer.is_root() || outer == inner) return true;
    if (outer.is_set() || inner.is_set()) return contains_set(d, outer, inner);
    return tree(d).contains(outer.handle(), inner.handle());
  }
  bool disjoint(Dimension d, Extent a, Extent b) const;
  std::optional<Extent> meet(Dimension d, Extent a, Extent b);

  bool contains(const Region& outer, const Region& inner) const;
  bool disjoint(const Region& a, const Region& b) const;
  std::optional<Region> meet(const Region& a, const Region& b);

  // True when the parts lie in the whole, no two overlap, and together they are the whole: every leaf of the trees under the
  // whole's nodes is in just one part. Nodes that are not closed count as having one more, unnamed child.
  bool is_partitioned_by(const Region& whole, std::span<const Region> parts) const;

  std::string describe(const Region& region) const;  // names, for messages: "一般公共预算 · 基本支出 · 住房公积金"

 private:
  bool contains_set(Dimension d, Extent outer, Extent inner) const;

  std::array<std::shared_ptr<Tree>, kDimensionCount> trees_;
  std::vector<std::vector<NodeId>> sets_;
};

}  // namespace mingzhang
