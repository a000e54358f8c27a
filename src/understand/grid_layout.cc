#include "understand/grid_layout.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "understand/passage.h"

namespace mingzhang {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_code_piece(std::string_view text) { return all_digits(text) && (text.size() <= 3 || text.size() == 5 || text.size() == 7); }

std::optional<Figure> whole_figure(std::string_view text, Unit fallback) {
  const auto parsed = parse_figure(text, fallback);
  if (!parsed || parsed->length != text.size()) return std::nullopt;
  return parsed->figure;
}

// "14,348,853.3" / "4": the break lies inside a number when the lines together are one with two decimals, or when the first
// ends in its point or comma. Two whole numbers are not one.
bool broken_number(std::string_view first, std::string_view joined) {
  if (first.ends_with(",") || first.ends_with(".")) return true;
  const std::size_t point = first.find('.');
  return point != std::string_view::npos && point + 3 > first.size() && joined.size() == point + 3;
}

class LayoutFinder {
 public:
  LayoutFinder(const Lattice& lattice, const TableWords& words) : lattice_(lattice), words_(words) {}

  GridLayout find() {
    for (std::size_t r = 0; r < lattice_.rows.size(); ++r) numbering_.push_back(is_numbering_row(lattice_, r, words_));
    layout_.body = body_begin();
    for (int c = 0; c < lattice_.column_count; ++c) {
      GridColumn column;
      column.path = header_path(c);
      column.role = role_of(c, column.path);
      layout_.columns.push_back(std::move(column));
    }
    split_lists();
    for (std::size_t l = 0; l < layout_.lists.size(); ++l) name_list(l);
    return std::move(layout_);
  }

 private:
  std::size_t body_begin() const {
    for (std::size_t r = 0; r < lattice_.rows.size(); ++r) {
      if (numbering_[r]) return r + 1;
      if (is_body_row(r)) return r;
    }
    return lattice_.rows.size();
  }

  bool is_body_row(std::size_t r) const {
    int printed = 0;
    std::string first;
    for (int c = 0; c < lattice_.column_count; ++c) {
      const Cell* cell = lattice_.own(r, c);
      if (cell == nullptr) continue;
      const std::string text = word_key(cell->text);
      if (text.empty()) continue;
      if (cell_figure(cell->text, kAnyMoney)) return true;
      if (printed++ == 0) first = text;
    }
    if (printed == 0) return r > 0 && nothing_goes_on(r);
    if (numbering_length(first) > 0 || first.starts_with("…")) return true;
    return r > 0 && printed == 1 && (is_plain_total(first, words_) || is_word(words_.nil, first)) && nothing_goes_on(r);
  }

  // No cell of the row comes down from the header.
  bool nothing_goes_on(std::size_t r) const {
    for (int c = 0; c < lattice_.column_count; ++c)
      if (lattice_.at(r, c) != nullptr && lattice_.at(r, c) == lattice_.at(r - 1, c) && !is_code_level(lattice_.text(r, c))) return false;
    return true;
  }

  bool is_code_level(std::string_view text) const { return is_word(words_.code_levels, text); }

  std::vector<std::string> header_path(int c) const {
    std::vector<std::string> path;
    const Cell* last = nullptr;
    for (std::size_t r = 0; r < lattice_.rows.size() && r <= layout_.body; ++r) {
      const Cell* cell = lattice_.at(r, c);
      if (cell == nullptr || cell == last) continue;
      // 类 款 项 may stand in the row of the total.
      if (r == layout_.body && !is_code_level(lattice_.text(r, c))) continue;
      last = cell;
      std::string text = without_spaces(cell->text);
      if (text.empty() || numbering_[r]) continue;
      if (path.empty() || path.back() != text) path.push_back(std::move(text));
    }
    return path;
  }

  struct Printed {
    int figures = 0, texts = 0, pieces = 0, long_codes = 0;
  };

  Printed printed_in(int c) const {
    Printed printed;
    for (std::size_t r = layout_.body; r < lattice_.rows.size(); ++r) {
      const Cell* cell = lattice_.own(r, c);
      if (cell == nullptr || numbering_[r]) continue;
      const std::string text = word_key(cell->text);
      if (text.empty() || is_code_level(text) || is_word(words_.nil, text)) continue;
      if (cell_figure(cell->text, kAnyMoney)) ++printed.figures;
      else ++printed.texts;
      printed.pieces += is_code_piece(text);
      printed.long_codes += all_digits(text) && (text.size() == 5 || text.size() == 7);
    }
    return printed;
  }

  GridRole role_of(int c, const std::vector<std::string>& path) const {
    const std::string header = path.empty() ? std::string() : word_key(path.back());
    if (is_word(words_.sequence_headers, header)) return GridRole::Aside;
    const Printed printed = printed_in(c);
    const bool code_header = is_code_level(header) || ends_with_word(words_.code_headers, header);
    if (code_header && printed.pieces == printed.figures) return GridRole::Code;
    if (printed.figures > 0 && printed.pieces == printed.figures && printed.long_codes > 0 && ends_with_word(words_.name_headers, header))
      return GridRole::Code;
    if (printed.figures > 0 && printed.figures >= printed.texts) return GridRole::Amount;
    if (printed.texts > 0) return GridRole::Label;
    return header.empty() || ends_with_word(words_.name_headers, header) ? GridRole::Label : GridRole::Amount;
  }

  // A name or code behind amounts begins the next list; names behind the last amounts are remarks.
  void split_lists() {
    for (int c = 0; c < lattice_.column_count; ++c) {
      const GridRole role = layout_.columns[static_cast<std::size_t>(c)].role;
      if (role == GridRole::Aside) continue;
      const bool names = role != GridRole::Amount;
      if (layout_.lists.empty() || (names && !layout_.lists.back().amounts.empty())) layout_.lists.emplace_back();
      GridList& list = layout_.lists.back();
      (role == GridRole::Code ? list.codes : names ? list.labels : list.amounts).push_back(c);
    }
    if (layout_.lists.size() < 2 || !layout_.lists.back().amounts.empty()) return;
    for (int c : layout_.lists.back().labels) layout_.columns[static_cast<std::size_t>(c)].role = GridRole::Aside;
    layout_.lists.pop_back();
  }

  static std::vector<int> columns_of(const GridList& list) {
    std::vector<int> columns = list.codes;
    columns.insert(columns.end(), list.labels.begin(), list.labels.end());
    columns.insert(columns.end(), list.amounts.begin(), list.amounts.end());
    return columns;
  }

  void name_list(std::size_t l) {
    GridList& list = layout_.lists[l];
    const std::vector<int> columns = columns_of(list);
    const Cell* last = nullptr;
    for (std::size_t r = 0; r < layout_.body && r < lattice_.rows.size() && columns.size() > 1; ++r) {
      const Cell* cell = lattice_.at(r, columns.front());
      if (cell == nullptr || cell == last) continue;
      if (!std::all_of(columns.begin(), columns.end(), [&](int c) { return lattice_.at(r, c) == cell; })) continue;
      last = cell;
      const std::string text = without_spaces(cell->text);
      if (text.empty()) continue;
      list.context.push_back(text);
      for (int c : columns) std::erase(layout_.columns[static_cast<std::size_t>(c)].path, text);
      if (above_others(r, cell, l)) continue;
      list.name += (list.name.empty() ? "" : " ") + text;
    }
    if (list.name.empty() && layout_.lists.size() > 1) list.name = "第" + std::to_string(l + 1) + "栏";
  }

  // 支出 stands above two of three lists: it names both. What stands above all names none.
  bool above_others(std::size_t r, const Cell* cell, std::size_t own) const {
    for (std::size_t l = 0; l < layout_.lists.size(); ++l) {
      if (l == own) continue;
      for (int c : columns_of(layout_.lists[l]))
        if (lattice_.at(r, c) != cell) return false;
    }
    return true;
  }

  const Lattice& lattice_;
  const TableWords& words_;
  std::vector<bool> numbering_;
  GridLayout layout_;
};

}  // namespace

GridLayout find_layout(const Lattice& lattice, const TableWords& words) { return LayoutFinder(lattice, words).find(); }

std::optional<Figure> cell_figure(std::string_view text, Unit fallback) {
  const std::string_view plain = trimmed(text);
  if (plain.empty() || plain.size() > 80) return std::nullopt;
  const std::size_t line_end = plain.find('\n');
  const std::string joined = without_spaces(plain);
  if (line_end != std::string_view::npos) {
    const std::string first = without_spaces(plain.substr(0, line_end));
    if (whole_figure(first, fallback) && !broken_number(first, joined)) return std::nullopt;
  } else if (const auto figure = whole_figure(plain, fallback)) {
    return figure;
  }
  return whole_figure(joined, fallback);
}

bool is_numbering_row(const Lattice& lattice, std::size_t row, const TableWords& words) {
  int numbers = 0;
  bool marked = false;
  for (int c = 0; c < lattice.column_count; ++c) {
    const Cell* cell = lattice.own(row, c);
    const std::string text = cell == nullptr ? std::string() : word_key(cell->text);
    if (text.empty() || is_word(words.code_levels, text)) continue;
    if (is_word(words.numbering, text)) {
      marked = true;
      continue;
    }
    const std::string next = std::to_string(numbers + 1);
    const bool formula = text.starts_with(next) && text.find_first_not_of("0123456789=+-()") == std::string::npos &&
                         (text.size() == next.size() || text[next.size()] == '=');
    if (!formula) return false;
    ++numbers;
  }
  return numbers >= 2 || (marked && numbers > 0);
}

bool is_plain_total(std::string_view key, const TableWords& words) {
  for (const std::string& total : words.totals) {
    if (!key.ends_with(total)) continue;
    const std::string_view before = key.substr(0, key.size() - total.size());
    if (before.empty() || is_word(words.total_of, before)) return true;
  }
  return false;
}

}  // namespace mingzhang
