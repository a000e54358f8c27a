#include "codes/name.h"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

#include "base/find_word.h"
#include "base/utf8.h"
#include "codes/catalog.h"

namespace mingzhang {
namespace {

// The ASCII character that stands for this one in comparisons; 0 for one that stands for itself.
char comparable(char32_t value) {
  constexpr std::u32string_view kOpening = U"〔【﹙", kClosing = U"〕】﹚", kQuotes = U"“”‘’「」＇'",
                                kDashes = U"—–‐―−─";
  const auto is_one_of = [value](std::u32string_view signs) { return signs.find(value) != std::u32string_view::npos; };
  if (is_one_of(kOpening)) return '(';
  if (is_one_of(kClosing)) return ')';
  if (is_one_of(kQuotes)) return '"';
  if (is_one_of(kDashes)) return '-';
  const bool full_width = value >= U'！' && value <= U'～';
  return full_width ? static_cast<char>(value - U'！' + '!') : 0;
}

}  // namespace

std::string normalised_name(std::string_view name) {
  std::string result;
  result.reserve(name.size());
  std::size_t plain = 0;  // from here to `offset` all stays as it is
  for (std::size_t offset = 0; offset < name.size();) {
    const auto lead = static_cast<unsigned char>(name[offset]);
    if (lead >= 0xE4 && lead <= 0xE9 && offset + 3 <= name.size()) {  // ideographs, which nearly all of it is
      offset += 3;
      continue;
    }
    const CodePoint point = code_point_at(name, offset);
    offset += point.size;
    const bool space = is_space(point.value);
    const char ascii = space ? '\0' : comparable(point.value);
    if (!space && ascii == '\0') continue;
    result.append(name, plain, point.offset - plain);
    if (!space) result += ascii;
    plain = offset;
  }
  result.append(name, plain);
  constexpr std::string_view kVariant = "其它", kStandard = "其他";
  for (std::size_t at = find_word(result, kVariant); at != std::string::npos; at = find_word(result, kVariant, at)) {
    result.replace(at, kVariant.size(), kStandard);
  }
  return result;
}

std::u32string to_code_points(std::string_view text) {
  std::u32string result;
  result.reserve(text.size() / 3 + 1);
  for (const CodePoint& point : code_points(text)) result += point.value;
  return result;
}

int edit_distance(std::u32string_view a, std::u32string_view b, int limit) {
  const int difference = std::abs(static_cast<int>(a.size()) - static_cast<int>(b.size()));
  if (difference > limit) return difference;
  std::vector<int> row(b.size() + 1);  // distances of the prefixes of b from the current prefix of a
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
  for (std::size_t i = 0; i < a.size(); ++i) {
    int diagonal = std::exchange(row[0], static_cast<int>(i) + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const int replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
    const int least = *std::ranges::min_element(row);
    if (least > limit) return least;
  }
  return row.back();
}

}  // namespace mingzhang
