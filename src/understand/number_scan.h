#pragma once
// The numbers of a running text, and what kind each is by the words right after it.

#include <optional>
#include <string_view>
#include <vector>

#include "money/figure.h"

namespace mingzhang {

enum class NumberRole : std::uint8_t {
  Quantity,  // money, a percentage, a count, an area
  Bare,      // digits without a unit
  Ignored,   // a year, a date, "50 万元以上", a number inside a name or a document number
};

struct ScannedNumber {
  std::size_t begin = 0, end = 0;  // bytes, unit included
  Figure figure;
  NumberRole role = NumberRole::Ignored;
};

std::vector<ScannedNumber> scan_numbers(std::string_view text);

}  // namespace mingzhang
