#pragma once
// Small disclosures of two tables and some sentences, put together by hand or from a random ledger.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/paths.h"
#include "disclosure/claims_view.h"
#include "disclosure/disclosure.h"
#include "forms/knowledge.h"

namespace mingzhang::tests {

inline const Knowledge& catalog() {
  static const auto loaded = load_knowledge(source_path("catalog")).value();
  return *loaded;
}

// A disclosure that says what it is told.
class Sheet {
 public:
  Sheet() {
    disclosure.space = catalog().space;
    disclosure.kind = DocumentKind::Budget;
    disclosure.year = 2024;
    disclosure.unit = "云山县图书馆";
  }

  // "year=2024 source=fiscal.general function=2080505"; several ids of one dimension with "+" between them.
  Region region(std::string_view text) {
    Region region = base_region();
    while (!text.empty()) {
      const std::string_view word = text.substr(0, text.find(' '));
      text.remove_prefix(std::min(text.size(), word.size() + 1));
      const auto equals = word.find('=');
      const Dimension d = *dimension_from_name(word.substr(0, equals));
      region[d] = extent(d, word.substr(equals + 1));
    }
    return region;
  }

  int say(ClaimKind kind, const Region& region, const Region& base, Figure figure) {
    Claim claim;
    claim.kind = kind;
    claim.region = region;
    claim.base = base;
    claim.figure = figure;
    claim.quote = print(figure);
    disclosure.claims.push_back(std::move(claim));
    return static_cast<int>(disclosure.claims.size()) - 1;
  }
  int say(std::string_view where, std::string_view printed) {
    return say(ClaimKind::Value, region(where), {}, parse_figure(printed, Unit::WanYuan)->figure);
  }

  // Cells in the order of rows; "" is an empty cell.
  void table(std::string_view scope, const std::vector<Region>& rows, const std::vector<Region>& columns,
             const std::vector<std::string>& cells) {
    Table table;
    table.scope = region(scope);
    for (const Region& row : rows) table.rows.emplace_back().region = row;
    for (const Region& column : columns) table.columns.emplace_back().region = column;
    const int index = static_cast<int>(disclosure.tables.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const int row = static_cast<int>(i / columns.size()), column = static_cast<int>(i % columns.size());
      table.cells.push_back(cells[i].empty() ? -1 : static_cast<int>(disclosure.claims.size()));
      if (cells[i].empty()) continue;
      const Region cell = cell_region(disclosure.space, columns[static_cast<std::size_t>(column)], rows[static_cast<std::size_t>(row)]);
      say(ClaimKind::Value, cell, {}, parse_figure(cells[i], Unit::WanYuan)->figure);
      disclosure.claims.back().cell = {index, row, column};
    }
    disclosure.tables.push_back(std::move(table));
  }

  void list(Dimension d, const std::vector<Region>& rows) {
    Table& table = disclosure.tables.back();
    Listing listing{d, table.scope, {}, static_cast<int>(disclosure.tables.size()) - 1};
    for (const Region& row : rows)
      if (!row[d].is_root()) listing.nodes.push_back(row[d].handle());
    std::sort(listing.nodes.begin(), listing.nodes.end());
    table.listings.push_back(std::move(listing));
  }

  Disclosure disclosure;

 private:
  Region base_region() {
    Region region;
    region[Dimension::Year] = Extent(disclosure.space.year(2024));
    region[Dimension::Stage] = extent(Dimension::Stage, "budget");
    region[Dimension::Measure] = extent(Dimension::Measure, "budget");
    return region;
  }

  Extent extent(Dimension d, std::string_view ids) {
    std::vector<NodeId> nodes;
    while (!ids.empty()) {
      const std::string_view id = ids.substr(0, ids.find('+'));
      ids.remove_prefix(std::min(ids.size(), id.size() + 1));
      nodes.push_back(node(d, id));
    }
    return nodes.empty() ? Extent() : disclosure.space.extent(d, nodes);
  }

  NodeId node(Dimension d, std::string_view id) {
    Space& space = disclosure.space;
    if (d == Dimension::Function || d == Dimension::Economic) return space.code(d, id, {});
    if (d == Dimension::Project || d == Dimension::Unit || d == Dimension::Year) return space.named(d, id);
    return *space.tree(d).find(id);
  }
};

}  // namespace mingzhang::tests
