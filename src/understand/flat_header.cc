#include "understand/flat_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/text.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

constexpr int kForeignMax = 6;  // characters of the header that are not the form's: 项目 above the codes, a unit's name broken off

constexpr int kTotalMax = 2;    // 合计, 小计

using Characters = std::vector<char32_t>;  // ascending, each as often as it is there

void add_ideographs(std::string_view text, Characters& characters) {
  characters.reserve(characters.size() + text.size() / 3);
  for (const CodePoint& c : code_points(text))
    if (is_han(c.value)) characters.push_back(c.value);
}

Characters ideographs(std::string_view text) {
  Characters characters;
  add_ideographs(text, characters);
  std::ranges::sort(characters);
  return characters;
}

std::ptrdiff_t count_common(const Characters& a, const Characters& b) {
  std::ptrdiff_t count = 0;
  for (auto left = a.begin(), right = b.begin(); left != a.end() && right != b.end();) {
    const bool same = *left == *right, smaller = *left < *right;
    count += same;
    left += same || smaller;
    right += same || !smaller;
  }
  return count;
}

// The words of the form's header, each as often as it is printed: a group once above its columns.
std::vector<std::string_view> header_words(const FormTable& form) {
  std::vector<std::string_view> words;
  for (const FormPanel& panel : form.panels) {
    words.push_back(panel.name);
    for (std::size_t c = 0; c < panel.columns.size(); ++c) {
      const FormColumn& column = panel.columns[c];
      std::size_t printed = 0;  // levels of the path that an earlier column shares
      for (const FormColumn& earlier : std::span(panel.columns).first(c)) {
        const auto [own, other] = std::ranges::mismatch(column.path, earlier.path);
        printed = std::max(printed, static_cast<std::size_t>(own - column.path.begin()));
      }
      words.insert(words.end(), column.path.begin() + static_cast<std::ptrdiff_t>(printed), column.path.end());
      words.insert(words.end(), column.code_levels.begin(), column.code_levels.end());
    }
  }
  return words;
}

int amount_columns(const FormTable& form) {
  int count = 0;
  for (const FormPanel& panel : form.panels) count += static_cast<int>(panel.amount_columns().size());
  return count;
}

// An amount column of which the header prints less than half: "" when there is none. A total may have another word there.
std::string missing_column(const FormTable& form, const Characters& printed) {
  for (const FormPanel& panel : form.panels)
    for (int c : panel.amount_columns()) {
      const std::string& word = panel.columns[static_cast<std::size_t>(c)].path.back();
      const Characters all = ideographs(word);
      if (std::ssize(all) > kTotalMax && 2 * count_common(all, printed) < std::ssize(all)) return word;
    }
  return {};
}

}  // namespace

std::string header_misfit(const FlatHeader& header, const FormTable& form) {
  const int expected = amount_columns(form);
  if (header.numbered_columns > 0 && form.panels.size() == 1 && header.numbered_columns != expected)
    return fmt::format("表头编号到 {} 栏，表样有 {} 个金额列", header.numbered_columns, expected);
  std::string text;
  for (const Text* line : header.lines) text += line->text;
  const Characters printed = ideographs(text);
  if (printed.empty()) return {};
  if (const std::string word = missing_column(form, printed); !word.empty()) return fmt::format("表头没有表样的“{}”一列", word);
  Characters known;
  for (const std::string_view word : header_words(form)) add_ideographs(word, known);
  std::ranges::sort(known);
  return std::ssize(printed) - count_common(printed, known) > kForeignMax ? "表头有表样中没有的列" : "";
}

}  // namespace mingzhang
