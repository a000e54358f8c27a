#include "base/text.h"

#include "base/utf8.h"

namespace mingzhang {

namespace {

// Where the code point in front of byte `end` begins. Only lead bytes and ASCII begin one, so nothing before matters.
std::size_t begin_of_last(std::string_view text, std::size_t end) {
  std::size_t begin = end - 1;
  while (begin > 0 && end - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return begin;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto ends_at = [&](std::size_t begin, std::size_t end) {
    const CodePoint point = code_point_at(text, begin);
    return begin + point.size == end && is_space(point.value);
  };
  std::size_t begin = 0, end = text.size();
  while (begin < end && is_space(code_point_at(text, begin).value)) begin += code_point_at(text, begin).size;
  while (end > begin && ends_at(begin_of_last(text, end), end)) end = begin_of_last(text, end);
  return text.substr(begin, end - begin);
}

std::string without_spaces(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  std::size_t plain = 0;  // from here to `offset` all stays
  for (std::size_t offset = 0; offset < text.size();) {
    const auto byte = static_cast<unsigned char>(text[offset]);
    if (byte > ' ' && byte < 0x80) {
      ++offset;
      continue;
    }
    const CodePoint point = code_point_at(text, offset);
    offset += point.size;
    if (!is_space(point.value)) continue;
    result.append(text, plain, point.offset - plain);
    plain = offset;
  }
  return result.append(text, plain);
}

std::string with_ascii_brackets(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const CodePoint& point : code_points(text)) {
    if (point.value == U'（') {
      result += '(';
    } else if (point.value == U'）') {
      result += ')';
    } else {
      result += text.substr(point.offset, point.size);
    }
  }
  return result;
}

std::string html_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string chinese_number(int number) {
  static constexpr std::string_view kDigits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  const int tens = number / 10;
  std::string words = tens > 1 ? std::string(kDigits[tens % 10]) : "";
  if (tens > 0) words += "十";
  return words + std::string(kDigits[number % 10]);
}

}  // namespace mingzhang
