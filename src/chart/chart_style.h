#pragma once

#include <string_view>

namespace mingzhang {

// Colours of a page and of its charts as CSS: variables for light and dark, told apart by people who see few colours, readable
// in print.
extern const std::string_view kChartStyle;

}  // namespace mingzhang
