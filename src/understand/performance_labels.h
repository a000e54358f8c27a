#pragma once
// Labels of the upper part of a performance table ("预算单位", "年度预算总额", "资金总额（万元）：").

#include <optional>
#include <string>
#include <vector>

#include "understand/performance_glyphs.h"

namespace mingzhang {

struct Label {
  Run run;  // with its bracket and colon
  std::optional<PerformanceField> field;
  std::string amount;        // name of the amount when `field` is empty
  std::optional<Unit> unit;  // of a bracket: （万元）
};

// All labels within a part of the text, in order. After the label of the goal only such labels count as cannot be the
// goal's own words.
std::vector<Label> find_labels(const Glyphs& glyphs, Run within, const PerformanceWords& words);

}  // namespace mingzhang
