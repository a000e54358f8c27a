#include "workbook/content.h"

#include <fmt/format.h>

namespace mingzhang {
namespace {

constexpr std::pair<std::string_view, std::string_view> kComparators[] = {{">=", "≥"}, {"<=", "≤"}, {"=", "＝"}, {">", "＞"}, {"<", "＜"}};

// Digits after the point that one step of the scale has.
int scale_of(Unit unit) {
  if (unit == Unit::Count) return 0;
  return unit == Unit::SquareMetre ? 4 : 2;
}

}  // namespace

std::string SheetContent::cell(const ContentRow& row, int column) const {
  const std::string& letters_of = letters[static_cast<std::size_t>(column)];
  return fmt::format("{}!{}{}", title, letters_of.empty() ? "A" : letters_of, row.number);
}

std::string SheetContent::field_cell(std::size_t field) const {
  return title + "!" + (field_cells[field].empty() ? "B2" : field_cells[field]);
}

std::string print_amount(Amount amount, Unit unit) {
  const int scale = scale_of(unit);
  std::uint64_t step = 1;
  for (int i = 0; i < scale; ++i) step *= 10;
  const bool negative = amount.fen() < 0;
  const std::uint64_t size = negative ? 0 - static_cast<std::uint64_t>(amount.fen()) : static_cast<std::uint64_t>(amount.fen());
  std::string text = fmt::format("{}{}", negative ? "-" : "", size / step);
  if (scale == 0) return text;
  std::string decimals = fmt::format(".{:0{}}", size % step, scale);
  while (unit == Unit::SquareMetre && (decimals.back() == '0' || decimals.back() == '.')) {
    decimals.pop_back();
    if (decimals.empty()) break;
  }
  return text + decimals;
}

std::optional<Amount> parse_amount(std::string_view text, Unit unit, bool& too_fine) {
  too_fine = false;
  const auto parsed = parse_figure(text, unit);
  if (!parsed || parsed->unit_read || parsed->length != text.size()) return std::nullopt;
  std::int64_t digits = parsed->figure.coefficient;
  for (int i = parsed->figure.decimals; i > scale_of(unit); --i) {
    too_fine = too_fine || digits % 10 != 0;
    digits /= 10;
  }
  for (int i = parsed->figure.decimals; i < scale_of(unit); ++i)
    if (__builtin_mul_overflow(digits, 10, &digits)) return std::nullopt;
  return Amount::from_fen(digits);
}

std::string comparator_sign(std::string_view comparator) {
  for (const auto& [word, sign] : kComparators)
    if (word == comparator) return std::string(sign);
  return std::string(comparator);
}

std::string comparator_of_sign(std::string_view sign) {
  for (const auto& [word, known] : kComparators)
    if (known == sign) return std::string(word);
  if (sign == "＞＝" || sign == "≧") return ">=";
  if (sign == "＜＝" || sign == "≦") return "<=";
  return std::string(sign);
}

}  // namespace mingzhang
