#include "check/shifted_rows.h"

#include <fmt/format.h>

#include <optional>

namespace mingzhang {
namespace {

// The first claim of each row of each table; nullptr for rows without figures.
using FirstClaims = std::vector<std::vector<const Claim*>>;

FirstClaims first_claims(const Disclosure& disclosure) {
  FirstClaims tables(disclosure.tables.size());
  for (std::size_t t = 0; t < tables.size(); ++t) tables[t].resize(disclosure.tables[t].rows.size());
  for (const Claim& claim : disclosure.claims) {
    if (claim.cell.table < 0 || claim.cell.row < 0 || claim.kind != ClaimKind::Value || !is_money(claim.figure.unit)) continue;
    const Claim*& first = tables[static_cast<std::size_t>(claim.cell.table)][static_cast<std::size_t>(claim.cell.row)];
    if (first == nullptr || claim.cell.column < first->cell.column) first = &claim;
  }
  return tables;
}

FindingPlace place_of_row(const Table& table, int row, const Claim* claim) {
  const Row& printed = table.rows[static_cast<std::size_t>(row)];
  return {claim != nullptr ? claim->place : printed.place, table.title, printed.label, "", claim != nullptr ? claim->quote : printed.label};
}

}  // namespace

std::vector<RowShift> find_row_shifts(const Disclosure& disclosure) {
  const FirstClaims first = first_claims(disclosure);
  std::vector<CodedRows> tables(first.size());
  for (std::size_t t = 0; t < first.size(); ++t)
    for (std::size_t r = 0; r < first[t].size(); ++r)
      tables[t].push_back({disclosure.tables[t].rows[r].code, first[t][r] == nullptr ? std::nullopt : std::optional(first[t][r]->figure)});
  return find_row_shifts(tables);
}

Disclosure without_shifted_rows(const Disclosure& disclosure, const std::vector<RowShift>& shifts) {
  Disclosure rest = disclosure;
  for (const RowShift& shift : shifts) {
    for (Claim& claim : rest.claims) {
      if (!shift.covers(claim.cell.table, claim.cell.row)) continue;
      claim.standing = Standing::Open;
      claim.reason = "这一段数字整体错行";
    }
    auto& rows = rest.tables[static_cast<std::size_t>(shift.table)].rows;
    for (int row = shift.first_row; row <= shift.last_row; ++row) rows[static_cast<std::size_t>(row)].contradicted = false;
  }
  return rest;
}

void report_row_shifts(const Disclosure& disclosure, const std::vector<RowShift>& shifts, Findings& findings) {
  const FirstClaims first_claim = first_claims(disclosure);
  for (const RowShift& shift : shifts) {
    const Table& table = disclosure.tables[static_cast<std::size_t>(shift.table)];
    const Table& reference = disclosure.tables[static_cast<std::size_t>(shift.reference)];
    const auto figure = [&](int row) { return first_claim[static_cast<std::size_t>(shift.table)][static_cast<std::size_t>(row)]; };
    const auto label = [&](int row) -> const std::string& { return table.rows[static_cast<std::size_t>(row)].label; };
    const auto [row, from] = shift.moves.front();
    const int first = shift.first_row;
    Finding& finding = findings.add(
        "CRS113",
        {fmt::format("自“{}”起数字整体错行：“{}”印的 {} 是“{}”的数（见“{}”），到“{}”共 {} 行", label(first), label(row), figure(row)->quote,
                     label(from), reference.title, label(shift.last_row), shift.last_row - first + 1),
         fmt::format("From “{}” on the figures are shifted: “{}” prints {}, that of “{}” (see “{}”), down to “{}”, {} rows", label(first),
                     label(row), figure(row)->quote, label(from), reference.title, label(shift.last_row), shift.last_row - first + 1)},
        place_of_row(table, first, figure(first)), table.title);
    for (int r = shift.first_row + 1; r <= shift.last_row; ++r) finding.related.push_back(place_of_row(table, r, figure(r)));
  }
}

}  // namespace mingzhang
