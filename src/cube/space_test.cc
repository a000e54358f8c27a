// The algebra of regions against brute force: a region is the set of its points, every point counted one by one.
#include "cube/space.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

namespace mingzhang {
namespace {

constexpr std::array kDimensions = {Dimension::Source, Dimension::Function, Dimension::Nature};

// A small space: three dimensions with random trees. A closed node has at least two children.
struct SmallSpace {
  Space space;
  std::array<std::vector<NodeId>, 3> nodes;
};

SmallSpace random_space() {
  SmallSpace small;
  for (std::size_t k = 0; k < kDimensions.size(); ++k) {
    Tree& tree = small.space.growing(kDimensions[k]);
    const int count = *rc::gen::inRange(1, 7);
    for (int i = 0; i < count; ++i) {
      const NodeId parent = *rc::gen::inRange<NodeId>(0, tree.size());
      tree.add(parent, std::to_string(tree.size()), "");
    }
    for (NodeId node = 0; node < tree.size(); ++node) {
      small.nodes[k].push_back(node);
      if (tree.children(node).size() >= 2 && *rc::gen::arbitrary<bool>()) tree.close(node);
    }
  }
  return small;
}

Region random_region(SmallSpace& small) {
  Region region;
  for (std::size_t k = 0; k < kDimensions.size(); ++k) {
    const auto chosen = *rc::gen::container<std::vector<NodeId>>(*rc::gen::inRange(1, 3), rc::gen::elementOf(small.nodes[k]));
    region[kDimensions[k]] = small.space.extent(kDimensions[k], chosen);
  }
  return region;
}

// Leaves of a tree are its childless nodes, and one unnamed child of every node that is not closed.
std::vector<std::pair<NodeId, bool>> leaves(const Tree& tree) {
  std::vector<std::pair<NodeId, bool>> all;
  for (NodeId node = 0; node < tree.size(); ++node)
    if (tree.children(node).empty() || !tree.closed(node)) all.emplace_back(node, !tree.children(node).empty());
  return all;
}

using Point = std::array<std::size_t, 3>;

std::set<Point> points_of(const Space& space, const Region& region) {
  std::array<std::vector<std::size_t>, 3> inside;
  for (std::size_t k = 0; k < kDimensions.size(); ++k) {
    const Tree& tree = space.tree(kDimensions[k]);
    const auto all = leaves(tree);
    const Extent extent = region[kDimensions[k]];
    for (std::size_t i = 0; i < all.size(); ++i)
      for (NodeId node : space.nodes(extent))
        if (tree.contains(node, all[i].first)) inside[k].push_back(i);
  }
  std::set<Point> points;
  for (std::size_t a : inside[0])
    for (std::size_t b : inside[1])
      for (std::size_t c : inside[2]) points.insert({a, b, c});
  return points;
}

RC_GTEST_PROP(RegionAlgebra, ContainsAsPointSets, ()) {
  SmallSpace small = random_space();
  const Region a = random_region(small), b = random_region(small);
  const auto points_a = points_of(small.space, a), points_b = points_of(small.space, b);
  RC_ASSERT(small.space.contains(a, b) == std::includes(points_a.begin(), points_a.end(), points_b.begin(), points_b.end()));
}

RC_GTEST_PROP(RegionAlgebra, EqualRegionsHaveEqualPointsAndOnlyThose, ()) {
  SmallSpace small = random_space();
  const Region a = random_region(small), b = random_region(small);
  RC_ASSERT((a == b) == (points_of(small.space, a) == points_of(small.space, b)));
}

RC_GTEST_PROP(RegionAlgebra, DisjointAndMeetAsPointSets, ()) {
  SmallSpace small = random_space();
  const Region a = random_region(small), b = random_region(small);
  const auto points_a = points_of(small.space, a), points_b = points_of(small.space, b);
  std::set<Point> both;
  std::set_intersection(points_a.begin(), points_a.end(), points_b.begin(), points_b.end(), std::inserter(both, both.end()));
  RC_ASSERT(small.space.disjoint(a, b) == both.empty());
  const auto meet = small.space.meet(a, b);
  RC_ASSERT(meet.has_value() == !both.empty());
  if (meet) RC_ASSERT(points_of(small.space, *meet) == both);
}

RC_GTEST_PROP(RegionAlgebra, PartitionAsPointSets, ()) {
  SmallSpace small = random_space();
  const Region whole = random_region(small);
  // Half of the time a real partition along one dimension, else any regions.
  std::vector<Region> parts;
  const Dimension d = kDimensions[*rc::gen::inRange<std::size_t>(0, 3)];
  const Extent extent = whole[d];
  if (*rc::gen::arbitrary<bool>()) {
    for (NodeId node : small.space.nodes(extent)) {
      const Tree& tree = small.space.tree(d);
      if (tree.closed(node))
        for (NodeId child : tree.children(node)) parts.push_back(whole.with(d, child));
      else parts.push_back(whole.with(d, node));
    }
  } else {
    for (int i = *rc::gen::inRange(1, 4); i > 0; --i) parts.push_back(random_region(small));
  }
  std::size_t counted = 0;
  std::set<Point> together;
  for (const Region& part : parts) {
    const auto points = points_of(small.space, part);
    counted += points.size();
    together.insert(points.begin(), points.end());
  }
  const bool expected = counted == together.size() && together == points_of(small.space, whole);
  RC_ASSERT(small.space.is_partitioned_by(whole, parts) == expected);
}

TEST(Space, CodesBringTheirAncestors) {
  Space space;
  const NodeId item = space.code(Dimension::Function, "2080505", "机关事业单位基本养老保险缴费支出");
  const Tree& tree = space.tree(Dimension::Function);
  EXPECT_EQ(tree.id(tree.parent(item)), "20805");
  EXPECT_EQ(tree.id(tree.parent(tree.parent(item))), "208");
  EXPECT_EQ(space.code(Dimension::Function, "2080505", ""), item);
  space.code(Dimension::Function, "208", "社会保障和就业支出");
  EXPECT_EQ(tree.name(*tree.find("208")), "社会保障和就业支出");
}

TEST(Space, CompleteFamiliesAreTheirParent) {
  Space space;
  Tree& nature = space.growing(Dimension::Nature);
  const NodeId basic = nature.add(kRoot, "basic", "基本支出");
  const NodeId personnel = nature.add(basic, "basic.personnel", "人员经费"), office = nature.add(basic, "basic.public", "公用经费");
  nature.close(basic);
  EXPECT_EQ(space.extent(Dimension::Nature, std::array{personnel, office}), Extent(basic));
  EXPECT_EQ(space.extent(Dimension::Nature, std::array{basic, office}), Extent(basic));
}

}  // namespace
}  // namespace mingzhang
