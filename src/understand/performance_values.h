#pragma once
// The grammar of the small cells of an indicator row: targets, last year's values and weights.

#include <array>
#include <cstdint>
#include <optional>

#include "understand/performance_glyphs.h"

namespace mingzhang {

// How far a reading is from the plain case; readings are compared by the sum over a table (see performance_rows.h).
using Cost = std::int32_t;

struct Target {
  std::string comparator;  // ">=", "<=", ">", "<", "=" or ""
  Run value;               // the number, range or date, or the words of a qualitative target
  Run unit;
  Cost cost = 0;
};

// A whole cell that holds a target: "≥90%", "＜= 12 个月", "10-20 人", "=100%", "95%以上", "2024年12月31日前", "长期".
std::optional<Target> read_target(const Glyphs& glyphs, Run cell, const PerformanceWords& words);

// The targets of words that begin at one glyph, each read on from the one before it.
class WordTargets {
 public:
  WordTargets(const Glyphs& glyphs, Run within, const PerformanceWords& words);

  // Longer ones there are none.
  std::size_t size_max() const { return size_max_; }
  // What the first `size` glyphs cost; nullopt when they are no words.
  std::optional<Cost> cost(std::size_t size, bool after_comparator) const;

 private:
  static constexpr std::size_t kSizeMax = 16;
  struct Reading {
    bool known = false;         // it can be cut into words of the catalog
    bool begins_known = false;  // it begins with one of them
    Cost breaks = 0;            // for the gaps inside
  };
  std::array<Reading, kSizeMax + 1> readings_ = {};  // by size
  std::size_t size_max_ = 0;
  bool begins_with_digit_ = false;
};

// Does nothing else of the grammar begin here, no number, no sign and no word for "none"? Then WordTargets know all targets
// and all values of last year from here.
bool begins_with_words(const Glyphs& glyphs, std::size_t begin, const PerformanceWords& words);

// A whole cell with last year's value: a word for "none", or what reads as a target. `target`: what read_target makes
// of the cell.
std::optional<Cost> read_last_year(const Glyphs& glyphs, Run cell, const std::optional<Target>& target,
                                   const PerformanceWords& words);

struct Weight {
  Run digits;
  Cost cost = 0;
};

// 10 · 10分 · 10% · 7.5
std::optional<Weight> read_weight(const Glyphs& glyphs, Run cell);

// Does a comparator begin here, in the middle of other text ("完成率≥90%")? Signs only, not words.
inline bool is_comparator_sign(char32_t value) {
  return value == U'<' || value == U'>' || value == U'=' || value == U'≤' || value == U'≥';
}

// The end of the number that begins here (12 · 1,234.5 · -3), `begin` when there is none.
std::size_t number_end(const Glyphs& glyphs, Run within);

}  // namespace mingzhang
