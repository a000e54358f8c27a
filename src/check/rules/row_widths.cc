// FRM105: a row whose figures fit its columns in no way: more figures than columns, or several readings that all contradict the
// rest of the document alike. Rows with one best reading are the business of the sums.

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
    if (count <= table.columns.size() && !(row.contradicted && row.standing == Standing::Open)) continue;
    FindingPlace at;
    at.place = row.place;
    at.table = table.title;
    at.row = at.quote = row.label;
    if (count <= table.columns.size()) {
      findings.add("FRM105", {fmt::format("“{}”一行的数字放入哪些栏都与其他数字矛盾", row.label),
                              fmt::format("Wherever the figures of the row “{}” are put, they contradict the others", row.label)},
                   std::move(at), table.title + " " + row.label);
      continue;
    }
    findings.add("FRM105",
                 {fmt::format("“{}”一行有 {} 个数，表中只有 {} 栏", row.label, count, table.columns.size()),
                  fmt::format("The row “{}” has {} figures for {} columns", row.label, count, table.columns.size())},
                 std::move(at), table.title + " " + row.label);
  }
}

}  // namespace mingzhang
