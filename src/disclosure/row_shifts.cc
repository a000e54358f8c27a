#include "disclosure/row_shifts.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <unordered_map>

namespace mingzhang {
namespace {

constexpr std::size_t kMovesMin = 4;
constexpr std::ptrdiff_t kWrongMin = 4;
constexpr std::size_t kCommonCodesMin = 6;

// A table with its codes as numbers, the same in all tables.
struct Numbered {
  std::vector<std::size_t> codes;                // of its rows
  std::vector<std::optional<Figure>> by_number;  // the first figure of each code
  std::size_t count = 0;                         // of these
};

std::vector<Numbered> with_numbers(const std::vector<CodedRows>& tables) {
  std::vector<Numbered> numbered(tables.size());
  std::unordered_map<std::string_view, std::size_t> numbers;
  for (std::size_t t = 0; t < tables.size(); ++t)
    for (const CodedRow& row : tables[t]) numbered[t].codes.push_back(numbers.try_emplace(row.code, numbers.size()).first->second);
  for (std::size_t t = 0; t < tables.size(); ++t) {
    numbered[t].by_number.resize(numbers.size());
    for (std::size_t r = 0; r < tables[t].size(); ++r) {
      std::optional<Figure>& first = numbered[t].by_number[numbered[t].codes[r]];
      if (first || tables[t][r].code.empty() || !tables[t][r].first) continue;
      first = tables[t][r].first;
      ++numbered[t].count;
    }
  }
  return numbered;
}

bool agree(const Figure& a, const Figure& b) { return meet(a.interval(), b.interval()).has_value(); }

class ShiftFinder {
 public:
  ShiftFinder(const CodedRows& rows, const Numbered& numbered, const Numbered& reference) : rows_(rows) {
    for (const std::size_t code : numbered.codes) expected_.push_back(reference.by_number[code]);
  }

  // The longest run of rows of which each prints the figure of a row further on (or further back), in order.
  std::optional<RowShift> find() const {
    RowShift best;
    for (const bool forward : {true, false})
      for (int begin = 0; begin < row_count();) {
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
    while (best.last_row + 1 < row_count() && is_wrong_or_unknown(best.last_row + 1)) ++best.last_row;
    for (int row = 0; row < row_count(); ++row) best.wrong_elsewhere += is_wrong(row) && (row < best.first_row || row > best.last_row);
    return best;
  }

 private:
  int row_count() const { return static_cast<int>(rows_.size()); }
  const std::optional<Figure>& printed(int row) const { return rows_[static_cast<std::size_t>(row)].first; }
  const std::optional<Figure>& expected(int row) const { return expected_[static_cast<std::size_t>(row)]; }
  bool is_wrong(int row) const { return printed(row) && expected(row) && !agree(*printed(row), *expected(row)); }
  bool is_wrong_or_unknown(int row) const { return is_wrong(row) || !printed(row) || !expected(row); }

  std::vector<std::pair<int, int>> run_from(int begin, bool forward) const {
    std::vector<std::pair<int, int>> moves;
    int from = forward ? begin : -1;
    // A row may print its own figure by chance, as a class with a single section does; the run begins and ends with wrong ones.
    for (int row = begin; row < row_count() && (is_wrong(row) || !moves.empty()); ++row) {
      if (!printed(row)) break;
      const int low = std::max(from + 1, forward ? row + 1 : 0), high = forward ? row_count() : row;
      from = low;
      while (from < high && !(expected(from) && agree(*expected(from), *printed(row)))) ++from;
      if (from >= high) break;
      moves.emplace_back(row, from);
    }
    while (!moves.empty() && !is_wrong(moves.back().first)) moves.pop_back();
    return moves;
  }

  std::size_t different_figures(const std::vector<std::pair<int, int>>& moves) const {
    std::vector<std::int64_t> values;
    for (const auto& [row, from] : moves) values.push_back(printed(row)->value());
    std::ranges::sort(values);
    return static_cast<std::size_t>(std::ranges::unique(values).begin() - values.begin());
  }

  const CodedRows& rows_;
  std::vector<std::optional<Figure>> expected_;
};

std::size_t common_codes(const Numbered& a, const Numbered& b) {
  if (a.count < kCommonCodesMin || b.count < kCommonCodesMin) return 0;
  std::size_t count = 0;
  for (std::size_t number = 0; number < a.by_number.size(); ++number) count += a.by_number[number] && b.by_number[number];
  return count;
}

// Every table that looks shifted against another one.
std::vector<RowShift> shifts_of_pairs(const std::vector<CodedRows>& tables) {
  const std::vector<Numbered> numbered = with_numbers(tables);
  std::vector<RowShift> shifts;
  for (std::size_t t = 0; t < tables.size(); ++t)
    for (std::size_t u = 0; u < tables.size(); ++u) {
      if (u == t || common_codes(numbered[t], numbered[u]) < kCommonCodesMin) continue;
      auto shift = ShiftFinder(tables[t], numbered[t], numbered[u]).find();
      if (!shift) continue;
      shift->table = static_cast<int>(t);
      shift->reference = static_cast<int>(u);
      shifts.push_back(std::move(*shift));
    }
  return shifts;
}

}  // namespace

std::vector<RowShift> find_row_shifts(const std::vector<CodedRows>& tables) {
  std::vector<RowShift> pairs = shifts_of_pairs(tables), found;
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

}  // namespace mingzhang
