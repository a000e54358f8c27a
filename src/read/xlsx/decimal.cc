#include "read/xlsx/decimal.h"

#include <algorithm>
#include <charconv>

namespace mingzhang {
namespace {

constexpr int kExponentMax = 400;  // beyond any double

void strip_zeros(Decimal& value) {
  const std::size_t first = std::min(value.digits.find_first_not_of('0'), value.digits.size());
  value.digits.erase(0, first);
  value.point -= static_cast<int>(first);
  value.digits.erase(value.digits.find_last_not_of('0') + 1);
  if (value.digits.empty()) value.point = 0;
}

int compare_magnitude(const Decimal& a, const Decimal& b) {
  if (a.is_zero() || b.is_zero()) return static_cast<int>(!a.is_zero()) - static_cast<int>(!b.is_zero());
  return a.point != b.point ? a.point - b.point : a.digits.compare(b.digits);
}

}  // namespace

void Decimal::round_to_digits(int count) {
  if (count >= static_cast<int>(digits.size())) return;
  if (count < 0) {
    digits.clear();
  } else {
    const bool up = digits[static_cast<std::size_t>(count)] >= '5';
    digits.resize(static_cast<std::size_t>(count));
    if (up) {
      auto digit = digits.rbegin();
      for (; digit != digits.rend() && *digit == '9'; ++digit) *digit = '0';
      if (digit != digits.rend()) {
        ++*digit;
      } else {
        digits.insert(digits.begin(), '1');
        ++point;
      }
    }
  }
  strip_zeros(*this);
}

void Decimal::round_to_decimals(int count) { round_to_digits(point + count); }

std::string Decimal::whole() const {
  if (point <= 0) return {};
  std::string text = digits.substr(0, static_cast<std::size_t>(point));
  text.resize(static_cast<std::size_t>(point), '0');
  return text;
}

std::string Decimal::decimals(int count) const {
  std::string text;
  for (int i = 0; i < count; ++i) {
    const int index = point + i;
    text += index >= 0 && index < static_cast<int>(digits.size()) ? digits[static_cast<std::size_t>(index)] : '0';
  }
  return text;
}

std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal value;
  if (text.starts_with('-') || text.starts_with('+')) {
    value.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  bool point_seen = false, digit_seen = false;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      digit_seen = true;
      value.digits += c;
      if (!point_seen) ++value.point;
    } else if (c == '.' && !point_seen) {
      point_seen = true;
    } else {
      break;
    }
  }
  if (!digit_seen) return std::nullopt;
  if (i < text.size()) {
    if (text[i] != 'e' && text[i] != 'E') return std::nullopt;
    std::string_view rest = text.substr(i + 1);
    if (rest.starts_with('+')) rest.remove_prefix(1);
    int exponent = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), exponent);
    if (error != std::errc{} || end != rest.data() + rest.size()) return std::nullopt;
    value.point += std::clamp(exponent, -kExponentMax, kExponentMax);
  }
  strip_zeros(value);
  if (value.is_zero()) value.negative = false;
  if (value.point < -kExponentMax || value.point > kExponentMax) return std::nullopt;
  return value;
}

int compare(const Decimal& a, const Decimal& b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  return a.negative ? compare_magnitude(b, a) : compare_magnitude(a, b);
}

}  // namespace mingzhang
