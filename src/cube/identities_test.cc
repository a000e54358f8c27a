// Which sums hold follows from regions and lists alone; the checks never list one.
#include "cube/identities.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "cube/ledger.h"
#include "cube/region_index.h"

namespace mingzhang {
namespace {

std::vector<std::uint32_t> parts_of(const Identity& identity) { return {identity.parts.begin(), identity.parts.end()}; }

RegionIndex index_of(const std::vector<Region>& regions) {
  RegionIndex index;
  for (const Region& region : regions) index.add(region);
  return index;
}

struct Fixture : testing::Test {
  Fixture() {
    Tree& nature = space.growing(Dimension::Nature);
    basic = nature.add(kRoot, "basic", "基本支出");
    project = nature.add(kRoot, "project", "项目支出");
    housing = space.code(Dimension::Function, "2210201", "住房公积金");
    pension = space.code(Dimension::Function, "2080505", "养老保险");
    social = *space.tree(Dimension::Function).find("208");
    house = *space.tree(Dimension::Function).find("221");
  }
  std::vector<Identity> derive(const std::vector<Region>& regions, const std::vector<Listing>& listings, const std::vector<Axiom>& axioms = {},
                               const std::vector<Region>& zero = {}) {
    set = derive_identities(space, index_of(regions), listings, axioms, zero);
    return set.identities;
  }
  Space space;
  IdentitySet set;
  NodeId basic = 0, project = 0, housing = 0, pension = 0, social = 0, house = 0;
  Region all;
};

TEST_F(Fixture, ColumnsOfATableAddUp) {
  const std::vector<Region> cells{all, all.with(Dimension::Nature, basic), all.with(Dimension::Nature, project)};
  const auto identities = derive(cells, {{Dimension::Nature, all, {basic, project}, 0}});
  ASSERT_EQ(identities.size(), 1u);
  EXPECT_EQ(identities[0].kind, IdentityKind::Sum);
  EXPECT_EQ(identities[0].whole, 0u);
  EXPECT_EQ(parts_of(identities[0]), (std::vector<std::uint32_t>{1, 2}));
}

TEST_F(Fixture, NothingAddsUpWithoutACompleteList) {
  const std::vector<Region> cells{all, all.with(Dimension::Nature, basic), all.with(Dimension::Nature, project)};
  for (const Identity& identity : derive(cells, {})) EXPECT_EQ(identity.kind, IdentityKind::Within);
}

TEST_F(Fixture, RowsAddUpLevelByLevel) {
  const std::vector<Region> cells{all, all.with(Dimension::Function, social), all.with(Dimension::Function, pension), all.with(Dimension::Function, house)};
  std::vector<NodeId> listed{housing, pension, social, house};
  std::erase(listed, housing);
  std::sort(listed.begin(), listed.end());
  const auto identities = derive(cells, {{Dimension::Function, all, listed, 0}});
  auto has = [&](std::uint32_t whole, std::vector<std::uint32_t> parts) {
    return std::any_of(identities.begin(), identities.end(), [&](const Identity& i) { return i.whole == whole && parts_of(i) == parts; });
  };
  EXPECT_TRUE(has(0, {1, 3}));
  EXPECT_TRUE(has(1, {2}));
}

TEST_F(Fixture, AMissingPartNeedsAKnownZero) {
  const std::vector<Region> cells{all, all.with(Dimension::Nature, basic)};
  const std::vector<Listing> listing{{Dimension::Nature, all, {basic, project}, 0}};
  for (const Identity& identity : derive(cells, listing)) EXPECT_EQ(identity.kind, IdentityKind::Within);
  const auto with_zero = derive(cells, listing, {}, {all.with(Dimension::Nature, project)});
  ASSERT_EQ(with_zero.size(), 1u);
  EXPECT_EQ(parts_of(with_zero[0]), (std::vector<std::uint32_t>{1}));
}

TEST_F(Fixture, AnAxiomMakesTwoRegionsTheSameMoney) {
  const NodeId economic = space.code(Dimension::Economic, "30113", "住房公积金");
  Axiom axiom;
  axiom.strength = Strength::Usually;
  axiom.left = {{Dimension::Function, Extent(housing)}, {Dimension::Economic, Extent()}};
  axiom.right = {{Dimension::Function, Extent()}, {Dimension::Economic, Extent(economic)}};
  const std::vector<Region> cells{all.with(Dimension::Function, housing), all.with(Dimension::Economic, economic)};
  const auto identities = derive(cells, {}, {axiom});
  ASSERT_FALSE(identities.empty());
  EXPECT_EQ(identities[0].whole, 0u);
  EXPECT_EQ(parts_of(identities[0]), (std::vector<std::uint32_t>{1}));
  EXPECT_EQ(identities[0].strength, Strength::Usually);
}

// Whatever is derived holds on every ledger whose money lies only where the lists say.
RC_GTEST_PROP(Identities, HoldOnEveryLedgerThatTheListsDescribe, ()) {
  Ledger ledger;
  Space& space = ledger.space;
  Tree& nature = space.growing(Dimension::Nature);
  const std::vector<NodeId> natures{nature.add(kRoot, "basic", ""), nature.add(kRoot, "project", "")};
  std::vector<NodeId> items;
  for (const char* code : {"2010101", "2010102", "2010201", "2080505", "2080506", "2210201"})
    if (*rc::gen::arbitrary<bool>()) items.push_back(space.code(Dimension::Function, code, ""));
  for (NodeId item : items)
    for (NodeId n : natures)
      if (*rc::gen::arbitrary<bool>())
        ledger.lines.push_back({Region{}.with(Dimension::Function, item).with(Dimension::Nature, n), Amount::from_fen(*rc::gen::inRange<std::int64_t>(0, 1000))});
  Listing rows{Dimension::Function, {}, {}, 0};
  for (NodeId node = 1; node < space.tree(Dimension::Function).size(); ++node) rows.nodes.push_back(node);
  const Listing columns{Dimension::Nature, {}, natures, 0};
  std::vector<Region> cells;
  for (NodeId node = 0; node < space.tree(Dimension::Function).size(); ++node)
    for (NodeId n : {kRoot, natures[0], natures[1]}) cells.push_back(Region{}.with(Dimension::Function, node).with(Dimension::Nature, n));
  const IdentitySet set = derive_identities(space, index_of(cells), std::vector{rows, columns}, {}, {});
  RC_ASSERT(set.identities.size() >= space.tree(Dimension::Function).size() - 1);
  for (const Identity& identity : set.identities) {
    std::int64_t parts = 0;
    for (std::uint32_t part : identity.parts) parts += ledger.evaluate(set.regions[part]).fen();
    const std::int64_t whole = ledger.evaluate(set.regions[identity.whole]).fen();
    const bool holds = identity.kind == IdentityKind::Sum ? whole == parts : whole >= parts;
    RC_ASSERT(holds);
  }
}

}  // namespace
}  // namespace mingzhang
