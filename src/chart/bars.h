#pragma once
// Bars that stand in the cells of a table, one below the other for one thing seen several times. The table says the numbers.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace mingzhang {

// The least and greatest value that bars of one table show; zero always lies between.
struct BarScale {
  std::int64_t least = 0, greatest = 0;
  void include(std::int64_t value);
};

// Which colour the value has, and its key in a legend: the last stands out, the one before it is told from those before.
std::string_view bar_class(std::size_t index, std::size_t count);

// The last value is the newest and stands out. As wide as its cell.
std::string bars_svg(std::span<const std::int64_t> values, const BarScale& scale);

}  // namespace mingzhang
