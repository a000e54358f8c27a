#pragma once
// How well a stretch of text fills a cell of a column.

#include <array>
#include <limits>
#include <optional>
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

// What texts cost more, or less, in one column than in others, for a known word inside.
struct OwnCost {
  std::size_t from = 0;  // the first text, by its number of atoms less one, that it counts for
  IndicatorColumn column = IndicatorColumn::Name;
  Cost cost = 0;
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
  void read_word_targets();
  void read_all_targets();
  void add_target(Run cell, const std::optional<Target>& target);
  void cost_texts(IndicatorColumn column, Cost base);
  void cost_grammar(IndicatorColumn column, Cost begin_cost);
  void cost_levels(IndicatorColumn column, Cost begin_cost);
  void cost_weights(Cost begin_cost);
  void cost_lists(const WordSet& list, Cost begin_cost);
  void lower(std::size_t n, Cost cost);
  std::optional<std::size_t> ending_at(std::size_t end) const;
  bool is_word_of_another(Run cell) const;

  const Glyphs& glyphs_;
  const std::vector<Atom>& atoms_;
  const PerformanceWords& words_;
  std::vector<AtomContent> contents_;  // of the atoms
  // Of the cells from here:
  std::size_t first_ = 0;
  bool glued_ = false;  // they begin without a gap
  Cost start_cost_ = 0;
  std::size_t count_ = 0;  // how many there can be
  std::vector<Cost> texts_;          // by the number of atoms less one
  std::vector<OwnCost> own_;         // of them
  std::size_t lettered_ = 0;         // the first that has letters: what has none is no text
  std::vector<KnownWord> pending_;   // of read_texts()
  std::size_t small_ = 0;            // how many of them may have a grammar
  std::vector<TargetCost> targets_;  // of those that may be a target
  std::vector<Cost> costs_;
  std::vector<std::size_t> starts_;  // of cost_lists()
};

}  // namespace mingzhang
