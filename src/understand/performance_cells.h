#pragma once
// How well a stretch of text fills a cell of a column.

#include <limits>
#include <vector>

#include "understand/performance_atoms.h"
#include "understand/performance_values.h"

namespace mingzhang {

inline constexpr Cost kImpossible = std::numeric_limits<Cost>::max() / 4;

class CellCosts {
 public:
  CellCosts(const Glyphs& glyphs, const std::vector<Atom>& atoms, const PerformanceWords& words)
      : glyphs_(glyphs), atoms_(atoms), words_(words) {}

  // What a cell of this column costs that begins with this atom and has n + 1 atoms, for each n; kImpossible or more
  // where it cannot be one.
  std::vector<Cost> from(std::size_t first, IndicatorColumn column) const;

 private:
  Cost grammar_cost(std::size_t first, Run cell, IndicatorColumn column) const;
  Cost level_cost(std::size_t first, Run cell, IndicatorColumn column) const;
  bool is_word_of_another(std::size_t first, Run cell) const;
  Cost list_cost(Run cell, const WordSet& list) const;
  bool has_hint(Run cell) const;
  bool is_text(Run cell) const;

  const Glyphs& glyphs_;
  const std::vector<Atom>& atoms_;
  const PerformanceWords& words_;
};

}  // namespace mingzhang
