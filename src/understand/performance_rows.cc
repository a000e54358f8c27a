#include "understand/performance_rows.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "understand/performance_atoms.h"
#include "understand/performance_values.h"

namespace mingzhang {
namespace {

// Costs in tenths of "one unusual thing". Their order matters, their exact size hardly does.
constexpr Cost kImpossible = std::numeric_limits<Cost>::max() / 2;
constexpr Cost kRowStart = 10;
constexpr Cost kUnplaced = 100;          // an atom that belongs nowhere
constexpr Cost kFurniture = 10;          // a heading at the side of the table
constexpr Cost kGluedStart = 12;         // a cell that begins without a gap
constexpr Cost kPunctuationStart = 30;   // "、…" goes on with what was before
constexpr Cost kShortLevel = 15;
constexpr Cost kLevel2Skipped = 15;      // a new level 1 without a level 2
constexpr Cost kWrapInside = 2;
constexpr Cost kTightInside = 12;
constexpr Cost kSpaceInside = 20;
constexpr Cost kSpaceAtLatin = 8;        // "2024 年": converters put these spaces
constexpr Cost kComparatorInside = 60;
constexpr Cost kNumberInside = 40;       // a number that stands alone
constexpr Cost kLevelInside = 60;
constexpr Cost kKnownInside = 40;        // a known word of another column that stands alone
constexpr Cost kWiderLine = 10;          // a wrapped cell fills its lines: a later line is not wider
constexpr Cost kFreeHinted = 5;
constexpr int kWidthSlack = 3;           // in half characters
constexpr std::size_t kFreeSizeMax = 60;
constexpr std::size_t kCellAtomsMax = 32;

Cost missing_cost(IndicatorColumn column) {
  switch (column) {
    case IndicatorColumn::Name: case IndicatorColumn::Target: return 90;
    case IndicatorColumn::Weight: return 60;
    case IndicatorColumn::Basis: case IndicatorColumn::ScoringRule: case IndicatorColumn::Evidence: return 20;
    case IndicatorColumn::LastYear: return 10;
    default: return 0;
  }
}

// Text without a grammar; nullopt for columns that have one.
std::optional<Cost> free_text_cost(IndicatorColumn column) {
  switch (column) {
    case IndicatorColumn::Name: return 0;
    case IndicatorColumn::Basis: return 15;
    case IndicatorColumn::ScoringRule: case IndicatorColumn::Evidence: return 20;
    case IndicatorColumn::Remark: return 40;
    default: return std::nullopt;
  }
}

int width_of(char32_t value) { return value < 0x80 ? 1 : 2; }

bool is_closing_punctuation(char32_t value) {
  return std::u32string_view(U"、,。;:)》”’%").find(value) != std::u32string_view::npos;
}

bool is_list_mark(char32_t value) { return std::u32string_view(U"、,;和及/").find(value) != std::u32string_view::npos; }

// The cost of a text cell, built up atom by atom.
class FreeText {
 public:
  FreeText(const Glyphs& glyphs, const std::vector<Atom>& atoms, IndicatorColumn column)
      : glyphs_(glyphs), atoms_(atoms), column_(column) {}

  void extend(std::size_t index) {
    const Run run = atoms_[index].run;
    if (size_ > 0) add_gap(run.begin);
    add_content(run);
    for (const KnownWord& word : atoms_[index].words) note(word);
    for (const KnownWord& word : pending_) {
      if (word.run.end == run.end) inside_ += word.column <= IndicatorColumn::Level2 ? kLevelInside : kKnownInside;
    }
    std::erase_if(pending_, [&](const KnownWord& word) { return word.run.end <= run.end; });
    size_ += run.size();
  }

  Cost cost() const {
    const int wider = std::max(0, line_width_ - previous_width_ - kWidthSlack);
    const Cost width = previous_width_ > 0 && wider > 0 ? kWiderLine + 2 * wider : 0;
    const Cost excess = size_ > kFreeSizeMax ? static_cast<Cost>(size_ - kFreeSizeMax) : 0;
    return inside_ + wider_before_ + width + excess;
  }

 private:
  void add_gap(std::size_t at) {
    switch (glyphs_[at].before) {
      case Gap::None: return;
      case Gap::Space:
        inside_ += glyphs_[at].value < 0x80 || glyphs_[at - 1].value < 0x80 ? kSpaceAtLatin : kSpaceInside;
        ++line_width_;
        return;
      case Gap::Wrap: inside_ += kWrapInside; break;
      case Gap::Tight: inside_ += kTightInside; break;
    }
    const int wider = line_width_ - previous_width_ - kWidthSlack;
    if (previous_width_ > 0 && wider > 0) wider_before_ += kWiderLine + 2 * wider;
    previous_width_ = line_width_;
    line_width_ = 0;
  }

  void add_content(Run run) {
    for (std::size_t i = run.begin; i < run.end; ++i) {
      line_width_ += width_of(glyphs_[i].value);
      if (is_comparator_sign(glyphs_[i].value)) inside_ += kComparatorInside;
    }
    if (stands_alone(run) && is_number(run) && !counts_something(run.end)) inside_ += kNumberInside;
  }

  // Only words that stand alone and belong to another column speak against a text.
  void note(const KnownWord& word) {
    if (word.column == column_ || !word.canonical || !stands_alone(word.run)) return;
    pending_.push_back(word);
  }

  bool stands_alone(Run run) const { return glyphs_.is_break(run.begin) && glyphs_.is_break(run.end); }
  bool is_number(Run run) const {
    std::size_t end = number_end(glyphs_, run);
    if (end > run.begin && end < run.end && glyphs_[end].value == U'%') ++end;
    return end == run.end;
  }
  bool counts_something(std::size_t next) const {
    return next < glyphs_.size() && glyphs_[next].before == Gap::Space &&
           std::u32string_view(U"年月日号个项次期").find(glyphs_[next].value) != std::u32string_view::npos;
  }

  const Glyphs& glyphs_;
  const std::vector<Atom>& atoms_;
  IndicatorColumn column_;
  std::vector<KnownWord> pending_;
  std::size_t size_ = 0;
  Cost inside_ = 0, wider_before_ = 0;
  int line_width_ = 0, previous_width_ = 0;
};

// What a cell of one column that begins at one atom costs, for each atom it may end with.
class CellCosts {
 public:
  CellCosts(const Glyphs& glyphs, const std::vector<Atom>& atoms, const PerformanceWords& words)
      : glyphs_(glyphs), atoms_(atoms), words_(words) {}

  // costs[n]: a cell of n + 1 atoms.
  std::vector<Cost> from(std::size_t first, IndicatorColumn column) const {
    const std::size_t count = std::min(kCellAtomsMax, atoms_.size() - first);
    std::vector<Cost> costs(count, kImpossible);
    const Cost start = start_cost(first);
    FreeText text(glyphs_, atoms_, column);
    for (std::size_t n = 0; n < count; ++n) {
      const Run cell{atoms_[first].run.begin, atoms_[first + n].run.end};
      text.extend(first + n);
      const Cost cost = std::min(grammar_cost(first, cell, column), text_cost(cell, column, text));
      if (cost < kImpossible) costs[n] = cost + start;
    }
    return costs;
  }

 private:
  Cost start_cost(std::size_t first) const {
    const Glyph& glyph = glyphs_[atoms_[first].run.begin];
    Cost cost = first > 0 && glyph.before == Gap::None ? kGluedStart : 0;
    if (is_closing_punctuation(glyph.value)) cost += kPunctuationStart;
    return cost;
  }

  Cost grammar_cost(std::size_t first, Run cell, IndicatorColumn column) const {
    switch (column) {
      case IndicatorColumn::Level1: case IndicatorColumn::Level2: return level_cost(first, cell, column);
      case IndicatorColumn::Target: return or_impossible(read_target(glyphs_, cell, words_));
      case IndicatorColumn::LastYear: {
        const std::optional<Cost> cost = read_last_year(glyphs_, cell, words_);
        return cost ? *cost : kImpossible;
      }
      case IndicatorColumn::Weight: return or_impossible(read_weight(glyphs_, cell));
      case IndicatorColumn::Basis: return list_cost(cell, words_.bases);
      case IndicatorColumn::ScoringRule: return list_cost(cell, words_.scoring_rules);
      case IndicatorColumn::Evidence: return list_cost(cell, words_.evidence);
      default: return kImpossible;
    }
  }

  template <class Reading>
  static Cost or_impossible(const std::optional<Reading>& reading) { return reading ? reading->cost : kImpossible; }

  Cost level_cost(std::size_t first, Run cell, IndicatorColumn column) const {
    Cost best = kImpossible;
    for (const KnownWord& word : atoms_[first].words) {
      if (word.column == column && word.run == cell) best = std::min(best, word.canonical ? 0 : kShortLevel);
    }
    return best;
  }

  // Known words, several of them with marks between.
  Cost list_cost(Run cell, const WordList& list) const {
    for (std::size_t at = cell.begin;;) {
      at = glyphs_.match(list, at, cell.end);
      if (at == cell.end) return 0;
      if (at == 0 || !is_list_mark(glyphs_[at].value)) return kImpossible;
      ++at;
    }
  }

  Cost text_cost(Run cell, IndicatorColumn column, const FreeText& text) const {
    std::optional<Cost> base = free_text_cost(column);
    if (!base || !is_text(cell)) return kImpossible;
    if (column == IndicatorColumn::ScoringRule && has_hint(cell)) base = kFreeHinted;
    return *base + text.cost();
  }

  bool is_text(Run cell) const {
    for (std::size_t i = cell.begin; i < cell.end; ++i) {
      if (is_word_character(glyphs_[i].value) && !is_ascii_digit(glyphs_[i].value)) return true;
    }
    return false;
  }

  bool has_hint(Run cell) const {
    for (std::size_t i = cell.begin; i < cell.end; ++i) {
      if (glyphs_.match(words_.scoring_hints, i, cell.end) != 0) return true;
    }
    return false;
  }

  const Glyphs& glyphs_;
  const std::vector<Atom>& atoms_;
  const PerformanceWords& words_;
};

// The cheapest path through positions (before each atom) and states: 0 between rows, n after the n-th column of a row.
class RowCutter {
 public:
  RowCutter(const Glyphs& glyphs, Run within, const std::vector<IndicatorColumn>& columns, const PerformanceWords& words)
      : glyphs_(glyphs), columns_(columns), words_(words), atoms_(split_into_atoms(glyphs, within, words)),
        costs_(glyphs, atoms_, words), steps_((atoms_.size() + 1) * state_count()) {}

  IndicatorRows cut() {
    at(0, 0).cost = 0;
    for (std::size_t position = 0; position <= atoms_.size(); ++position) {
      close_rows(position);
      if (position < atoms_.size()) advance(position);
    }
    return trace();
  }

 private:
  enum class Kind : std::uint8_t { Cell, Close, Unplaced, Furniture };
  struct Step {  // the cheapest way to be here, and its last step
    Cost cost = kImpossible;
    std::uint32_t from_position = 0;
    std::uint16_t from_state = 0;
    Kind kind = Kind::Cell;
  };

  std::size_t state_count() const { return columns_.size() + 1; }
  Step& at(std::size_t position, std::size_t state) { return steps_[position * state_count() + state]; }

  void relax(std::size_t position, std::size_t state, const Step& step) {
    if (step.cost < at(position, state).cost) at(position, state) = step;
  }

  Step step(std::size_t position, std::size_t state, Cost cost, Kind kind) {
    return {at(position, state).cost + cost, static_cast<std::uint32_t>(position), static_cast<std::uint16_t>(state), kind};
  }

  void close_rows(std::size_t position) {
    for (std::size_t state = 1; state < state_count(); ++state) {
      relax(position, 0, step(position, state, skip_cost(state, state_count()), Kind::Close));
    }
  }

  // The columns between the state and the next one stay empty.
  Cost skip_cost(std::size_t state, std::size_t next) const {
    Cost cost = state == 0 ? kRowStart : 0;
    for (std::size_t skipped = state + 1; skipped < next; ++skipped) {
      const IndicatorColumn column = columns_[skipped - 1];
      const bool new_level1 = state > 0 && columns_[state - 1] == IndicatorColumn::Level1;
      cost += column == IndicatorColumn::Level2 && new_level1 ? kLevel2Skipped : missing_cost(column);
    }
    return cost;
  }

  void advance(std::size_t position) {
    for (std::size_t next = 1; next < state_count(); ++next) fill_cell(position, next);
    const Cost unplaced = kUnplaced + static_cast<Cost>(atoms_[position].run.size());
    for (std::size_t state = 0; state < state_count(); ++state) {
      if (at(position, state).cost >= kImpossible) continue;
      relax(position + 1, state, step(position, state, unplaced, Kind::Unplaced));
      if (const std::size_t end = furniture_end(position); end > position) {
        relax(end, state, step(position, state, kFurniture, Kind::Furniture));
      }
    }
  }

  void fill_cell(std::size_t position, std::size_t next) {
    const std::vector<Cost> costs = costs_.from(position, columns_[next - 1]);
    for (std::size_t state = 0; state < next; ++state) {
      if (at(position, state).cost >= kImpossible) continue;
      const Cost skipped = skip_cost(state, next);
      for (std::size_t n = 0; n < costs.size(); ++n) {
        if (costs[n] < kImpossible) relax(position + n + 1, next, step(position, state, skipped + costs[n], Kind::Cell));
      }
    }
  }

  std::size_t furniture_end(std::size_t position) const {
    const std::size_t end = glyphs_.match(words_.furniture, atoms_[position].run.begin, atoms_.back().run.end);
    for (std::size_t i = position; i < atoms_.size() && atoms_[i].run.end <= end; ++i) {
      if (atoms_[i].run.end == end) return i + 1;
    }
    return position;
  }

  Run run_between(std::size_t first, std::size_t end) const { return {atoms_[first].run.begin, atoms_[end - 1].run.end}; }

  // The path backwards, from the end of the text with all rows closed.
  IndicatorRows trace() {
    IndicatorRows result;
    std::size_t position = atoms_.size(), state = 0;
    IndicatorRow row;
    while (position > 0 || state > 0) {
      const Step step = at(position, state);
      if (step.kind == Kind::Unplaced) result.unplaced.push_back(run_between(step.from_position, position));
      if (step.kind == Kind::Cell) {
        row.cells[static_cast<std::size_t>(columns_[state - 1])] = run_between(step.from_position, position);
        if (step.from_state == 0) result.rows.push_back(std::exchange(row, {}));
      }
      position = step.from_position;
      state = step.from_state;
    }
    std::reverse(result.rows.begin(), result.rows.end());
    std::reverse(result.unplaced.begin(), result.unplaced.end());
    return result;
  }

  const Glyphs& glyphs_;
  const std::vector<IndicatorColumn>& columns_;
  const PerformanceWords& words_;
  std::vector<Atom> atoms_;
  CellCosts costs_;
  std::vector<Step> steps_;
};

}  // namespace

IndicatorRows cut_rows(const Glyphs& glyphs, Run within, const std::vector<IndicatorColumn>& columns,
                       const PerformanceWords& words) {
  if (within.empty()) return {};
  return RowCutter(glyphs, within, columns, words).cut();
}

}  // namespace mingzhang
