#pragma once

#include <string>
#include <vector>

#include "rollup/rollup.h"

namespace mingzhang {

struct QuestionSql {
  std::string sql;  // answers one text an axis, then the amount and the number of lines
  std::vector<AnalyticValue> values;
};
// Error: rollup.dimension.unknown.
Result<QuestionSql> sql_of(const RollupQuestion& question);

// Units deeper than this are not told apart by depth.
inline constexpr int kUnitDepthMax = 12;

}  // namespace mingzhang
