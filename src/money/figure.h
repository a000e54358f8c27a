#pragma once
// A number as it was printed: its digits, its precision and its unit are kept, because they say what the number can
// mean. "12.80 万元" is every amount from 127,950.00 元 to 128,050.00 元.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "money/amount.h"
#include "money/interval.h"

namespace mingzhang {

enum class Unit : std::uint8_t {
  Yuan,
  WanYuan,
  YiYuan,       // money
  Percent,      // a ratio times 100
  Count,        // people, vehicles, pieces ... whole numbers, exact
  SquareMetre,  // measured, rounded as printed
};

bool is_money(Unit unit);
std::string_view unit_name(Unit unit);                      // "万元", "%", "", "平方米"
std::optional<Unit> unit_from_name(std::string_view name);  // 元 万元 亿元 % ％ 平方米; anything else is nullopt

constexpr int kMaxDecimals = 18;

struct Figure {
  std::int64_t coefficient = 0;  // all digits, with sign: 12.80 -> 1280
  int decimals = 0;              // digits after the point: 2; at most kMaxDecimals
  Unit unit = Unit::WanYuan;

  // What the figure may truly be. Money: in fen. Percent: in 1e-8 (68.00 % -> 0.68 +- 0.00005 -> [67995000, 68005000]).
  // Count: the number itself. SquareMetre: in 1e-4 square metres. Money printed to the fen is exact. Digits finer than
  // the scale (0.005 元) give the whole steps on both sides.
  Interval interval() const;
  // The printed value on the same scale, without the rounding: 12.80 万元 -> 12800000 fen. Digits finer than the scale
  // are rounded. ASSERTs that it fits, as every parsed figure does.
  std::int64_t value() const;
  bool is_zero() const { return coefficient == 0; }

  friend bool operator==(const Figure&, const Figure&) = default;
};

// Steps of the scale of Figure::interval() in one unit of the last printed digit; 1 when that digit is finer than the
// scale.
std::int64_t quantum(Unit unit, int decimals);

struct ParsedFigure {
  Figure figure;
  std::size_t length = 0;  // bytes of the text that belong to the number (and to its unit, when one was read)
  bool unit_read = false;  // a unit followed the digits
};

// Parses one printed number at the beginning of `text` (UTF-8): 1,234.56 · 12.30 · １２．３ · (12.30) · （12.30） ·
// -12.30 · －12.30 · 12.30万 · 12.30 万元 · 0元 · 24,535.67 · 95.93% · 215 ％. It does not allocate.
//   Brackets around digits alone mean a negative amount. A list number "(1)" looks the same: the caller knows better.
//   Commas: a group of one to three digits and a comma before exactly three digits go on; a comma before anything but a
//   digit ends the number ("12, 345" is 12); any other comma makes it malformed, except that a full-width one is then
//   taken for the comma of the sentence and ends the number ("分别为12，13").
//   A point without a digit behind it ends the number ("1．收入" is 1); a second point makes it malformed (2024.1.2).
//   Letters directly behind it end the number.
//   The unit after the digits (spaces allowed) is read when it is one of money or percent; otherwise `fallback` is used
//   and the unit is left in the text. 万 and 亿 alone are money.
// nullopt when no number starts here, when it is malformed, when its value() does not fit 62 bits, and when
// the digits are scaled by a word that no unit of ours has (12万人, 1.2万亿元, 5千元), for they would be wrong by
// powers of ten.
std::optional<ParsedFigure> parse_figure(std::string_view text, Unit fallback);

// Rounds half away from zero (四舍五入) to `decimals` digits of `unit`, which must be money. ASSERTs that it fits.
Figure round_to_figure(Amount amount, Unit unit, int decimals);

std::string print(const Figure& figure, bool thousands_separators = false);            // "12.80", "1,234.56", "-3.00"
std::string print_with_unit(const Figure& figure, bool thousands_separators = false);  // "12.80万元", "95.93%"

}  // namespace mingzhang
