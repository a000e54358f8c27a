#pragma once
// Bars that stand in the cells of a table, one below the other for one thing seen several times. The table says the numbers.

#include <cstdint>
#include <span>
#include <string>

namespace mingzhang {

// The least and greatest value that bars of one table show; zero always lies between.
struct BarScale {
  std::int64_t least = 0, greatest = 0;
  void include(std::int64_t value);
};

// The last value is the newest and stands out. As wide as its cell.
std::string bars_svg(std::span<const std::int64_t> values, const BarScale& scale);

}  // namespace mingzhang
