// The hot path of reading: every digit of every document passes here. One pass over the bytes, no allocation.

#include <array>
#include <limits>

#include "base/find_word.h"
#include "money/figure.h"

namespace mingzhang {
namespace {

// One character of the text, as the ASCII character it stands for (０ -> 0, （ -> (); 0 when it stands for none.
struct Symbol {
  char ascii = 0;
  std::uint8_t length = 0;  // bytes
  bool is_digit() const { return ascii >= '0' && ascii <= '9'; }
  bool is_full_width() const { return length > 1; }
};

Symbol symbol_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  if (byte(0) < 0x80) return {text[at], 1};
  if (text.size() - at < 3) return {};
  // U+FF01..U+FF3F, the full-width forms of ! .. _ (EF BC 81..BF).
  if (byte(0) == 0xEF && byte(1) == 0xBC && byte(2) >= 0x81 && byte(2) <= 0xBF) {
    return {static_cast<char>(byte(2) - 0x81 + '!'), 3};
  }
  if (text.substr(at, 3) == "−") return {'-', 3};  // U+2212, the minus sign of typesetters
  return {};
}

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  for (;;) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(' '))
      at += 1;
    else if (rest.starts_with("\u00A0"))
      at += 2;
    else if (rest.starts_with("\u3000"))
      at += 3;
    else
      return at;
  }
}

template <std::size_t N>
bool starts_with_any(std::string_view text, const std::array<std::string_view, N>& words) {
  for (const std::string_view word : words) {
    if (has_prefix(text, word)) return true;
  }
  return false;
}

enum class Comma { Continues, Ends, Malformed };

class Digits {
 public:
  explicit Digits(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  // Reads digits, their groups and their decimals. False when there are none, or malformed ones, or too many.
  bool read() {
    if (!read_run() || !read_groups()) return false;
    const Symbol point = symbol_at(text_, at_);
    if (point.ascii != '.' || !symbol_at(text_, at_ + point.length).is_digit()) return true;
    at_ += point.length;
    if (!read_run() || run_ > kMaxDecimals) return false;
    decimals_ = run_;
    const Symbol second = symbol_at(text_, at_);
    return second.ascii != '.' || !symbol_at(text_, at_ + second.length).is_digit();
  }

  std::int64_t coefficient() const { return coefficient_; }
  int decimals() const { return decimals_; }
  std::size_t end() const { return at_; }

 private:
  // Digits up to the next other character; their number is left in run_.
  bool read_run() {
    run_ = 0;
    for (Symbol symbol = symbol_at(text_, at_); symbol.is_digit(); symbol = symbol_at(text_, at_)) {
      if (__builtin_mul_overflow(coefficient_, 10, &coefficient_) ||
          __builtin_add_overflow(coefficient_, symbol.ascii - '0', &coefficient_)) {
        return false;
      }
      at_ += symbol.length;
      ++run_;
    }
    return run_ > 0;
  }

  bool read_groups() {
    for (Symbol comma = symbol_at(text_, at_); comma.ascii == ','; comma = symbol_at(text_, at_)) {
      switch (judge(comma)) {
        case Comma::Ends:
          return true;
        case Comma::Malformed:
          return false;
        case Comma::Continues:
          break;
      }
      at_ += comma.length;
      if (!read_run()) return false;
    }
    return true;
  }

  Comma judge(Symbol comma) const {
    int digits = 0;
    std::size_t at = at_ + comma.length;
    for (Symbol symbol = symbol_at(text_, at); symbol.is_digit() && digits <= 3; symbol = symbol_at(text_, at)) {
      at += symbol.length;
      ++digits;
    }
    if (digits == 0) return Comma::Ends;
    if (digits == 3 && run_ <= 3) return Comma::Continues;
    return comma.is_full_width() ? Comma::Ends : Comma::Malformed;
  }

  std::string_view text_;
  std::size_t at_;
  std::int64_t coefficient_ = 0;
  int run_ = 0;
  int decimals_ = 0;
};

struct UnitWord {
  std::string_view word;
  Unit unit;
};

// Longer words first.
constexpr std::array<UnitWord, 7> kUnitWords = {{{"万元", Unit::WanYuan},
                                                 {"亿元", Unit::YiYuan},
                                                 {"元", Unit::Yuan},
                                                 {"%", Unit::Percent},
                                                 {"％", Unit::Percent},
                                                 {"万", Unit::WanYuan},
                                                 {"亿", Unit::YiYuan}}};

// Words that multiply the digits before them into something that is not one of our units.
constexpr std::array<std::string_view, 4> kOtherScales = {"千元", "千万", "百元", "百万"};

// What 万 and 亿 count when they do not stand for money.
constexpr std::array<std::string_view, 27> kCounted = {
    "亿", "次", "户", "册", "亩", "吨", "个", "件",   "株",   "只",   "头",   "份",   "张",  "家",
    "台", "套", "字", "名", "米", "m",  "㎡", "公里", "公顷", "公斤", "平方", "立方", "千瓦"};

// 12万人 counts people, 12万人员经费 is money for staff.
bool is_counted(std::string_view text) {
  return starts_with_any(text, kCounted) || (text.starts_with("人") && !text.starts_with("人员"));
}

bool has_foreign_scale(std::string_view text) {
  if (starts_with_any(text, kOtherScales)) return true;
  return (text.starts_with("万") || text.starts_with("亿")) && is_counted(text.substr(std::string_view("万").size()));
}

// Reads the unit behind the digits, if there is one. False when the word there makes the digits a number of something
// that is not one of our units.
bool read_unit(std::string_view text, ParsedFigure& parsed) {
  const std::size_t at = skip_spaces(text, parsed.length);
  const std::string_view rest = text.substr(at);
  const bool starts_no_word = rest.empty() || (static_cast<unsigned char>(rest[0]) < 0x80 && rest[0] != '%');
  if (starts_no_word) return true;  // as in most cells of most tables
  if (has_foreign_scale(rest)) return false;
  for (const auto& [word, unit] : kUnitWords) {
    if (!has_prefix(rest, word)) continue;
    parsed.figure.unit = unit;
    parsed.length = at + word.size();
    parsed.unit_read = true;
    break;
  }
  return true;
}

// Half of the range is kept free, so that value(), interval() and the sum of any two of them fit.
bool value_fits(const Figure& figure) {
  constexpr std::int64_t kLimit = std::numeric_limits<std::int64_t>::max() / 2;
  std::int64_t value;
  return !__builtin_mul_overflow(figure.coefficient, quantum(figure.unit, figure.decimals), &value) &&
         value >= -kLimit && value <= kLimit;
}

}  // namespace

std::optional<ParsedFigure> parse_figure(std::string_view text, Unit fallback) {
  const Symbol first = symbol_at(text, 0);
  const bool minus = first.ascii == '-';
  const bool bracketed = first.ascii == '(';
  Digits digits(text, minus || bracketed ? first.length : 0);
  if (!digits.read()) return std::nullopt;

  std::size_t end = digits.end();
  if (bracketed) {
    const Symbol last = symbol_at(text, end);
    if (last.ascii != ')') return std::nullopt;
    end += last.length;
  }
  ParsedFigure parsed;
  parsed.figure = {minus || bracketed ? -digits.coefficient() : digits.coefficient(), digits.decimals(), fallback};
  parsed.length = end;
  if (!read_unit(text, parsed) || !value_fits(parsed.figure)) return std::nullopt;
  return parsed;
}

}  // namespace mingzhang
