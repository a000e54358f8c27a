#include "read/xlsx/number_format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "base/utf8.h"
#include "read/xlsx/decimal.h"

namespace mingzhang {
namespace {

constexpr int kDigitsKept = 15;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool starts_with_ignoring_case(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() && std::equal(lower_case.begin(), lower_case.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

std::string scientific(Decimal value, int decimals) {
  value.round_to_digits(decimals + 1);
  const int exponent = value.is_zero() ? 0 : value.point - 1;
  std::string mantissa = value.is_zero() ? "0" : value.digits.substr(0, 1);
  if (value.digits.size() > 1) mantissa += "." + value.digits.substr(1);
  return fmt::format("{}{}E{}{:02}", value.negative ? "-" : "", mantissa, exponent < 0 ? '-' : '+', std::abs(exponent));
}

// Eleven characters wide, as a cell of the usual width is.
std::string print_general(Decimal value) {
  constexpr int kWidth = 11;
  if (!value.is_zero() && (value.point > kWidth || value.point < -3)) return scientific(value, 5);
  value.round_to_decimals(std::max(kWidth - 1 - std::max(value.point, 1), 0));
  std::string text = value.whole();
  if (text.empty()) text = "0";
  const int decimals = static_cast<int>(value.digits.size()) - value.point;
  if (decimals > 0) text += "." + value.decimals(decimals);
  return (value.negative && !value.is_zero() ? "-" : "") + text;
}

struct Moment {
  std::chrono::year_month_day day;
  std::chrono::weekday weekday;
  std::int64_t seconds = 0;  // of the day
  std::int64_t days = 0;     // as counted, for elapsed hours
};

// Excel's calendar has a 29 February 1900.
bool moment_of(std::string_view value, bool from_1904, Moment& moment) {
  double serial = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), serial);
  if (error != std::errc{} || serial < 0 || serial >= 2'958'466) return false;  // up to the year 9999
  moment.days = static_cast<std::int64_t>(serial);
  moment.seconds = std::llround((serial - static_cast<double>(moment.days)) * 86'400);
  if (moment.seconds == 86'400) {
    ++moment.days;
    moment.seconds = 0;
  }
  using namespace std::chrono;
  const sys_days first = from_1904 ? sys_days{year{1904} / 1 / 1} : moment.days < 60 ? sys_days{year{1899} / 12 / 31} : sys_days{year{1899} / 12 / 30};
  const sys_days day = first + std::chrono::days(moment.days);
  moment.day = year_month_day(day);
  moment.weekday = weekday(day);
  return true;
}

constexpr std::string_view kMonths[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
constexpr std::string_view kWeekdays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::string_view kChineseWeekdays[] = {"日", "一", "二", "三", "四", "五", "六"};

std::string padded(std::int64_t number, std::size_t letters) { return letters > 1 ? fmt::format("{:02}", number) : std::to_string(number); }

// One part of a date: the letter tells which, their number how.
std::string print_date_part(std::string_view part, const Moment& moment, bool minutes, bool half_days) {
  const std::size_t count = part.size();
  const auto month = static_cast<unsigned>(moment.day.month()) - 1;
  const std::int64_t hour = moment.seconds / 3600;
  switch (part.front()) {
    case 'y':
    case 'e': return part.front() == 'e' || count > 2 ? fmt::format("{:04}", static_cast<int>(moment.day.year())) : fmt::format("{:02}", static_cast<int>(moment.day.year()) % 100);
    case 'm':
      if (minutes) return padded(moment.seconds / 60 % 60, count);
      if (count == 3) return std::string(kMonths[month].substr(0, 3));
      if (count == 4) return std::string(kMonths[month]);
      return count == 5 ? std::string(kMonths[month].substr(0, 1)) : padded(month + 1, count);
    case 'd':
      if (count > 3) return std::string(kWeekdays[moment.weekday.c_encoding()]);
      if (count == 3) return std::string(kWeekdays[moment.weekday.c_encoding()].substr(0, 3));
      return padded(static_cast<unsigned>(moment.day.day()), count);
    case 'a':
      if (part.find('/') != std::string_view::npos) return hour < 12 ? (count > 3 ? "AM" : "A") : (count > 3 ? "PM" : "P");
      return (count > 3 ? "星期" : "") + std::string(kChineseWeekdays[moment.weekday.c_encoding()]);
    case 'h': return padded(half_days ? (hour + 11) % 12 + 1 : hour, count);
    case 's': return padded(moment.seconds % 60, count);
    case '[':
      if (part[1] == 'h') return std::to_string(moment.days * 24 + hour);
      if (part[1] == 'm') return std::to_string((moment.days * 86'400 + moment.seconds) / 60);
      return std::to_string(moment.days * 86'400 + moment.seconds);
    default: return {};
  }
}

}  // namespace

std::string_view NumberFormat::built_in(int id) {
  // Those from 27 on as in Excel for Chinese.
  switch (id) {
    case 1: return "0";
    case 2: return "0.00";
    case 3: return "#,##0";
    case 4: return "#,##0.00";
    case 5: case 6: return "¥#,##0;¥-#,##0";
    case 7: case 8: return "¥#,##0.00;¥-#,##0.00";
    case 9: return "0%";
    case 10: return "0.00%";
    case 11: return "0.00E+00";
    case 14: return "yyyy/m/d";
    case 15: return "d-mmm-yy";
    case 16: return "d-mmm";
    case 17: return "mmm-yy";
    case 18: return "h:mm AM/PM";
    case 19: return "h:mm:ss AM/PM";
    case 20: return "h:mm";
    case 21: return "h:mm:ss";
    case 22: return "yyyy/m/d h:mm";
    case 27: case 36: case 50: case 52: case 57: return "yyyy\"年\"m\"月\"";
    case 28: case 29: case 51: case 53: case 54: case 58: return "m\"月\"d\"日\"";
    case 30: return "m/d/yy";
    case 31: return "yyyy\"年\"m\"月\"d\"日\"";
    case 32: return "h\"时\"mm\"分\"";
    case 33: return "h\"时\"mm\"分\"ss\"秒\"";
    case 34: case 55: return "h\"时\"mm\"分\"";
    case 35: case 56: return "h\"时\"mm\"分\"ss\"秒\"";
    case 37: case 38: return "#,##0;-#,##0";
    case 39: case 40: return "#,##0.00;-#,##0.00";
    case 41: return "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ";
    case 42: return "_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* \"-\"_ ;_ @_ ";
    case 43: return "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ";
    case 44: return "_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ";
    case 45: return "mm:ss";
    case 46: return "[h]:mm:ss";
    case 47: return "mm:ss";
    case 48: return "##0.0E+0";
    case 49: return "@";
    default: return "General";
  }
}

void NumberFormat::parse_bracket(std::string_view content, Section& section) {
  if (content.starts_with('$')) {  // currency and language: [$¥-804]
    const std::string_view sign = content.substr(1, content.find('-', 1) - 1);
    section.tokens.push_back({TokenKind::Literal, std::string(sign)});
  } else if (content.find_first_of("<>=") == 0) {
    const bool two = content.size() > 1 && (content[1] == '=' || content[1] == '>');
    section.comparison = !two ? content[0] : content[0] == '<' ? (content[1] == '>' ? 'n' : 'l') : 'g';
    section.bound = content.substr(two ? 2 : 1);
  } else if (!content.empty() && std::all_of(content.begin(), content.end(), [&](char c) { return lower(c) == lower(content[0]); }) &&
             std::string_view("hms").find(lower(content[0])) != std::string_view::npos) {
    section.date = true;
    section.tokens.push_back({TokenKind::Date, fmt::format("[{}]", lower(content[0]))});
  }  // else a colour, or numerals of a language
}

NumberFormat::Section NumberFormat::parsed_tokens(std::string_view code) {
  Section section;
  const auto literal = [&](std::string_view text) { section.tokens.push_back({TokenKind::Literal, std::string(text)}); };
  for (std::size_t i = 0; i < code.size();) {
    const std::string_view rest = code.substr(i);
    const std::size_t size = code_point_at(code, i).size;
    const char c = code[i];
    if (c == '"' || c == '[') {
      const std::size_t end = std::min(rest.find(c == '"' ? '"' : ']', 1), rest.size());
      if (c == '"') literal(rest.substr(1, end - 1));
      else parse_bracket(rest.substr(1, end - 1), section);
      i += end + 1;
    } else if (c == '\\' || c == '_' || c == '*') {  // the next character itself; its width; it fills the cell
      const std::size_t next = rest.size() > 1 ? code_point_at(rest, 1).size : 0;
      if (c == '\\') literal(rest.substr(1, next));
      if (c == '_') literal(" ");
      i += 1 + next;
    } else if (starts_with_ignoring_case(rest, "general")) {
      section.general = true;
      i += 7;
    } else if (starts_with_ignoring_case(rest, "am/pm") || starts_with_ignoring_case(rest, "a/p")) {
      const std::size_t length = lower(rest[1]) == 'm' ? 5 : 3;
      section.tokens.push_back({TokenKind::Date, length == 5 ? "am/pm" : "a/p"});
      section.date = true;
      i += length;
    } else if (starts_with_ignoring_case(rest, "e+") || starts_with_ignoring_case(rest, "e-")) {
      section.tokens.push_back({TokenKind::Exponent, std::string(rest.substr(1, 1))});
      i += 2;
    } else if (std::string_view("ymdhsea").find(lower(c)) != std::string_view::npos) {
      std::size_t count = 1;
      while (count < rest.size() && lower(rest[count]) == lower(c)) ++count;
      section.tokens.push_back({TokenKind::Date, std::string(count, lower(c))});
      section.date = true;
      i += count;
    } else {
      const TokenKind kind = c == '0' || c == '#' || c == '?' ? TokenKind::Digit
                             : c == '.'                       ? TokenKind::Point
                             : c == ','                       ? TokenKind::Comma
                             : c == '%'                       ? TokenKind::Percent
                                                              : TokenKind::Literal;
      if (c != '@') section.tokens.push_back({kind, std::string(rest.substr(0, size))});
      else section.general = true;
      i += size;
    }
  }
  return section;
}

NumberFormat::NumberFormat(std::string_view code) {
  constexpr std::size_t kCodeMax = 1'000;
  code = code.substr(0, kCodeMax);
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= code.size(); ++i) {
    if (i < code.size() && code[i] == '"') quoted = !quoted;
    if (i < code.size() && code[i] == '\\') {
      ++i;
      continue;
    }
    if (i < code.size() && (code[i] != ';' || quoted)) continue;
    sections_.push_back(parse(code.substr(begin, i - begin)));
    begin = i + 1;
  }
  if (sections_.empty()) sections_.push_back(parse("General"));
}

// The sign is not printed where a section of its own is there for negative numbers.
const NumberFormat::Section& NumberFormat::section_for(const Decimal& value, bool& print_sign) const {
  print_sign = value.negative;
  const bool has_conditions = std::any_of(sections_.begin(), sections_.end(), [](const Section& each) { return each.comparison != 0; });
  if (has_conditions) {
    for (const Section& section : sections_) {
      const int order = compare(value, parse_decimal(section.bound).value_or(Decimal{}));
      const char c = section.comparison;
      if (c == 0 || (c == '<' && order < 0) || (c == '>' && order > 0) || (c == '=' && order == 0) || (c == 'l' && order <= 0) || (c == 'g' && order >= 0) || (c == 'n' && order != 0))
        return section;
    }
    return sections_.front();
  }
  if (value.negative && sections_.size() > 1) {
    print_sign = false;
    return sections_[1];
  }
  return value.is_zero() && sections_.size() > 2 ? sections_[2] : sections_[0];
}

NumberFormat::Section NumberFormat::parse(std::string_view code) {
  Section section = parsed_tokens(code);
  count_places(section);
  return section;
}

void NumberFormat::count_places(Section& section) {
  bool point_seen = false;
  int commas = 0;  // since the last digit
  for (const Token& token : section.tokens) {
    if (token.kind == TokenKind::Percent) section.shift += 2;
    if (token.kind == TokenKind::Comma) ++commas;
    if (token.kind == TokenKind::Point || token.kind == TokenKind::Exponent) {
      (token.kind == TokenKind::Point ? point_seen : section.exponent) = true;
      section.shift -= 3 * std::exchange(commas, 0);
    }
    if (token.kind != TokenKind::Digit) continue;
    if (std::exchange(commas, 0) > 0) section.thousands = true;
    ++(section.exponent ? section.exponent_places : point_seen ? section.decimal_places : section.whole_places);
  }
  section.shift -= 3 * commas;
}

std::string print_number(const NumberFormat::Section& section, Decimal value) {
  using Kind = NumberFormat::TokenKind;
  const std::vector<NumberFormat::Token>& tokens = section.tokens;
  const int whole_places = section.whole_places, decimal_places = section.decimal_places, exponent_places = section.exponent_places;
  if (!value.is_zero()) value.point += section.shift;
  int exponent = 0;
  if (section.exponent && !value.is_zero()) {
    value.round_to_digits(whole_places + decimal_places);
    exponent = value.point - std::max(whole_places, 1);
    if (whole_places > 1) exponent = (value.point - 1) - (((value.point - 1) % whole_places + whole_places) % whole_places);
    value.point -= exponent;
  }
  value.round_to_decimals(decimal_places);

  const std::string whole = value.whole(), decimals = value.decimals(decimal_places);
  const std::size_t last_decimal = decimals.find_last_not_of('0');  // npos: none
  const int length = static_cast<int>(whole.size());
  std::string text;
  int place = 0;
  const auto put_whole_digit = [&](int index, char placeholder) {
    if (index < 0 && placeholder == '#') return;
    text += index >= 0 ? whole[static_cast<std::size_t>(index)] : placeholder == '?' ? ' ' : '0';
    const int behind = length - index - 1;
    if (section.thousands && behind > 0 && behind % 3 == 0 && (index >= 0 || placeholder == '0')) text += ',';
  };
  bool point_seen = false, exponent_seen = false;
  for (const NumberFormat::Token& token : tokens) {
    switch (token.kind) {
      case Kind::Digit: {
        const char placeholder = token.text[0];
        if (exponent_seen) {
          if (place++ == 0) text += fmt::format("{:0{}}", std::abs(exponent), exponent_places);
        } else if (point_seen) {
          const auto index = static_cast<std::size_t>(place++);
          const bool needed = placeholder == '0' || (last_decimal != std::string::npos && index <= last_decimal);
          if (needed) text += decimals[index];
          else if (placeholder == '?') text += ' ';
        } else {
          if (place == 0)
            for (int index = 0; index < length - whole_places; ++index) put_whole_digit(index, '0');
          put_whole_digit(length - whole_places + place++, placeholder);
        }
        break;
      }
      case Kind::Point:
        if (whole_places == 0) text += whole;
        text += '.';
        point_seen = true;
        place = 0;
        break;
      case Kind::Exponent:
        text += exponent < 0 ? "E-" : token.text == "+" ? "E+" : "E";
        exponent_seen = true;
        place = 0;
        break;
      case Kind::Percent: text += '%'; break;
      case Kind::Literal: text += token.text; break;
      case Kind::Comma:
      case Kind::Date: break;
    }
  }
  return text;
}

std::string print_date(const NumberFormat::Section& section, std::string_view value, bool from_1904) {
  using Kind = NumberFormat::TokenKind;
  Moment moment;
  if (!moment_of(value, from_1904, moment)) return std::string(value);
  const std::vector<NumberFormat::Token>& tokens = section.tokens;
  const auto letter = [&](std::size_t i) { return tokens[i].text[0] == '[' ? tokens[i].text[1] : tokens[i].text[0]; };
  const bool half_days = std::any_of(tokens.begin(), tokens.end(), [](const auto& each) { return each.kind == Kind::Date && each.text[0] == 'a' && each.text.find('/') != std::string::npos; });
  std::string text;
  char before = 0;  // the part before this one: m is minutes behind hours and before seconds
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != Kind::Date) {
      if (tokens[i].kind != Kind::Digit) text += tokens[i].text;  // digits behind seconds are fractions of them
      continue;
    }
    std::size_t next = i + 1;
    while (next < tokens.size() && tokens[next].kind != Kind::Date) ++next;
    const bool minutes = before == 'h' || (next < tokens.size() && letter(next) == 's');
    text += print_date_part(tokens[i].text, moment, minutes, half_days);
    before = letter(i);
  }
  return text;
}

std::string NumberFormat::print(std::string_view text, bool from_1904) const {
  std::optional<Decimal> value = parse_decimal(text);
  if (!value) return std::string(text);
  value->round_to_digits(kDigitsKept);
  bool print_sign = false;
  const Section& section = section_for(*value, print_sign);
  if (section.date) return print_date(section, text, from_1904);
  std::string printed;
  value->negative = false;
  if (section.general) {
    for (const Token& token : section.tokens)
      if (token.kind == TokenKind::Literal) printed += token.text;
    printed += print_general(*value);
  } else {
    printed = print_number(section, std::move(*value));
  }
  return print_sign ? "-" + printed : printed;
}

}  // namespace mingzhang
