// Where performance tables begin and end.

#include <algorithm>
#include <array>

#include "base/find_word.h"
#include "understand/passage.h"
#include "understand/performance_text.h"

namespace mingzhang {
namespace {

constexpr std::size_t kTitleSizeMax = 50;
constexpr std::size_t kHeadingSizeMax = 30;
constexpr std::size_t kLookAhead = 12;  // lines with text between a title and the first label below it

bool contains(const Word& text, std::u32string_view part) {
  return text.find(part) != Word::npos;
}

// Without brackets and what stands in them.
Word outside_brackets(const Word& text) {
  Word result;
  int depth = 0;
  for (char32_t value : text) {
    if (value == U')')
      depth = std::max(0, depth - 1);
    else if (value == U'(')
      ++depth;
    else if (depth == 0 && value != U'《' && value != U'》')
      result += value;
  }
  return result;
}

// "…表2024年度" -> "…表"; a page number at the end of a line of contents stays.
Word without_year_at_end(Word text) {
  const std::size_t tail = text.ends_with(U"年度") ? 2 : text.ends_with(U"年") ? 1 : 0;
  if (tail == 0 || text.size() < tail + 4) return text;
  const std::size_t year = text.size() - tail - 4;
  if (text.find_first_not_of(U"0123456789", year) < text.size() - tail) return text;
  return text.substr(0, year);
}

bool is_part_heading(const Word& text) {
  const std::size_t at = text.find(U"部分");
  return text.starts_with(U"第") && at != Word::npos && at <= 3 && text.size() <= kHeadingSizeMax;
}

bool is_section_heading(std::string_view line) {
  int level = 0;
  if (numbering_length(line, &level) == 0 || level > 2) return false;
  const Word text = folded(line);
  return text.size() <= kHeadingSizeMax && text.find_first_of(U"。;<>≤≥") == Word::npos;
}

bool begins_indicators(const Word& text) {
  return text.starts_with(U"一级");
}

bool names_the_table(const Word& text) {
  static constexpr std::array<std::u32string_view, 8> kLabels = {U"预算单位",   U"项目名称", U"部门名称", U"单位名称",
                                                                 U"部门(单位)", U"填报单位", U"主管部门", U"预算部门"};
  return std::any_of(kLabels.begin(), kLabels.end(),
                     [&](std::u32string_view label) { return text.starts_with(label); });
}

// The title at the top of a page that goes on with the same table: the indicators follow without any label.
bool repeats_title(std::span<const Text* const> lines, std::size_t index) {
  std::size_t seen = 0;
  for (std::size_t i = index + 1; i < lines.size() && seen < kLookAhead; ++i) {
    const Word text = folded(lines[i]->text);
    if (text.empty()) continue;
    if (names_the_table(text) || is_performance_title(lines[i]->text)) return false;
    if (begins_indicators(text)) return true;
    ++seen;
  }
  return false;
}

}  // namespace

bool is_performance_title(std::string_view line) {
  if (find_word(line, "表") == std::string_view::npos) return false;  // most lines, and quick to see
  const Word text = folded(line);
  if (text.size() > kTitleSizeMax || contains(text, U"(续") || contains(text, U"续表")) return false;
  if (text.find_first_of(U"。;…,:?") != Word::npos || contains(text, U"..")) return false;
  const Word title = without_year_at_end(outside_brackets(text));
  // "绩效" may stand in brackets: 项目（绩效）目标公开表.
  return contains(text, U"绩效") && contains(title, U"目标") && title.ends_with(U"表") && !title.ends_with(U"下表");
}

std::size_t performance_table_end(std::span<const Text* const> lines, std::size_t title_index) {
  const std::size_t none = lines.size();
  std::size_t heading = none, end = none;
  bool indicators = false, heading_after_indicators = false;
  for (std::size_t i = title_index + 1; i < lines.size(); ++i) {
    const Word text = folded(lines[i]->text);
    if (text.empty()) continue;
    if (is_part_heading(text) || (is_performance_title(lines[i]->text) && !repeats_title(lines, i))) {
      end = i;
      break;
    }
    indicators |= begins_indicators(text);
    if (!heading_after_indicators && (heading == none || indicators) && is_section_heading(lines[i]->text)) {
      heading = i;
      heading_after_indicators = indicators;
    }
  }
  // Before the indicators a numbered line belongs to the goal ("（一）完成…").
  if (heading_after_indicators || !indicators) return std::min(heading, end);
  return end;
}

}  // namespace mingzhang
