// FRM105: a row with more figures than its table has columns. Rows whose figures fit but contradict one another are the
// business of the sums.

#include <fmt/format.h>

#include <map>
#include <utility>

#include "check/rules/rules.h"

namespace mingzhang {

void check_row_widths(const RuleContext& context, Findings& findings) {
  const Disclosure& disclosure = context.disclosure;
  std::map<std::pair<int, int>, std::size_t> figures;
  for (const Claim& claim : disclosure.claims)
    if (claim.cell.row >= 0) ++figures[{claim.cell.table, claim.cell.row}];
  for (const auto& [cell, count] : figures) {
    const Table& table = disclosure.tables[static_cast<std::size_t>(cell.first)];
    const Row& row = table.rows[static_cast<std::size_t>(cell.second)];
    if (count <= table.columns.size()) continue;
    FindingPlace at;
    at.place = row.place;
    at.table = table.title;
    at.row = at.quote = row.label;
    findings.add("FRM105",
                 {fmt::format("“{}”一行有 {} 个数，表中只有 {} 栏", row.label, count, table.columns.size()),
                  fmt::format("The row “{}” has {} figures for {} columns", row.label, count, table.columns.size())},
                 std::move(at), table.title + " " + row.label);
  }
}

}  // namespace mingzhang
