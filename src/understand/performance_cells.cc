#include "understand/performance_cells.h"

#include <algorithm>
#include <optional>

namespace mingzhang {
namespace {

// In tenths of "one unusual thing", as in performance_rows.cc.
constexpr Cost kGluedGrammar = 10;  // a cell that begins without a gap
constexpr Cost kGluedText = 30;
constexpr Cost kPunctuationStart = 30;  // "、…" goes on with what was before
constexpr Cost kShortLevel = 5;
constexpr Cost kWrapInside = 2;
constexpr Cost kTightInside = 12;
constexpr Cost kSpaceInside = 20;
constexpr Cost kSpaceAtLatin = 8;  // "2024 年": converters put these spaces
constexpr Cost kComparatorInside = 150;
constexpr Cost kNumberInside = 40;  // a number that stands alone
constexpr Cost kLevelInside = 60;
constexpr Cost kKnownInside = 40;     // a known word of another column that stands alone
constexpr Cost kWiderLine = 15;       // a wrapped cell fills its lines: a later line is not wider
constexpr Cost kCompleteBefore = 15;  // a known word of this column that stands alone, and more text
constexpr Cost kFreeHinted = 5;
constexpr int kWidthSlack = 3;  // in half characters
constexpr std::size_t kFreeSizeMax = 60;
constexpr std::size_t kGrammarSizeMax = 40;
constexpr std::size_t kCellAtomsMax = 32;

// Text without a grammar; nullopt for columns that have one.
std::optional<Cost> free_text_cost(IndicatorColumn column) {
  switch (column) {
    case IndicatorColumn::Name:
      return 0;
    case IndicatorColumn::Basis:
      return 15;
    case IndicatorColumn::ScoringRule:
    case IndicatorColumn::Evidence:
      return 20;
    case IndicatorColumn::Remark:
      return 40;
    default:
      return std::nullopt;
  }
}

int width_of(char32_t value) {
  return value < 0x80 ? 1 : 2;
}

bool is_closing_punctuation(char32_t value) {
  return std::u32string_view(U"、,。;:)》”’%").find(value) != std::u32string_view::npos;
}

bool is_list_mark(char32_t value) {
  return std::u32string_view(U"、,;和及/").find(value) != std::u32string_view::npos;
}

// The cost of a text cell, built up atom by atom.
class FreeText {
 public:
  FreeText(const Glyphs& glyphs, const std::vector<Atom>& atoms, IndicatorColumn column)
      : glyphs_(glyphs), atoms_(atoms), column_(column) {}

  void extend(std::size_t index) {
    const Run run = atoms_[index].run;
    if (size_ > 0) add_gap(run.begin);
    if (complete_) inside_ += kCompleteBefore;
    complete_ = false;
    add_content(run);
    for (const KnownWord& word : atoms_[index].words) note(word);
    for (const KnownWord& word : pending_) {
      if (word.run.end == run.end) end_word(word);
    }
    std::erase_if(pending_, [&](const KnownWord& word) { return word.run.end <= run.end; });
    size_ += run.size();
  }

  Cost cost() const {
    const Cost excess = size_ > kFreeSizeMax ? static_cast<Cost>(size_ - kFreeSizeMax) : 0;
    return inside_ + wider_line_cost() + excess;
  }

 private:
  void add_gap(std::size_t at) {
    switch (glyphs_[at].before) {
      case Gap::None:
        return;
      case Gap::Space:
        inside_ += glyphs_[at].value < 0x80 || glyphs_[at - 1].value < 0x80 ? kSpaceAtLatin : kSpaceInside;
        ++line_width_;
        return;
      case Gap::Wrap:
        inside_ += kWrapInside;
        break;
      case Gap::Tight:
        inside_ += kTightInside;
        break;
    }
    inside_ += wider_line_cost();
    previous_width_ = line_width_;
    line_width_ = 0;
  }

  Cost wider_line_cost() const {
    return previous_width_ > 0 && line_width_ > previous_width_ + kWidthSlack ? kWiderLine : 0;
  }

  void add_content(Run run) {
    for (std::size_t i = run.begin; i < run.end; ++i) {
      line_width_ += width_of(glyphs_[i].value);
      if (is_comparator_sign(glyphs_[i].value)) inside_ += kComparatorInside;
    }
    if (stands_alone(run) && is_number(run) && !counts_something(run.end)) inside_ += kNumberInside;
  }

  // Words that stand alone speak against a text, and so does a level at its very beginning.
  void note(const KnownWord& word) {
    if (!word.canonical) return;
    const bool heads = size_ == 0 && word.column <= IndicatorColumn::Level2 && glyphs_[word.run.end - 1].value == U'标';
    if (heads || stands_alone(word.run)) pending_.push_back(word);
  }

  void end_word(const KnownWord& word) {
    if (word.column == column_) {
      complete_ = true;
    } else {
      inside_ += word.column <= IndicatorColumn::Level2 ? kLevelInside : kKnownInside;
    }
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
  bool complete_ = false;  // the text so far ends with a known word of its own column
  Cost inside_ = 0;
  int line_width_ = 0, previous_width_ = 0;
};

template <class Reading>
Cost or_impossible(const std::optional<Reading>& reading) {
  return reading ? reading->cost : kImpossible;
}

}  // namespace

std::vector<Cost> CellCosts::from(std::size_t first, IndicatorColumn column) const {
  const std::size_t count = std::min(kCellAtomsMax, atoms_.size() - first);
  std::vector<Cost> costs(count, kImpossible);
  const Glyph& glyph = glyphs_[atoms_[first].run.begin];
  const bool glued = first > 0 && glyph.before == Gap::None;
  const Cost start = is_closing_punctuation(glyph.value) ? kPunctuationStart : 0;
  const std::optional<Cost> free = free_text_cost(column);
  FreeText text(glyphs_, atoms_, column);
  for (std::size_t n = 0; n < count; ++n) {
    const Run cell{atoms_[first].run.begin, atoms_[first + n].run.end};
    if (!free && cell.size() > kGrammarSizeMax) break;
    Cost cost = grammar_cost(first, cell, column) + (glued ? kGluedGrammar : 0);
    if (free) {
      text.extend(first + n);
      const Cost base = column == IndicatorColumn::ScoringRule && has_hint(cell) ? kFreeHinted : *free;
      if (is_text(cell)) cost = std::min(cost, base + text.cost() + (glued ? kGluedText : 0));
    }
    if (cost < kImpossible) costs[n] = cost + start;
  }
  return costs;
}

Cost CellCosts::grammar_cost(std::size_t first, Run cell, IndicatorColumn column) const {
  switch (column) {
    case IndicatorColumn::Level1:
    case IndicatorColumn::Level2:
      return level_cost(first, cell, column);
    case IndicatorColumn::Target:
      if (is_word_of_another(first, cell)) return kImpossible;
      return or_impossible(read_target(glyphs_, cell, words_));
    case IndicatorColumn::LastYear:
      return read_last_year(glyphs_, cell, words_).value_or(kImpossible);
    case IndicatorColumn::Weight:
      return or_impossible(read_weight(glyphs_, cell));
    case IndicatorColumn::Basis:
      return list_cost(cell, words_.bases);
    case IndicatorColumn::ScoringRule:
      return list_cost(cell, words_.scoring_rules);
    case IndicatorColumn::Evidence:
      return list_cost(cell, words_.evidence);
    default:
      return kImpossible;
  }
}

Cost CellCosts::level_cost(std::size_t first, Run cell, IndicatorColumn column) const {
  Cost best = kImpossible;
  for (const KnownWord& word : atoms_[first].words) {
    if (word.column == column && word.run == cell) best = std::min(best, word.canonical ? 0 : kShortLevel);
  }
  return best;
}

// "其他标准" is a basis, not a qualitative target.
bool CellCosts::is_word_of_another(std::size_t first, Run cell) const {
  const std::vector<KnownWord>& known = atoms_[first].words;
  return std::any_of(known.begin(), known.end(),
                     [&](const KnownWord& word) { return word.canonical && word.run == cell; });
}

// Known words, several of them with marks between.
Cost CellCosts::list_cost(Run cell, const WordSet& list) const {
  for (std::size_t at = cell.begin;; ++at) {
    at = glyphs_.match(list, at, cell.end);
    if (at == cell.end) return 0;
    if (at == 0 || !is_list_mark(glyphs_[at].value)) return kImpossible;
  }
}

bool CellCosts::has_hint(Run cell) const {
  for (std::size_t i = cell.begin; i < cell.end; ++i) {
    if (glyphs_.match(words_.scoring_hints, i, cell.end) != 0) return true;
  }
  return false;
}

bool CellCosts::is_text(Run cell) const {
  for (std::size_t i = cell.begin; i < cell.end; ++i) {
    if (is_word_character(glyphs_[i].value) && !is_ascii_digit(glyphs_[i].value)) return true;
  }
  return false;
}

}  // namespace mingzhang
