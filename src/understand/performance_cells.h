#pragma once
// How well a stretch of text fills a cell of a column.

#include <array>
#include <limits>
#include <span>
#include <vector>

#include "understand/performance_atoms.h"
#include "understand/performance_values.h"

namespace mingzhang {

inline constexpr Cost kImpossible = std::numeric_limits<Cost>::max() / 4;

// What an atom adds to the text of a cell, whatever the cell and its column.
struct AtomContent {
  int width = 0;             // in half characters
  Cost unlike_text = 0;      // for signs and numbers that a text would not have
  bool letters = false;      // more than digits and signs
  std::size_t hint_end = 0;  // of the first scoring hint that begins here or in a later atom
};

// What a stretch of text costs as the whole text of a cell.
struct TextCost {
  Cost common = 0;
  std::array<Cost, kIndicatorColumns> own = {};  // more, or less, in this column: for known words inside
  bool letters = false;                          // false: no text at all
};

struct TargetCost {
  Cost target = kImpossible, last_year = kImpossible;
};

// The cells that begin with one atom. What they cost in one column and in another is mostly the same, and read once.
class CellCosts {
 public:
  CellCosts(const Glyphs& glyphs, const std::vector<Atom>& atoms, const PerformanceWords& words);

  void begin_at(std::size_t first);
  // What a cell of n + 1 atoms costs in this column, for each n that can be; kImpossible or more where it cannot. Valid
  // until the next call.
  std::span<const Cost> of(IndicatorColumn column);

 private:
  Run cell(std::size_t n) const { return {atoms_[first_].run.begin, atoms_[first_ + n].run.end}; }
  void read_texts();
  void read_targets();
  bool may_have_grammar(IndicatorColumn column) const;
  Cost grammar_cost(std::size_t n, IndicatorColumn column) const;
  Cost level_cost(Run cell, IndicatorColumn column) const;
  bool is_word_of_another(Run cell) const;
  Cost list_cost(Run cell, const WordSet& list) const;
  Cost text_cost(std::size_t n, IndicatorColumn column, Cost base) const;

  const Glyphs& glyphs_;
  const std::vector<Atom>& atoms_;
  const PerformanceWords& words_;
  std::vector<AtomContent> contents_;  // of the atoms
  // Of the cells from here:
  std::size_t first_ = 0;
  bool glued_ = false;  // they begin without a gap
  Cost start_cost_ = 0;
  std::vector<TextCost> texts_;
  std::vector<KnownWord> pending_;  // of read_texts()
  std::size_t small_ = 0;            // how many of them may have a grammar
  std::vector<TargetCost> targets_;  // of those that may be a target
  std::vector<Cost> costs_;
};

}  // namespace mingzhang
