#include "read/pdf/aligned_tables.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <optional>
#include <string_view>

namespace mingzhang::pdf {
namespace {

constexpr std::size_t kAmountRowsMin = 3;

enum class Kind : std::uint8_t { Words, Number, Amount };  // a number may count or name something: 3, 2024, 301

bool is_any_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

Kind kind_of(std::string_view text) {
  for (const std::string_view sign : {"-", "+", "(", "（", "¥", "￥"})
    if (text.starts_with(sign)) text.remove_prefix(sign.size());
  for (const std::string_view sign : {")", "）", "%", "％"})
    if (text.ends_with(sign)) text.remove_suffix(sign.size());
  constexpr std::size_t kDigitsOfAmount = 5;
  const auto digits = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return is_any_of(c, "0123456789"); }));
  if (digits == 0 || !std::all_of(text.begin(), text.end(), [](char c) { return is_any_of(c, "0123456789,."); })) return Kind::Words;
  if (is_any_of(text.front(), ",.") || is_any_of(text.back(), ",.")) return Kind::Words;  // the number of a list: 1.
  return digits < text.size() || digits >= kDigitsOfAmount ? Kind::Amount : Kind::Number;
}

struct Span {
  double left = 0, right = 0;

  double centre() const { return (left + right) / 2; }
  bool overlaps(const Span& other) const {
    constexpr double kTouch = 1;
    return left < other.right - kTouch && other.left < right - kTouch;
  }
};

Span span_of(const Rect& box) { return {box.left, box.right}; }

std::vector<Span> united(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.left < b.left; });
  std::vector<Span> result;
  for (const Span& span : spans) {
    if (!result.empty() && result.back().overlaps(span)) result.back().right = std::max(result.back().right, span.right);
    else result.push_back(span);
  }
  return result;
}

bool overlaps_any(const Span& span, const std::vector<Span>& others) {
  return std::any_of(others.begin(), others.end(), [&](const Span& other) { return span.overlaps(other); });
}

struct Word {
  Span span;
  Kind kind = Kind::Words;
};

// A line as far as tables are concerned.
struct Row {
  Rect box;
  std::vector<Word> words;
  bool has_amounts = false;  // beside something else
  bool captions = false;     // says something of its own, as "Unit: 万元" does

  double middle() const { return box.centre().y; }
  double height() const { return box.height(); }
};

Row row_of(const Line& line) {
  Row row;
  row.box = line.box;
  const std::string_view text = line.text;
  for (const Piece& piece : line.pieces) {
    row.words.push_back({span_of(piece.box), kind_of(text.substr(piece.begin, piece.end - piece.begin))});
    row.has_amounts |= line.pieces.size() >= 2 && row.words.back().kind == Kind::Amount;
  }
  row.captions = text.find(':') != std::string_view::npos || text.find("：") != std::string_view::npos;
  return row;
}

// Columns of figures, by their right or left sides or their middles, keep close to one line.
bool is_aligned(const std::vector<Span>& figures) {
  constexpr double kWithin = 4;  // points
  constexpr double kShare = 0.7;
  const auto agree = [&](auto position) {
    std::vector<double> all;
    for (const Span& figure : figures) all.push_back(position(figure));
    std::nth_element(all.begin(), all.begin() + std::ssize(all) / 2, all.end());
    const double median = all[all.size() / 2];
    const auto close = std::count_if(all.begin(), all.end(), [&](double p) { return std::abs(p - median) <= kWithin; });
    return static_cast<double>(close) >= kShare * static_cast<double>(all.size());
  };
  return agree([](const Span& s) { return s.right; }) || agree([](const Span& s) { return s.left; }) ||
         agree([](const Span& s) { return s.centre(); });
}

class TableFinder {
 public:
  TableFinder(const std::vector<Line>& lines, const std::vector<Segment>& rules, const std::vector<Rect>& taken) : rules_(rules), taken_(taken) {
    for (const Line& line : lines)
      if (!line.pieces.empty()) rows_.push_back(row_of(line));
  }

  std::vector<Lattice> find() {
    std::vector<Lattice> tables;
    for (std::size_t begin = 0; begin < rows_.size(); ++begin) {
      if (!rows_[begin].has_amounts) continue;
      const std::size_t end = end_of_body(begin);
      if (set_columns(begin, end)) {
        const std::size_t body = begin_of_first_name(begin);
        const std::size_t head = begin_of_head(body);
        add_empty_columns(head, body);
        if (auto table = lattice(head, body, end_of_tail(end))) tables.push_back(std::move(*table));
      }
      free_from_ = end;
      begin = end - 1;
    }
    return tables;
  }

 private:
  // ---- which lines

  double gap_max(const Row& row) const { return 5 * row.height(); }

  bool is_parted(const Row& above, const Row& below) const {
    return std::any_of(taken_.begin(), taken_.end(), [&](const Rect& area) { return area.top > above.middle() - area.height() && area.top < below.middle() && area.bottom > above.middle(); });
  }

  // Rows with amounts below those of `begin`, and what stands between them. Past the last of them.
  std::size_t end_of_body(std::size_t begin) const {
    std::vector<Span> amounts = amounts_of(rows_[begin]);
    std::size_t last = begin;
    for (std::size_t i = begin + 1; i < rows_.size(); ++i) {
      const Row& row = rows_[i];
      if (row.box.top - rows_[last].box.bottom > gap_max(row) || is_parted(rows_[last], row)) break;
      const bool below = std::any_of(row.words.begin(), row.words.end(), [&](const Word& word) { return overlaps_any(word.span, amounts); });
      if (!row.has_amounts && below && row.words.size() == 1) break;  // prose over the columns of figures
      if (!row.has_amounts) continue;
      if (!below) break;
      for (const Span& span : amounts_of(row)) amounts.push_back(span);
      amounts = united(std::move(amounts));
      last = i;
    }
    return last + 1;
  }

  static std::vector<Span> amounts_of(const Row& row) {
    std::vector<Span> spans;
    for (const Word& word : row.words)
      if (word.kind == Kind::Amount) spans.push_back(word.span);
    return spans;
  }

  // ---- which columns

  bool set_columns(std::size_t begin, std::size_t end) {
    std::vector<Span> figures, words;
    std::size_t amount_rows = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (!rows_[i].has_amounts) continue;
      ++amount_rows;
      for (const Word& word : rows_[i].words) (word.kind == Kind::Words ? words : figures).push_back(word.span);
    }
    if (amount_rows < kAmountRowsMin) return false;
    figure_columns_ = united(figures);
    for (Span& word : words) stop_before_figures(word);
    std::vector<Span> all = united(std::move(words));
    all.insert(all.end(), figure_columns_.begin(), figure_columns_.end());
    columns_ = united(std::move(all));
    if (columns_.size() < 2) return false;
    const auto sound = [&](const Span& column) {
      std::vector<Span> inside;
      std::copy_if(figures.begin(), figures.end(), std::back_inserter(inside), [&](const Span& figure) { return figure.overlaps(column); });
      return is_aligned(inside);
    };
    return std::all_of(figure_columns_.begin(), figure_columns_.end(), sound);
  }

  // A long name may stand over an empty column.
  void stop_before_figures(Span& word) const {
    for (const Span& column : figure_columns_)
      if (column.left > word.left && column.left < word.right) word.right = std::min(word.right, std::max(column.left - 1, word.left + 1));
  }

  // The columns a word stands over, or the two it stands between: it heads both.
  std::pair<std::size_t, std::size_t> columns_of(const Span& word) const {
    std::size_t first = 0;
    while (first + 1 < columns_.size() && !columns_[first].overlaps(word) && columns_[first].centre() < word.centre()) ++first;
    std::size_t last = first;
    if (!columns_[first].overlaps(word) && first > 0 && columns_[first].centre() > word.centre()) return {first - 1, first};
    while (last + 1 < columns_.size() && columns_[last + 1].overlaps(word)) ++last;
    return {first, last};
  }

  // ---- what heads and ends the table

  // The rule below `above` and over `below` that spans most of the table.
  std::optional<double> rule_between(double above, double below) const {
    constexpr double kShare = 0.8;
    const double width = columns_.back().right - columns_.front().left;
    for (const Segment& rule : rules_) {
      if (rule.position <= above || rule.position >= below) continue;
      const double covered = std::min(rule.to, columns_.back().right) - std::max(rule.from, columns_.front().left);
      if (covered >= kShare * width) return rule.position;
    }
    return std::nullopt;
  }

  bool is_above(std::size_t row, std::size_t below) const {
    return rows_[below].box.top - rows_[row].box.bottom <= gap_max(rows_[row]) / 2 && !is_parted(rows_[row], rows_[below]);
  }

  // The name beside the first amounts may begin above them.
  std::size_t begin_of_first_name(std::size_t begin) const {
    const auto is_name = [&](const Row& row) { return row.words.size() == 1 && !overlaps_any(row.words.front().span, figure_columns_); };
    while (begin > free_from_ && is_name(rows_[begin - 1]) && is_beside(rows_[begin - 1], rows_[begin])) --begin;
    return begin;
  }

  // Between the rule over the body and the next one above it; without rules, lines that have a word for most columns.
  std::size_t begin_of_head(std::size_t begin) const {
    constexpr std::size_t kHeadRowsMax = 6;
    std::size_t head = begin;
    bool in_band = false;
    for (std::size_t i = begin; i > free_from_ && begin - i < kHeadRowsMax && is_above(i - 1, i); --i) {
      const Row& row = rows_[i - 1];
      const bool ruled_below = rule_between(row.middle(), rows_[i].middle()).has_value();
      if (ruled_below && in_band) break;
      in_band |= ruled_below && i == begin;
      const bool ruled_above = in_band && rule_between(row.middle() - gap_max(row), row.middle()).has_value();
      if (ruled_above || is_beside(row, rows_[head]) || head_columns(i - 1, head)) head = i - 1;
      if (!in_band && row.captions) break;
    }
    return head;
  }

  static bool is_beside(const Row& row, const Row& below) {
    constexpr double kShare = 0.2;  // of its height
    return !row.captions && row.box.bottom - below.box.top > kShare * row.height();
  }

  // Names of one heading may stand at different heights.
  bool head_columns(std::size_t begin, std::size_t end) const {
    std::vector<bool> headed(columns_.size(), false);
    std::size_t words = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (rows_[i].captions) return false;
      for (const Word& word : rows_[i].words) {
        const auto [first, last] = columns_of(word.span);
        std::fill(headed.begin() + static_cast<std::ptrdiff_t>(first), headed.begin() + static_cast<std::ptrdiff_t>(last) + 1, true);
        ++words;
      }
    }
    return words >= 2 && 2 * static_cast<std::size_t>(std::count(headed.begin(), headed.end(), true)) > columns_.size();
  }

  // Those that only the heading shows. What stands between two columns that are named below it heads both and is none.
  void add_empty_columns(std::size_t head, std::size_t body) {
    const auto named_below = [&](std::size_t row, const Span& column) {
      for (std::size_t i = row + 1; i < body; ++i)
        for (const Word& word : rows_[i].words)
          if (word.span.overlaps(column)) return true;
      return false;
    };
    for (std::size_t i = body; i-- > head;) {
      std::vector<Span> all = columns_;
      for (const Word& word : rows_[i].words) {
        const auto [first, last] = columns_of(word.span);
        const bool heads_both = first < last && named_below(i, columns_[first]) && named_below(i, columns_[last]);
        if (!heads_both && !overlaps_any(word.span, columns_)) all.push_back(word.span);
      }
      columns_ = united(std::move(all));
    }
  }

  // A name may go on below its figures.
  std::size_t end_of_tail(std::size_t end) const {
    constexpr double kNextLine = 0.5;  // of a line between the two
    while (end < rows_.size()) {
      const Row& row = rows_[end];
      const bool next = row.box.top - rows_[end - 1].box.bottom <= kNextLine * row.height() && !is_parted(rows_[end - 1], row);
      if (!next || row.words.size() > 1 || row.captions || overlaps_any(row.words.front().span, figure_columns_)) break;
      if (rule_between(rows_[end - 1].middle(), row.middle())) break;
      const auto [first, last] = columns_of(row.words.front().span);
      if (row.words.front().span.left < columns_[first].left - 1) break;
      ++end;
    }
    return end;
  }

  // ---- its rows and cells

  // Past the last line of each row of the table. Lines without amounts belong to the amounts they are closest to, when these are closer
  // than the rows of the table are to one another.
  std::vector<std::size_t> row_ends(std::size_t head, std::size_t begin, std::size_t end) const {
    std::vector<std::size_t> ends;
    for (std::size_t i = head; i < begin; ++i)
      if (i + 1 == begin || spans_columns(i) || rule_between(rows_[i].middle(), rows_[i + 1].middle())) ends.push_back(i + 1);
    const double near = 0.62 * pitch(begin, end);
    for (std::size_t i = begin; i < end; ++i)
      if (i + 1 == end || !is_one_row(i, near)) ends.push_back(i + 1);
    return ends;
  }

  bool spans_columns(std::size_t row) const {
    return std::any_of(rows_[row].words.begin(), rows_[row].words.end(), [&](const Word& word) {
      const auto [first, last] = columns_of(word.span);
      return first < last;
    });
  }

  double pitch(std::size_t begin, std::size_t end) const {
    std::vector<double> steps;
    const Row* before = nullptr;
    for (std::size_t i = begin; i < end; ++i) {
      if (!rows_[i].has_amounts) continue;
      if (before != nullptr) steps.push_back(rows_[i].middle() - before->middle());
      before = &rows_[i];
    }
    std::nth_element(steps.begin(), steps.begin() + std::ssize(steps) / 2, steps.end());
    return steps[steps.size() / 2];
  }

  // Does the line below `i` belong to its row?
  bool is_one_row(std::size_t i, double near) const {
    const Row &row = rows_[i], &next = rows_[i + 1];
    if (row.has_amounts && next.has_amounts) return false;
    return next.middle() - row.middle() <= near && !rule_between(row.middle(), next.middle());
  }

  std::optional<Lattice> lattice(std::size_t head, std::size_t begin, std::size_t end) const {
    constexpr double kMargin = 2;
    const std::vector<std::size_t> ends = row_ends(head, begin, end);
    Lattice table;
    table.xs.push_back(std::min(columns_.front().left, leftmost(head, end)) - kMargin);
    for (std::size_t i = 1; i < columns_.size(); ++i) table.xs.push_back((columns_[i - 1].right + columns_[i].left) / 2);
    table.xs.push_back(std::max(columns_.back().right, rightmost(head, end)) + kMargin);
    table.ys.push_back(rows_[head].box.top - kMargin);
    std::size_t first = head;
    for (const std::size_t past : ends) {
      if (past == end) table.ys.push_back(rows_[past - 1].box.bottom + kMargin);
      else table.ys.push_back(rule_between(rows_[past - 1].middle(), rows_[past].middle()).value_or((rows_[past - 1].box.bottom + rows_[past].box.top) / 2));
      add_cells(table, first, past);
      first = past;
    }
    const bool ascending = std::adjacent_find(table.ys.begin(), table.ys.end(), std::greater_equal<>()) == table.ys.end();
    return ascending ? std::optional(std::move(table)) : std::nullopt;
  }

  double leftmost(std::size_t begin, std::size_t end) const {
    double left = rows_[begin].box.left;
    for (std::size_t i = begin; i < end; ++i) left = std::min(left, rows_[i].box.left);
    return left;
  }
  double rightmost(std::size_t begin, std::size_t end) const {
    double right = rows_[begin].box.right;
    for (std::size_t i = begin; i < end; ++i) right = std::max(right, rows_[i].box.right);
    return right;
  }

  // Of one row, made of the lines [begin, end).
  void add_cells(Lattice& table, std::size_t begin, std::size_t end) const {
    std::vector<bool> joined(columns_.size(), false);  // with the column before
    for (std::size_t i = begin; i < end; ++i) {
      for (const Word& word : rows_[i].words) {
        const auto [first, last] = columns_of(word.span);
        for (std::size_t column = first + 1; column <= last; ++column) joined[column] = true;
      }
    }
    const int row = table.cells.empty() ? 0 : table.cells.back().row + 1;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      if (joined[column]) ++table.cells.back().column_span;
      else table.cells.push_back({row, static_cast<int>(column), 1, 1});
      table.cell_at.push_back(static_cast<int>(table.cells.size()) - 1);
    }
  }

  const std::vector<Segment>& rules_;
  const std::vector<Rect>& taken_;
  std::vector<Row> rows_;
  std::size_t free_from_ = 0;  // of the lines, those above belong to tables found before
  std::vector<Span> columns_, figure_columns_;
};

}  // namespace

std::vector<Lattice> find_aligned_tables(const std::vector<Line>& lines, const std::vector<Segment>& rules, const std::vector<Rect>& taken) {
  return TableFinder(lines, rules, taken).find();
}

}  // namespace mingzhang::pdf
