#include "money/figure.h"

#include <array>
#include <limits>

#include "base/result.h"

namespace mingzhang {
namespace {

__extension__ using Wide = __int128;

constexpr auto kPowersOfTen = [] {
  std::array<std::int64_t, kMaxDecimals + 1> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

struct UnitFacts {
  std::string_view name;
  std::int64_t scale;  // steps of Figure::interval() in one whole unit
  bool whole_steps;    // the true quantity is always a whole number of steps, so print to the step is exact
};

const UnitFacts& facts(Unit unit) {
  static constexpr std::array<UnitFacts, 6> kFacts = {{
      {"元", 100, true},
      {"万元", 1'000'000, true},
      {"亿元", 10'000'000'000, true},
      {"%", 1'000'000, false},
      {"", 1, true},
      {"平方米", 10'000, false},
  }};
  return kFacts[static_cast<std::size_t>(unit)];
}

std::int64_t power_of_ten(int exponent) {
  ASSERT(exponent >= 0 && exponent <= kMaxDecimals);
  return kPowersOfTen[static_cast<std::size_t>(exponent)];
}

Wide floor_divide(Wide a, Wide b) {
  return a / b - (a % b < 0 ? 1 : 0);
}
Wide ceil_divide(Wide a, Wide b) {
  return -floor_divide(-a, b);
}

Wide divide_half_away(Wide a, Wide b) {
  const Wide magnitude = ((a < 0 ? -a : a) * 2 + b) / (b * 2);
  return a < 0 ? -magnitude : magnitude;
}

std::int64_t narrow(Wide value) {
  ASSERT(value >= std::numeric_limits<std::int64_t>::min() && value <= std::numeric_limits<std::int64_t>::max());
  return static_cast<std::int64_t>(value);
}

}  // namespace

bool is_money(Unit unit) {
  return unit == Unit::Yuan || unit == Unit::WanYuan || unit == Unit::YiYuan;
}

std::string_view unit_name(Unit unit) {
  return facts(unit).name;
}

std::optional<Unit> unit_from_name(std::string_view name) {
  if (name == "％") return Unit::Percent;
  for (const Unit unit : {Unit::Yuan, Unit::WanYuan, Unit::YiYuan, Unit::Percent, Unit::SquareMetre}) {
    if (name == unit_name(unit)) return unit;
  }
  return std::nullopt;
}

std::int64_t quantum(Unit unit, int decimals) {
  const std::int64_t steps = facts(unit).scale / power_of_ten(decimals);
  return steps == 0 ? 1 : steps;
}

std::int64_t Figure::value() const {
  return narrow(divide_half_away(Wide{coefficient} * facts(unit).scale, power_of_ten(decimals)));
}

Interval Figure::interval() const {
  const auto& [name, scale, whole_steps] = facts(unit);
  const std::int64_t power = power_of_ten(decimals);
  if (scale >= 2 * power) return Interval::rounded(coefficient, scale / power);
  // The last digit is as fine as the scale or finer: exact where only whole steps exist, else half a digit on each
  // side, and in both cases outward to whole steps.
  const Wide half_digit = whole_steps ? 0 : scale;
  const Wide doubled = Wide{coefficient} * scale * 2;
  return Interval::closed(narrow(floor_divide(doubled - half_digit, Wide{power} * 2)),
                          narrow(ceil_divide(doubled + half_digit, Wide{power} * 2)));
}

Figure round_to_figure(Amount amount, Unit unit, int decimals) {
  ASSERT(is_money(unit));
  const Wide digits = Wide{amount.fen()} * power_of_ten(decimals);
  return Figure{narrow(divide_half_away(digits, facts(unit).scale)), decimals, unit};
}

std::string print(const Figure& figure, bool thousands_separators) {
  const bool negative = figure.coefficient < 0;
  const auto bits = static_cast<std::uint64_t>(figure.coefficient);
  std::string digits = std::to_string(negative ? 0 - bits : bits);
  const auto decimals = static_cast<std::size_t>(figure.decimals);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  const std::size_t whole = digits.size() - decimals;
  if (decimals > 0) digits.insert(whole, 1, '.');
  if (thousands_separators) {
    for (std::size_t at = whole; at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  }
  if (negative) digits.insert(0, 1, '-');
  return digits;
}

std::string print_with_unit(const Figure& figure, bool thousands_separators) {
  return print(figure, thousands_separators).append(unit_name(figure.unit));
}

}  // namespace mingzhang
