#pragma once
// The grammar of the small cells of an indicator row: targets, last year's values and weights.

#include <optional>

#include "understand/performance_glyphs.h"

namespace mingzhang {

// How far a reading is from the plain case; readings are compared by the sum over a table (see performance_rows.h).
using Cost = std::int64_t;

struct Target {
  std::string comparator;  // ">=", "<=", ">", "<", "=" or ""
  Run value;               // the number, range or date, or the words of a qualitative target
  Run unit;
  Cost cost = 0;
};

// A whole cell that holds a target: "≥90%", "＜= 12 个月", "10-20 人", "=100%", "95%以上", "2024年12月31日前", "长期".
std::optional<Target> read_target(const Glyphs& glyphs, Run cell, const PerformanceWords& words);

// No target and no value of last year that begins here has more glyphs; what neither a number nor a sign begins is short.
std::size_t target_size_max(const Glyphs& glyphs, std::size_t begin, const PerformanceWords& words);

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
