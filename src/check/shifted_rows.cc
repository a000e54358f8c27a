#include "check/shifted_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <tuple>

namespace mingzhang {
namespace {

constexpr std::size_t kMovesMin = 4;
constexpr std::ptrdiff_t kWrongMin = 4;
constexpr std::size_t kCommonCodesMin = 6;

// What a table prints beside its codes: the first figure of each row, which is its total.
struct PrintedRows {
  std::vector<const Claim*> first;                // by row; nullptr for rows without figures
  std::map<std::string_view, const Claim*> codes;
};

std::vector<PrintedRows> printed_rows(const Disclosure& disclosure) {
  std::vector<PrintedRows> tables(disclosure.tables.size());
  for (std::size_t t = 0; t < tables.size(); ++t) tables[t].first.resize(disclosure.tables[t].rows.size());
  for (const Claim& claim : disclosure.claims) {
    if (claim.cell.table < 0 || claim.cell.row < 0 || claim.kind != ClaimKind::Value || !is_money(claim.figure.unit)) continue;
    const Claim*& first = tables[static_cast<std::size_t>(claim.cell.table)].first[static_cast<std::size_t>(claim.cell.row)];
    if (first == nullptr || claim.cell.column < first->cell.column) first = &claim;
  }
  for (std::size_t t = 0; t < tables.size(); ++t)
    for (std::size_t r = 0; r < tables[t].first.size(); ++r) {
      const Row& row = disclosure.tables[t].rows[r];
      if (!row.code.empty() && tables[t].first[r] != nullptr) tables[t].codes.try_emplace(row.code, tables[t].first[r]);
    }
  return tables;
}

bool agree(const Claim& a, const Claim& b) {
  return meet(a.interval(), b.interval()).has_value();
}

class ShiftFinder {
 public:
  ShiftFinder(const Table& table, const PrintedRows& own, const PrintedRows& reference) : rows_(table.rows), own_(own), reference_(reference) {}

  // The longest run of rows of which each prints the figure of a row further on (or further back), in order.
  std::optional<RowShift> find() const {
    RowShift best;
    for (const bool forward : {true, false})
      for (int begin = 0; begin < static_cast<int>(rows_.size());) {
        const auto moves = run_from(begin, forward);
        if (moves.size() > best.moves.size()) best.moves = moves;
        begin += moves.empty() ? 1 : static_cast<int>(moves.size());
      }
    const auto wrong = std::ranges::count_if(best.moves, [&](const auto& move) { return is_wrong(move.first); });
    if (wrong < kWrongMin || different_figures(best.moves) < kMovesMin) return std::nullopt;
    best.first_row = best.moves.front().first;
    best.last_row = best.moves.back().first;
    // The wrong row right before the run, or with one between that is right by chance, belongs to it.
    for (int back = 1; back <= 2 && back <= best.moves.front().first && best.first_row == best.moves.front().first; ++back)
      if (is_wrong(best.first_row - back)) best.first_row -= back;
    while (best.last_row + 1 < static_cast<int>(rows_.size()) && is_wrong_or_unknown(best.last_row + 1)) ++best.last_row;
    for (int row = 0; row < static_cast<int>(rows_.size()); ++row)
      best.wrong_elsewhere += is_wrong(row) && (row < best.first_row || row > best.last_row);
    return best;
  }

 private:
  const Claim* printed(int row) const { return own_.first[static_cast<std::size_t>(row)]; }

  const Claim* expected(int row) const {
    const auto found = reference_.codes.find(rows_[static_cast<std::size_t>(row)].code);
    return found == reference_.codes.end() ? nullptr : found->second;
  }

  bool is_wrong(int row) const { return printed(row) != nullptr && expected(row) != nullptr && !agree(*printed(row), *expected(row)); }

  bool is_wrong_or_unknown(int row) const { return is_wrong(row) || printed(row) == nullptr || expected(row) == nullptr; }

  std::vector<std::pair<int, int>> run_from(int begin, bool forward) const {
    std::vector<std::pair<int, int>> moves;
    int from = forward ? begin : -1;
    // A row may print its own figure by chance, as a class with a single section does; the run begins and ends with wrong ones.
    for (int row = begin; row < static_cast<int>(rows_.size()) && (is_wrong(row) || !moves.empty()); ++row) {
      if (printed(row) == nullptr) break;
      const int low = std::max(from + 1, forward ? row + 1 : 0), high = forward ? static_cast<int>(rows_.size()) : row;
      from = low;
      while (from < high && !(expected(from) != nullptr && agree(*expected(from), *printed(row)))) ++from;
      if (from >= high) break;
      moves.emplace_back(row, from);
    }
    while (!moves.empty() && !is_wrong(moves.back().first)) moves.pop_back();
    return moves;
  }

  std::size_t different_figures(const std::vector<std::pair<int, int>>& moves) const {
    std::vector<std::int64_t> values;
    for (const auto& [row, from] : moves) values.push_back(printed(row)->figure.value());
    std::ranges::sort(values);
    return static_cast<std::size_t>(std::ranges::unique(values).begin() - values.begin());
  }

  const std::vector<Row>& rows_;
  const PrintedRows &own_, &reference_;
};

std::size_t common_codes(const PrintedRows& a, const PrintedRows& b) {
  return static_cast<std::size_t>(std::ranges::count_if(a.codes, [&](const auto& entry) { return b.codes.contains(entry.first); }));
}

FindingPlace place_of_row(const Table& table, int row, const Claim* claim) {
  const Row& printed = table.rows[static_cast<std::size_t>(row)];
  return {claim != nullptr ? claim->place : printed.place, table.title, printed.label, "", claim != nullptr ? claim->quote : printed.label};
}

}  // namespace

namespace {

// Every table that looks shifted against another one.
std::vector<RowShift> shifts_of_pairs(const Disclosure& disclosure) {
  const std::vector<PrintedRows> printed = printed_rows(disclosure);
  std::vector<RowShift> shifts;
  for (std::size_t t = 0; t < printed.size(); ++t)
    for (std::size_t u = 0; u < printed.size(); ++u) {
      if (u == t || common_codes(printed[t], printed[u]) < kCommonCodesMin) continue;
      auto shift = ShiftFinder(disclosure.tables[t], printed[t], printed[u]).find();
      if (!shift) continue;
      shift->table = static_cast<int>(t);
      shift->reference = static_cast<int>(u);
      shifts.push_back(std::move(*shift));
    }
  return shifts;
}

}  // namespace

std::vector<RowShift> find_row_shifts(const Disclosure& disclosure) {
  std::vector<RowShift> pairs = shifts_of_pairs(disclosure), found;
  // A sound table looks shifted against the shifted one. The one that most others contradict is wrong, and no measure for them; of two
  // alone it is the one with the longer run, or the later one.
  while (!pairs.empty()) {
    const auto rank = [&](const RowShift& shift) {
      const auto others = std::ranges::count(pairs, shift.table, &RowShift::table);
      return std::tuple(others, shift.moves.size(), shift.table);
    };
    const int worst = std::ranges::max_element(pairs, {}, rank)->table;
    // Its best measure is the table that agrees with its other rows: one of another scope does not.
    const auto misfit = [&](const RowShift& shift) { return shift.table == worst ? shift.wrong_elsewhere : std::numeric_limits<int>::max(); };
    found.push_back(*std::ranges::min_element(pairs, {}, misfit));
    std::erase_if(pairs, [&](const RowShift& shift) { return shift.table == worst || shift.reference == worst; });
  }
  return found;
}

Disclosure without_shifted_rows(const Disclosure& disclosure, const std::vector<RowShift>& shifts) {
  Disclosure rest = disclosure;
  for (const RowShift& shift : shifts) {
    const auto is_shifted = [&](int row) { return row >= shift.first_row && row <= shift.last_row; };
    for (Claim& claim : rest.claims) {
      if (claim.cell.table != shift.table || !is_shifted(claim.cell.row)) continue;
      claim.standing = Standing::Open;
      claim.reason = "这一段数字整体错行";
    }
    auto& rows = rest.tables[static_cast<std::size_t>(shift.table)].rows;
    for (int row = shift.first_row; row <= shift.last_row; ++row) rows[static_cast<std::size_t>(row)].contradicted = false;
  }
  return rest;
}

void report_row_shifts(const Disclosure& disclosure, const std::vector<RowShift>& shifts, Findings& findings) {
  const std::vector<PrintedRows> printed = printed_rows(disclosure);
  for (const RowShift& shift : shifts) {
    const Table& table = disclosure.tables[static_cast<std::size_t>(shift.table)];
    const Table& reference = disclosure.tables[static_cast<std::size_t>(shift.reference)];
    const auto figure = [&](int row) { return printed[static_cast<std::size_t>(shift.table)].first[static_cast<std::size_t>(row)]; };
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
