#pragma once
// A decimal number by its digits, so that printing amounts never goes through floating point.

#include <optional>
#include <string>
#include <string_view>

namespace mingzhang {

struct Decimal {
  bool negative = false;
  std::string digits;  // without leading or trailing zeros; empty is zero
  int point = 0;       // digits before the decimal point; may be negative or beyond the digits: 0.digits x 10^point

  bool is_zero() const { return digits.empty(); }
  void round_to_digits(int count);      // significant ones, half away from zero
  void round_to_decimals(int count);
  std::string whole() const;            // digits before the point, empty for 0
  std::string decimals(int count) const;  // exactly so many behind the point
};

std::optional<Decimal> parse_decimal(std::string_view text);  // "-1.5E-3"
int compare(const Decimal& a, const Decimal& b);              // < 0, 0, > 0

}  // namespace mingzhang
