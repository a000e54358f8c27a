#include "render/figure_names.h"

#include <fmt/format.h>

namespace mingzhang {
namespace {

// Codes repeat where projects have rows of their own below an item: the second is 2080505.2.
std::vector<std::string> row_names(const Table& table) {
  std::vector<std::string> names;
  std::map<std::string, int> seen;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const std::string& code = table.rows[r].code;
    if (code.empty()) {
      names.push_back(fmt::format("r{}", r + 1));
      continue;
    }
    const int times = ++seen[code];
    names.push_back(times == 1 ? code : fmt::format("{}_{}", code, times));
  }
  return names;
}

}  // namespace

FigureNames::FigureNames(const Disclosure& disclosure) : disclosure_(disclosure) {
  std::map<std::string, int> columns;  // by table, over its panels
  for (std::size_t t = 0; t < disclosure.tables.size(); ++t) {
    rows_.push_back(row_names(disclosure.tables[t]));
    int& next = columns[table(static_cast<int>(t))];
    first_column_.push_back(next);
    next += static_cast<int>(disclosure.tables[t].columns.size());
  }
}

std::string FigureNames::table(int table) const {
  const std::string& id = disclosure_.tables[static_cast<std::size_t>(table)].id;
  return id.empty() ? fmt::format("t{}", table + 1) : id;
}

std::string FigureNames::row(const CellRef& cell) const { return rows_[static_cast<std::size_t>(cell.table)][static_cast<std::size_t>(cell.row)]; }

int FigureNames::column(const CellRef& cell) const { return first_column_[static_cast<std::size_t>(cell.table)] + cell.column + 1; }

std::string FigureNames::of(const Claim& claim) const {
  return claim.cell.row < 0 ? "" : fmt::format("{}-{}-{}", table(claim.cell.table), row(claim.cell), column(claim.cell));
}

}  // namespace mingzhang
