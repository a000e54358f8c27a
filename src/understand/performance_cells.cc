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
constexpr std::size_t kGrammarSizeMax = 28;
constexpr std::size_t kCellAtomsMax = 32;
constexpr Cost kTextMax = 300;  // what costs more is the text of many cells

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
  // `pending`: room that is used again. `own` takes what differs by column.
  FreeText(const Glyphs& glyphs, std::vector<KnownWord>& pending, std::vector<OwnCost>& own)
      : glyphs_(glyphs), pending_(pending), own_(own) {
    pending_.clear();
    own_.clear();
  }

  void extend(const Atom& atom, const AtomContent& content) {
    if (size_ > 0) add_gap(atom.run.begin);
    if (complete_.any()) go_on_after_complete();
    line_width_ += content.width;
    cost_ += content.unlike_text;
    for (const KnownWord& word : atom.words) note(word);
    if (!pending_.empty()) end_words(atom.run.end);
    size_ += atom.run.size();
    ++atoms_;
  }

  Cost cost() const { return cost_ + wider_line_cost() + (size_ > kFreeSizeMax ? static_cast<Cost>(size_ - kFreeSizeMax) : 0); }

 private:
  void add_gap(std::size_t at) {
    switch (glyphs_[at].before) {
      case Gap::None:
        return;
      case Gap::Space:
        cost_ += glyphs_[at].value < 0x80 || glyphs_[at - 1].value < 0x80 ? kSpaceAtLatin : kSpaceInside;
        ++line_width_;
        return;
      case Gap::Wrap:
        cost_ += kWrapInside;
        break;
      case Gap::Tight:
        cost_ += kTightInside;
        break;
    }
    cost_ += wider_line_cost();
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
    const Cost foreign = word.column <= IndicatorColumn::Level2 ? kLevelInside : kKnownInside;
    cost_ += foreign;
    own_.push_back({atoms_, word.column, -foreign});
    complete_.set(static_cast<std::size_t>(word.column));
  }

  void go_on_after_complete() {
    for (std::size_t column = 0; column < kIndicatorColumns; ++column) {
      if (complete_[column]) own_.push_back({atoms_, static_cast<IndicatorColumn>(column), kCompleteBefore});
    }
    complete_.reset();
  }

  const Glyphs& glyphs_;
  std::vector<KnownWord>& pending_;  // known words that have not ended yet
  std::vector<OwnCost>& own_;
  std::size_t atoms_ = 0, size_ = 0;  // so far
  Cost cost_ = 0;                     // but for the last line and the size
  std::bitset<kIndicatorColumns> complete_;  // columns with a known word that the text so far ends with
  int line_width_ = 0, previous_width_ = 0;
};

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
  count_ = std::min(kCellAtomsMax, atoms_.size() - first);
  read_texts();
  read_targets();
}

void CellCosts::read_texts() {
  texts_.clear();
  FreeText text(glyphs_, pending_, own_);
  for (std::size_t n = 0; n < count_ && text.cost() <= kTextMax; ++n) {
    text.extend(atoms_[first_ + n], contents_[first_ + n]);
    texts_.push_back(text.cost());
  }
  lettered_ = 0;
  while (lettered_ < texts_.size() && !contents_[first_ + lettered_].letters) ++lettered_;
}

void CellCosts::read_targets() {
  targets_.clear();
  small_ = 0;
  while (small_ < count_ && cell(small_).size() <= kGrammarSizeMax) ++small_;
  if (begins_with_words(glyphs_, cell(0).begin, words_)) read_word_targets();
  else read_all_targets();
}

void CellCosts::read_word_targets() {
  const WordTargets words(glyphs_, {cell(0).begin, glyphs_.size()}, words_);
  for (std::size_t n = 0; n < small_ && cell(n).size() <= words.size_max(); ++n) {
    std::optional<Target> target;
    if (const auto cost = words.cost(cell(n).size(), false)) target = Target{{}, cell(n), {}, *cost};
    add_target(cell(n), target);
  }
}

void CellCosts::read_all_targets() {
  for (std::size_t n = 0; n < small_; ++n) add_target(cell(n), read_target(glyphs_, cell(n), words_));
}

void CellCosts::add_target(Run cell, const std::optional<Target>& target) {
  TargetCost& cost = targets_.emplace_back();
  if (target && !is_word_of_another(cell)) cost.target = target->cost;
  cost.last_year = read_last_year(glyphs_, cell, target, words_).value_or(kImpossible);
}

std::span<const Cost> CellCosts::of(IndicatorColumn column) {
  costs_.clear();
  if (const auto free = free_text_cost(column)) cost_texts(column, *free + start_cost_ + (glued_ ? kGluedText : 0));
  cost_grammar(column, start_cost_ + (glued_ ? kGluedGrammar : 0));
  return costs_;
}

void CellCosts::cost_texts(IndicatorColumn column, Cost base) {
  costs_.assign(lettered_, kImpossible);
  for (std::size_t n = lettered_; n < texts_.size(); ++n) costs_.push_back(texts_[n] + base);
  const auto add_from = [&](std::size_t from, Cost cost) {
    for (std::size_t n = std::max(from, lettered_); n < costs_.size(); ++n) costs_[n] += cost;
  };
  for (const OwnCost& own : own_) {
    if (own.column == column) add_from(own.from, own.cost);
  }
  if (column == IndicatorColumn::ScoringRule) {
    const std::size_t hint_end = contents_[first_].hint_end;
    std::size_t hinted = 0;
    while (hinted < costs_.size() && cell(hinted).end < hint_end) ++hinted;
    add_from(hinted, kFreeHinted - *free_text_cost(column));
  }
}

void CellCosts::cost_grammar(IndicatorColumn column, Cost begin_cost) {
  switch (column) {
    case IndicatorColumn::Level1:
    case IndicatorColumn::Level2:
      return cost_levels(column, begin_cost);
    case IndicatorColumn::Target:
      for (const TargetCost& target : targets_) costs_.push_back(target.target + begin_cost);
      return;
    case IndicatorColumn::LastYear:
      for (const TargetCost& target : targets_) costs_.push_back(target.last_year + begin_cost);
      return;
    case IndicatorColumn::Weight:
      return cost_weights(begin_cost);
    case IndicatorColumn::Basis:
      return cost_lists(words_.bases, begin_cost);
    case IndicatorColumn::ScoringRule:
      return cost_lists(words_.scoring_rules, begin_cost);
    case IndicatorColumn::Evidence:
      return cost_lists(words_.evidence, begin_cost);
    default:
      return;
  }
}

void CellCosts::cost_levels(IndicatorColumn column, Cost begin_cost) {
  for (const KnownWord& word : atoms_[first_].words) {
    if (word.column != column) continue;
    const auto n = ending_at(word.run.end);
    if (n && *n < small_) lower(*n, begin_cost + (word.canonical ? 0 : kShortLevel));
  }
}

void CellCosts::cost_weights(Cost begin_cost) {
  const std::size_t begin = cell(0).begin, end = number_end(glyphs_, {begin, glyphs_.size()});
  if (end == begin) return;
  for (std::size_t n = 0; n < small_ && cell(n).end <= end + 1; ++n) {
    if (const auto weight = read_weight(glyphs_, cell(n))) lower(n, begin_cost + weight->cost);
  }
}

// Known words, several of them with marks between.
void CellCosts::cost_lists(const WordSet& list, Cost begin_cost) {
  const std::size_t end = cell(count_ - 1).end;
  starts_.assign(1, cell(0).begin);
  for (std::size_t i = 0; i < starts_.size(); ++i) {
    const std::size_t start = starts_[i];
    for (const WordSet::Entry& entry : list.candidates(glyphs_[start].value)) {
      const std::size_t word_end = glyphs_.match(entry.word, start, end);
      if (word_end == 0) continue;
      if (const auto n = ending_at(word_end)) lower(*n, begin_cost);
      if (word_end + 1 >= end || !is_list_mark(glyphs_[word_end].value)) continue;
      if (std::find(starts_.begin(), starts_.end(), word_end + 1) == starts_.end()) starts_.push_back(word_end + 1);
    }
  }
}

void CellCosts::lower(std::size_t n, Cost cost) {
  if (costs_.size() <= n) costs_.resize(n + 1, kImpossible);
  costs_[n] = std::min(costs_[n], cost);
}

// The cell from here that ends there, by its number of atoms less one.
std::optional<std::size_t> CellCosts::ending_at(std::size_t end) const {
  for (std::size_t n = 0; n < count_ && cell(n).end <= end; ++n) {
    if (cell(n).end == end) return n;
  }
  return std::nullopt;
}

// "其他标准" is a basis, not a qualitative target.
bool CellCosts::is_word_of_another(Run cell) const {
  const std::vector<KnownWord>& known = atoms_[first_].words;
  return std::any_of(known.begin(), known.end(),
                     [&](const KnownWord& word) { return word.canonical && word.run == cell; });
}

}  // namespace mingzhang
