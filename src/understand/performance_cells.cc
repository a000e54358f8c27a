#include "understand/performance_cells.h"

#include <algorithm>
#include <bitset>
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

bool stands_alone(const Glyphs& glyphs, Run run) {
  return glyphs.is_break(run.begin) && glyphs.is_break(run.end);
}

bool is_number(const Glyphs& glyphs, Run run) {
  std::size_t end = number_end(glyphs, run);
  if (end > run.begin && end < run.end && glyphs[end].value == U'%') ++end;
  return end == run.end;
}

bool counts_something(const Glyphs& glyphs, std::size_t next) {
  return next < glyphs.size() && glyphs[next].before == Gap::Space &&
         std::u32string_view(U"年月日号个项次期").find(glyphs[next].value) != std::u32string_view::npos;
}

AtomContent content_of(const Glyphs& glyphs, Run run) {
  AtomContent content;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    const char32_t value = glyphs[i].value;
    content.width += width_of(value);
    content.letters |= is_word_character(value) && !is_ascii_digit(value);
    if (is_comparator_sign(value)) content.unlike_text += kComparatorInside;
  }
  if (stands_alone(glyphs, run) && is_number(glyphs, run) && !counts_something(glyphs, run.end))
    content.unlike_text += kNumberInside;
  return content;
}

// The end of the first hint that begins in the run; `none` if there is none.
std::size_t first_hint_end(const Glyphs& glyphs, Run run, const WordSet& hints, std::size_t none) {
  std::size_t first = none;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    for (const WordSet::Entry& hint : hints.candidates(glyphs[i].value)) {
      if (const std::size_t end = glyphs.match(hint.word, i, glyphs.size()); end != 0) first = std::min(first, end);
    }
  }
  return first;
}

// The cost of a text, built up atom by atom.
class FreeText {
 public:
  // `pending`: room that is used again.
  FreeText(const Glyphs& glyphs, std::vector<KnownWord>& pending) : glyphs_(glyphs), pending_(pending) { pending_.clear(); }

  void extend(const Atom& atom, const AtomContent& content) {
    if (size_ > 0) add_gap(atom.run.begin);
    if (complete_.any()) go_on_after_complete();
    line_width_ += content.width;
    cost_.common += content.unlike_text;
    cost_.letters |= content.letters;
    for (const KnownWord& word : atom.words) note(word);
    if (!pending_.empty()) end_words(atom.run.end);
    size_ += atom.run.size();
  }

  TextCost cost() const {
    TextCost cost = cost_;
    cost.common += wider_line_cost() + (size_ > kFreeSizeMax ? static_cast<Cost>(size_ - kFreeSizeMax) : 0);
    return cost;
  }

 private:
  void add_gap(std::size_t at) {
    switch (glyphs_[at].before) {
      case Gap::None:
        return;
      case Gap::Space:
        cost_.common += glyphs_[at].value < 0x80 || glyphs_[at - 1].value < 0x80 ? kSpaceAtLatin : kSpaceInside;
        ++line_width_;
        return;
      case Gap::Wrap:
        cost_.common += kWrapInside;
        break;
      case Gap::Tight:
        cost_.common += kTightInside;
        break;
    }
    cost_.common += wider_line_cost();
    previous_width_ = line_width_;
    line_width_ = 0;
  }

  Cost wider_line_cost() const {
    return previous_width_ > 0 && line_width_ > previous_width_ + kWidthSlack ? kWiderLine : 0;
  }

  // Words that stand alone speak against a text, and so does a level at its very beginning.
  void note(const KnownWord& word) {
    if (!word.canonical) return;
    const bool heads = size_ == 0 && word.column <= IndicatorColumn::Level2 && glyphs_[word.run.end - 1].value == U'标';
    if (heads || stands_alone(glyphs_, word.run)) pending_.push_back(word);
  }

  void end_words(std::size_t end) {
    for (const KnownWord& word : pending_) {
      if (word.run.end == end) end_word(word);
    }
    std::erase_if(pending_, [&](const KnownWord& word) { return word.run.end <= end; });
  }

  // Another column's word speaks against the text; the column's own completes it.
  void end_word(const KnownWord& word) {
    const auto column = static_cast<std::size_t>(word.column);
    const Cost foreign = word.column <= IndicatorColumn::Level2 ? kLevelInside : kKnownInside;
    cost_.common += foreign;
    cost_.own[column] -= foreign;
    complete_[column] = true;
  }

  void go_on_after_complete() {
    for (std::size_t column = 0; column < kIndicatorColumns; ++column) {
      if (complete_[column]) cost_.own[column] += kCompleteBefore;
    }
    complete_.reset();
  }

  const Glyphs& glyphs_;
  std::vector<KnownWord>& pending_;  // known words that have not ended yet
  std::size_t size_ = 0;
  TextCost cost_;                            // so far, but for the last line and the size
  std::bitset<kIndicatorColumns> complete_;  // columns with a known word that the text so far ends with
  int line_width_ = 0, previous_width_ = 0;
};

template <class Reading>
Cost or_impossible(const std::optional<Reading>& reading) {
  return reading ? reading->cost : kImpossible;
}

}  // namespace

CellCosts::CellCosts(const Glyphs& glyphs, const std::vector<Atom>& atoms, const PerformanceWords& words)
    : glyphs_(glyphs), atoms_(atoms), words_(words), contents_(atoms.size()) {
  std::size_t hint_end = glyphs.size() + 1;  // none
  for (std::size_t i = atoms.size(); i-- > 0;) {
    contents_[i] = content_of(glyphs, atoms[i].run);
    hint_end = first_hint_end(glyphs, atoms[i].run, words.scoring_hints, hint_end);
    contents_[i].hint_end = hint_end;
  }
}

void CellCosts::begin_at(std::size_t first) {
  first_ = first;
  const Glyph& glyph = glyphs_[atoms_[first].run.begin];
  glued_ = first > 0 && glyph.before == Gap::None;
  start_cost_ = is_closing_punctuation(glyph.value) ? kPunctuationStart : 0;
  read_texts();
  read_targets();
}

void CellCosts::read_texts() {
  texts_.clear();
  FreeText text(glyphs_, pending_);
  const std::size_t end = std::min(first_ + kCellAtomsMax, atoms_.size());
  for (std::size_t i = first_; i < end; ++i) {
    text.extend(atoms_[i], contents_[i]);
    texts_.push_back(text.cost());
  }
}

void CellCosts::read_targets() {
  targets_.clear();
  small_ = 0;
  while (small_ < texts_.size() && cell(small_).size() <= kGrammarSizeMax) ++small_;
  const std::size_t size_max = target_size_max(glyphs_, atoms_[first_].run.begin, words_);
  for (std::size_t n = 0; n < small_ && cell(n).size() <= size_max; ++n) {
    const std::optional<Target> target = read_target(glyphs_, cell(n), words_);
    TargetCost cost;
    if (target && !is_word_of_another(cell(n))) cost.target = target->cost;
    cost.last_year = read_last_year(glyphs_, cell(n), target, words_).value_or(kImpossible);
    targets_.push_back(cost);
  }
}

inline Cost CellCosts::text_cost(std::size_t n, IndicatorColumn column, Cost base) const {
  const TextCost& text = texts_[n];
  if (!text.letters) return kImpossible;
  const bool hinted = column == IndicatorColumn::ScoringRule && contents_[first_].hint_end <= cell(n).end;
  return (hinted ? kFreeHinted : base) + text.common + text.own[static_cast<std::size_t>(column)];
}

std::span<const Cost> CellCosts::of(IndicatorColumn column) {
  costs_.clear();
  const std::optional<Cost> free = free_text_cost(column);
  const bool grammar = may_have_grammar(column);
  if (!free && !grammar) return costs_;
  if (free) {
    const Cost begin_cost = start_cost_ + (glued_ ? kGluedText : 0);
    costs_.resize(texts_.size());
    for (std::size_t n = 0; n < costs_.size(); ++n) costs_[n] = text_cost(n, column, *free) + begin_cost;
  }
  if (!grammar) return costs_;
  const Cost begin_cost = start_cost_ + (glued_ ? kGluedGrammar : 0);
  costs_.resize(free ? texts_.size() : small_, kImpossible);
  const bool is_target = column == IndicatorColumn::Target || column == IndicatorColumn::LastYear;
  for (std::size_t n = 0; n < (is_target ? targets_.size() : costs_.size()); ++n) costs_[n] = std::min(costs_[n], grammar_cost(n, column) + begin_cost);
  return costs_;
}

// Quick to tell from how a cell begins; most atoms begin no cell with a grammar.
bool CellCosts::may_have_grammar(IndicatorColumn column) const {
  const Atom& first = atoms_[first_];
  const auto begins_list = [&](const WordSet& list) {
    return glyphs_.match(list, first.run.begin, glyphs_.size()) != 0;
  };
  switch (column) {
    case IndicatorColumn::Level1:
    case IndicatorColumn::Level2:
      return !first.words.empty();
    case IndicatorColumn::Target:
    case IndicatorColumn::LastYear:
      return true;
    case IndicatorColumn::Weight:
      return number_end(glyphs_, {first.run.begin, glyphs_.size()}) > first.run.begin;
    case IndicatorColumn::Basis:
      return begins_list(words_.bases);
    case IndicatorColumn::ScoringRule:
      return begins_list(words_.scoring_rules);
    case IndicatorColumn::Evidence:
      return begins_list(words_.evidence);
    default:
      return false;
  }
}

Cost CellCosts::grammar_cost(std::size_t n, IndicatorColumn column) const {
  switch (column) {
    case IndicatorColumn::Level1:
    case IndicatorColumn::Level2:
      return level_cost(cell(n), column);
    case IndicatorColumn::Target:
      return targets_[n].target;
    case IndicatorColumn::LastYear:
      return targets_[n].last_year;
    case IndicatorColumn::Weight:
      return or_impossible(read_weight(glyphs_, cell(n)));
    case IndicatorColumn::Basis:
      return list_cost(cell(n), words_.bases);
    case IndicatorColumn::ScoringRule:
      return list_cost(cell(n), words_.scoring_rules);
    case IndicatorColumn::Evidence:
      return list_cost(cell(n), words_.evidence);
    default:
      return kImpossible;
  }
}

Cost CellCosts::level_cost(Run cell, IndicatorColumn column) const {
  Cost best = kImpossible;
  for (const KnownWord& word : atoms_[first_].words) {
    if (word.column == column && word.run == cell) best = std::min(best, word.canonical ? 0 : kShortLevel);
  }
  return best;
}

// "其他标准" is a basis, not a qualitative target.
bool CellCosts::is_word_of_another(Run cell) const {
  const std::vector<KnownWord>& known = atoms_[first_].words;
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

}  // namespace mingzhang
