#include "compile/unplaced.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cube/region_index.h"
#include "disclosure/claims_view.h"
#include "disclosure/listings.h"
#include "money/figure.h"

namespace mingzhang {
namespace {

constexpr std::size_t kNamesMax = 8;

struct DimensionWords {
  Dimension dimension;
  Bilingual words;
};
const std::array kDimensionWords = {DimensionWords{Dimension::Source, {"资金来源", "source"}}, DimensionWords{Dimension::Function, {"功能分类科目", "function"}},
                                    DimensionWords{Dimension::Economic, {"经济分类科目", "economic class"}}, DimensionWords{Dimension::Nature, {"支出性质", "nature"}},
                                    DimensionWords{Dimension::Project, {"项目", "project"}}, DimensionWords{Dimension::Measure, {"内容", "measure"}}};

Bilingual words_of(Dimension d) {
  for (const DimensionWords& each : kDimensionWords)
    if (each.dimension == d) return each.words;
  return {std::string(dimension_name(d)), std::string(dimension_name(d))};
}

class PlaceFinder {
 public:
  PlaceFinder(const LedgerFile& file, const Disclosure& compiled, const Knowledge& knowledge)
      : file_(file), disclosure_(compiled), knowledge_(knowledge), space_(compiled.space) {}

  std::vector<UnplacedMoney> run() {
    for (std::size_t t = 0; t < disclosure_.tables.size(); ++t) take_table(t);
    for (const Claim& claim : disclosure_.claims)
      if (claim.cell.table >= 0) quanta_[&disclosure_.tables[static_cast<std::size_t>(claim.cell.table)]] = quantum(claim.figure.unit, claim.figure.decimals);
    for (Listing& listing : listings_) listing.scope = knowledge_.canonical(space_, listing.scope);
    const IdentitySet set = derive_identities(space_, std::move(regions_), listings_, {}, {});
    for (const Identity& identity : set.identities)
      if (identity.kind == IdentityKind::Sum && identity.strength == Strength::Must && !identity.parts.empty()) look_for_lines(identity, set.regions);
    std::vector<UnplacedMoney> unplaced;
    for (auto& [line, found] : found_) unplaced.push_back(std::move(found));
    return unplaced;
  }

 private:
  // What is read back from the printed table: its cells, and that it lists everything.
  void take_table(std::size_t t) {
    const Table& table = disclosure_.tables[t];
    if (table.empty_statement) return;
    for (const Row& row : table.rows)
      for (const Column& column : table.columns) add(cell_region(space_, column.region, row.region), t);
    for (const Region& region : unprinted_totals(table, space_)) add(region, t);
    list_columns(table.columns, table.scope, static_cast<int>(t), space_, listings_);
    std::vector<Row> rows;
    for (std::size_t other = 0; other < disclosure_.tables.size(); ++other) {
      const Table& beside = disclosure_.tables[other];
      if (beside.id != table.id || !same_columns(beside, table)) continue;
      if (other < t) return;  // one list in two panels, taken with the first
      rows.insert(rows.end(), beside.rows.begin(), beside.rows.end());
    }
    list_items(rows, table.scope, static_cast<int>(t), space_, listings_);
    list_rows(rows, table.scope, static_cast<int>(t), space_, listings_);
  }

  static bool same_columns(const Table& a, const Table& b) {
    return std::ranges::equal(a.columns, b.columns, {}, &Column::region, &Column::region);
  }

  void add(const Region& region, std::size_t table) {
    const std::uint32_t index = regions_.add(knowledge_.canonical(space_, region));
    if (index == tables_of_.size()) tables_of_.emplace_back();
    tables_of_[index].insert(table);
  }

  // The first that shows how the whole is divided.
  const Table& table_of(const Identity& identity) const {
    std::set<std::size_t> tables = tables_of_[identity.parts.front()];
    const auto keep = [&](std::uint32_t region) {
      std::set<std::size_t> both;
      std::ranges::set_intersection(tables, tables_of_[region], std::inserter(both, both.end()));
      if (!both.empty()) tables = std::move(both);
    };
    for (const std::uint32_t part : identity.parts) keep(part);
    keep(identity.whole);
    return disclosure_.tables[*tables.begin()];
  }

  void look_for_lines(const Identity& identity, const std::vector<Region>& regions) {
    const std::vector<LedgerLine>& lines = file_.ledger.lines;
    std::vector<std::size_t> left;
    Amount sum;
    std::set<std::uint32_t> printed;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const Region& point = lines[i].point;
      if (lines[i].amount.is_zero() || !space_.contains(regions[identity.whole], point)) continue;
      const auto part = std::ranges::find_if(identity.parts, [&](std::uint32_t each) { return space_.contains(regions[each], point); });
      if (part != identity.parts.end()) {
        printed.insert(*part);
        continue;
      }
      left.push_back(i);
      sum = sum + lines[i].amount;
    }
    if (left.empty() || is_rounded_away(sum, table_of(identity), printed.size())) return;
    for (const std::size_t i : left)
      if (!found_.contains(i)) found_[i] = {i, message(identity, regions, lines[i])};
  }

  // Each figure may be off by half a unit of its last digit: so much may be missing without anybody seeing it.
  bool is_rounded_away(Amount amount, const Table& table, std::size_t parts) const {
    const auto quantum = quanta_.find(&table);
    if (quantum == quanta_.end()) return true;  // nothing is printed
    const auto most = static_cast<__int128>(quantum->second) * static_cast<std::int64_t>(parts + 1);
    return 2 * static_cast<__int128>(amount.fen()) <= most && -2 * static_cast<__int128>(amount.fen()) <= most;
  }

  std::string name_of(Dimension d, NodeId node) const {
    const Tree& tree = space_.tree(d);
    const bool coded = d == Dimension::Function || d == Dimension::Economic;
    if (tree.name(node).empty()) return tree.id(node);
    return coded ? tree.id(node) + " " + tree.name(node) : tree.name(node);
  }

  // What the parts are called, in the order of the tree; not all of a long list of codes.
  std::string listed(const Identity& identity, const std::vector<Region>& regions, bool english) const {
    std::set<NodeId> nodes;
    for (const std::uint32_t part : identity.parts) {
      const Extent extent = regions[part][identity.dimension];
      for (const NodeId node : space_.nodes(extent)) nodes.insert(node);
    }
    std::string names;
    std::size_t count = 0;
    for (const NodeId node : nodes) {
      if (count == kNamesMax) return names + (english ? " …" : "等");
      names += (count++ == 0 ? "" : english ? ", " : "、") + name_of(identity.dimension, node);
    }
    return names;
  }

  Bilingual message(const Identity& identity, const std::vector<Region>& regions, const LedgerLine& line) const {
    const Table& table = table_of(identity);
    const std::string title = table.number + " " + table.title;
    const Dimension d = identity.dimension;
    const Bilingual words = words_of(d);
    const NodeId node = line.point[d].handle();
    const std::string amount = print_with_unit(round_to_figure(line.amount, Unit::Yuan, 2), true);
    const std::string zh = listed(identity, regions, false), en = listed(identity, regions, true);
    if (node == kRoot)
      return {fmt::format("这一笔 {} 没有写{}，“{}”的合计算进了它，却没有一行（栏）列它。请写明，表中列出的是：{}", amount, words.zh, title, zh),
              fmt::format("{} names no {}: {} counts it in a total but has no row or column for it. Name one; the table lists {}", amount, words.en, title, en)};
    const std::string name = name_of(d, node);
    return {fmt::format("“{}”的 {} 在“{}”中没有位置：合计算进了它，却没有一行（栏）列它。请改用表中列出的{}：{}；确实不是这些的，请换用有这一项的表式", name, amount, title, words.zh, zh),
            fmt::format("{}: {} has no place in {}, which counts it in a total but has no row or column for it. Use a {} that the table lists: {}; if it is none of them, use a form that has it",
                        name, amount, title, words.en, en)};
  }

  const LedgerFile& file_;
  const Disclosure& disclosure_;
  const Knowledge& knowledge_;
  Space space_;
  RegionIndex regions_;
  std::vector<std::set<std::size_t>> tables_of_;  // by region
  std::vector<Listing> listings_;
  std::map<const Table*, std::int64_t> quanta_;  // of the last digit of the figures of a table
  std::map<std::size_t, UnplacedMoney> found_;  // by line
};

}  // namespace

std::vector<UnplacedMoney> unplaced_money(const LedgerFile& file, const Disclosure& compiled, const Knowledge& knowledge) {
  return PlaceFinder(file, compiled, knowledge).run();
}

}  // namespace mingzhang
