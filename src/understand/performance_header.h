#pragma once
// The header of an indicator list: "一级指标 二级指标 三级指标 指标值 …", on one line or broken into single characters.

#include <optional>
#include <vector>

#include "understand/performance_glyphs.h"

namespace mingzhang {

struct IndicatorHeader {
  Run run;
  std::vector<IndicatorColumn> columns;  // in the order printed
};

// The first header that begins at or after `from`.
std::optional<IndicatorHeader> find_indicator_header(const Glyphs& glyphs, std::size_t from,
                                                     const PerformanceWords& words);

}  // namespace mingzhang
