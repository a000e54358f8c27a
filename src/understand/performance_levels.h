#pragma once
// The levels of each indicator: merged cells are printed once, for all their rows.

#include <string>

#include "understand/performance_rows.h"

namespace mingzhang {

class LevelKeeper {
 public:
  LevelKeeper(const Glyphs& glyphs, const PerformanceWords& words, bool whole_unit)
      : glyphs_(glyphs), words_(words), whole_unit_(whole_unit) {}

  // Takes what the row prints of its levels; what it does not print stays as in the row before. False when the row has
  // pieces of levels that make no level.
  bool next(const IndicatorRow& row);

  const std::string& level1() const { return level1_; }
  const std::string& level2() const { return level2_; }

 private:
  bool read_fragments(const IndicatorRow& row);
  void set_level1(const std::string& name);
  void set_level2(const std::string& name);

  const Glyphs& glyphs_;
  const PerformanceWords& words_;
  bool whole_unit_;
  std::string level1_, level2_;
};

}  // namespace mingzhang
