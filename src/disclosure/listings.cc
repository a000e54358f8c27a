#include "disclosure/listings.h"

#include <algorithm>
#include <map>

namespace mingzhang {
namespace {

// Time and direction are never listed: a table does not say that there were no other years.
bool can_be_listed(Dimension d) { return d != Dimension::Year && d != Dimension::Stage && d != Dimension::Flow; }

using Regions = std::vector<const Region*>;

void list_along(Dimension d, const Regions& items, const Region& scope, int table_index, Space& space, std::vector<Listing>& listings) {
  std::vector<NodeId> nodes;
  for (const Region* item : items) {
    const Extent extent = (*item)[d];
    if (extent.is_root() || extent == scope[d]) continue;
    if (!space.contains(d, scope[d], extent)) return;  // the table lists more than its title says: it does not say all of it
    for (NodeId node : space.nodes(extent)) nodes.push_back(node);
  }
  if (nodes.empty()) return;
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  listings.push_back({d, scope, std::move(nodes), table_index});
}

std::map<Extent, Regions> rows_by_unit(const std::vector<Row>& rows) {
  std::map<Extent, Regions> groups;
  for (const Row& row : rows) {
    const Extent unit = row.region[Dimension::Unit];
    groups[unit].push_back(&row.region);
    const bool unit_row = row.code.empty() && row.region[Dimension::Project].is_root();
    if (!unit.is_root() && unit_row) groups[Extent()].push_back(&row.region);
  }
  return groups;
}

}  // namespace

void list_rows(const std::vector<Row>& rows, const Region& scope, int table_index, Space& space, std::vector<Listing>& listings) {
  for (const auto& [unit, group] : rows_by_unit(rows))
    for (int i = 0; i < kDimensionCount; ++i)
      if (const auto d = static_cast<Dimension>(i); can_be_listed(d))
        list_along(d, group, scope.with(Dimension::Unit, unit), table_index, space, listings);
}

void list_items(const std::vector<Row>& rows, const Region& scope, int table_index, Space& space, std::vector<Listing>& listings) {
  std::map<Region, Regions> groups;
  for (const Row& row : rows)
    if (!row.region[Dimension::Project].is_root()) groups[row.region.with(Dimension::Project, kRoot)].push_back(&row.region);
  for (const auto& [group, items] : groups) {
    Region around = scope;
    for (int i = 0; i < kDimensionCount; ++i)
      if (const auto d = static_cast<Dimension>(i); !group[d].is_root()) around[d] = group[d];
    list_along(Dimension::Project, items, around, table_index, space, listings);
  }
}

void list_columns(const std::vector<Column>& columns, const Region& scope, int table_index, Space& space, std::vector<Listing>& listings) {
  Regions regions;
  for (const Column& column : columns) regions.push_back(&column.region);
  for (int i = 0; i < kDimensionCount; ++i) {
    const auto d = static_cast<Dimension>(i);
    const std::size_t before = listings.size();
    if (can_be_listed(d)) list_along(d, regions, scope, table_index, space, listings);
    // How money is divided into natures is the same in last year's figures; which codes occur is not.
    if (d == Dimension::Nature && listings.size() > before) listings.back().scope[Dimension::Year] = Extent();
  }
}

}  // namespace mingzhang
