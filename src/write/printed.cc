#include "write/printed.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

constexpr int kIdeographWidth = 100, kLetterWidth = 58, kSpaceWidth = 30;
constexpr char32_t kFirstWide = 0x2E80;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int width_of(char32_t c) {
  if (c == ' ') return kSpaceWidth;
  return c < kFirstWide && (c < 0x2010 || c > 0x2BFF) ? kLetterWidth : kIdeographWidth;
}

// "1,234,567": one to three digits, then groups of three. Plain digits otherwise.
bool reads_whole_part(std::string_view text, PrintedNumber& number) {
  if (text.empty() || !is_digit(text.front())) return false;
  const std::size_t first_comma = text.find(',');
  number.grouped = first_comma != std::string_view::npos;
  if (number.grouped && (first_comma > 3 || (text.size() - first_comma) % 4 != 0)) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool comma_due = number.grouped && i >= first_comma && (i - first_comma) % 4 == 0;
    if (comma_due ? text[i] != ',' : !is_digit(text[i])) return false;
    if (!comma_due) number.digits += text[i];
  }
  number.leading_zero = text.front() == '0' && text.size() > 1;
  return true;
}

}  // namespace

std::optional<PrintedNumber> printed_number(std::string_view text) {
  PrintedNumber number;
  if (text.starts_with('-')) {
    number.digits = "-";
    text.remove_prefix(1);
  }
  if (text.ends_with('%')) {
    number.percent = true;
    text.remove_suffix(1);
  }
  const std::size_t point = text.find('.');
  if (!reads_whole_part(text.substr(0, point), number)) return std::nullopt;
  if (point == std::string_view::npos) return number;
  const std::string_view fraction = text.substr(point + 1);
  if (fraction.empty() || !std::all_of(fraction.begin(), fraction.end(), is_digit)) return std::nullopt;
  number.decimals = static_cast<int>(fraction.size());
  number.digits += "." + std::string(fraction);
  return number;
}

std::string writable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const CodePoint& point : code_points(text)) {
    const bool unheld = is_control(point.value) || point.value == '\r' || point.value == '\f' || point.value == '\v' ||
                        (point.value & 0xFFFE) == 0xFFFE;
    if (point.value == '\t')
      out += "  ";
    else if (!unheld)
      append_utf8(out, point.value);
  }
  return out;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (;;) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

int set_width(std::string_view line) {
  int width = 0;
  for (const CodePoint& point : code_points(line)) width += width_of(point.value);
  return width;
}

int unbreakable_width(std::string_view line) {
  int longest = 0, word = 0;
  for (const CodePoint& point : code_points(line)) {
    const int width = width_of(point.value);
    const bool breaks = point.value == ' ' || point.value >= kFirstWide;
    word = breaks ? 0 : word + width;
    longest = std::max({longest, word, width});
  }
  return longest;
}

std::vector<std::string> gap_parts(std::string_view line) {
  std::vector<std::string> parts;
  for (line = trimmed(line); !line.empty(); line = trimmed(line)) {
    const std::size_t gap = line.find("  ");
    parts.emplace_back(trimmed(line.substr(0, gap)));
    if (gap == std::string_view::npos) break;
    line.remove_prefix(gap);
  }
  return parts;
}

}  // namespace mingzhang
