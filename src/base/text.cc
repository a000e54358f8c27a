#include "base/text.h"

#include "base/utf8.h"

namespace mingzhang {

std::string_view trimmed(std::string_view text) {
  std::size_t begin = text.size(), end = text.size();
  for (const CodePoint& point : code_points(text)) {
    if (is_space(point.value)) continue;
    if (begin == text.size()) begin = point.offset;
    end = point.offset + point.size;
  }
  return text.substr(begin, end - begin);
}

std::string without_spaces(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const CodePoint& point : code_points(text)) {
    if (!is_space(point.value)) result += text.substr(point.offset, point.size);
  }
  return result;
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

}  // namespace mingzhang
