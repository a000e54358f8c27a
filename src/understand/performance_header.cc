#include "understand/performance_header.h"

#include <algorithm>

namespace mingzhang {
namespace {

constexpr std::size_t kColumnsMin = 3;
constexpr std::size_t kHeaderSizeMax = 200;  // characters

struct Title {
  std::size_t end = 0;
  IndicatorColumn column = IndicatorColumn::Level1;
};

std::optional<Title> title_at(const Glyphs& glyphs, std::size_t index, const PerformanceWords& words) {
  const auto* title = glyphs.find(words.headers, index, glyphs.size());
  return title == nullptr ? std::nullopt : std::optional(Title{index + title->word.size(), title->meaning});
}

bool contains(const std::vector<IndicatorColumn>& columns, IndicatorColumn column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

bool is_header(const std::vector<IndicatorColumn>& columns) {
  return columns.size() >= kColumnsMin && contains(columns, IndicatorColumn::Name) &&
         contains(columns, IndicatorColumn::Target);
}

// Titles one after the other, each in its right order.
IndicatorHeader read_titles(const Glyphs& glyphs, std::size_t begin, const PerformanceWords& words) {
  IndicatorHeader header{{begin, begin}, {}};
  while (header.run.size() < kHeaderSizeMax) {
    const std::optional<Title> title = title_at(glyphs, header.run.end, words);
    if (!title) break;
    if (!contains(header.columns, title->column)) header.columns.push_back(title->column);
    header.run.end = title->end;
  }
  return header;
}

bool mentions(const Word& text, const WordList& clues) {
  return std::any_of(clues.begin(), clues.end(), [&](const Word& clue) { return text.find(clue) != Word::npos; });
}

// Pieces of titles in any order, as when the lines of neighbouring cells are read across: "一级 二级 上年 / 指标 指标
// 完成".
IndicatorHeader read_fragments(const Glyphs& glyphs, std::size_t begin, const PerformanceWords& words) {
  IndicatorHeader header{{begin, begin}, {}};
  while (header.run.end < glyphs.size() && header.run.size() < kHeaderSizeMax) {
    const std::size_t end = glyphs.piece_end(header.run.end);
    const bool title = title_at(glyphs, header.run.end, words).value_or(Title{}).end == end;
    if (!title && !glyphs.begins_one_of(words.header_ends, {header.run.end, end})) break;
    header.run.end = end;
  }
  const Word text = glyphs.key(header.run);
  const auto add_if = [&](bool printed, IndicatorColumn column) {
    if (printed) header.columns.push_back(column);
  };
  add_if(text.find(U"一级") != Word::npos, IndicatorColumn::Level1);
  add_if(text.find(U"二级") != Word::npos, IndicatorColumn::Level2);
  add_if(text.find(U"三级") != Word::npos, IndicatorColumn::Name);
  add_if(text.find(U"值") != Word::npos, IndicatorColumn::Target);
  for (std::size_t column = 0; column < kIndicatorColumns; ++column) {
    add_if(mentions(text, words.clues[column]), static_cast<IndicatorColumn>(column));
  }
  return header;
}

}  // namespace

std::optional<IndicatorHeader> find_indicator_header(const Glyphs& glyphs, std::size_t from,
                                                     const PerformanceWords& words) {
  for (std::size_t begin = from; begin < glyphs.size(); ++begin) {
    if (!glyphs.is_break(begin)) continue;
    IndicatorHeader titles = read_titles(glyphs, begin, words);
    IndicatorHeader fragments = read_fragments(glyphs, begin, words);
    // Pieces behind complete titles count only if they name more columns: they may be a wrapped cell of the first row.
    if (is_header(titles.columns) && titles.columns.size() >= fragments.columns.size()) return titles;
    if (is_header(fragments.columns)) return fragments;
  }
  return std::nullopt;
}

}  // namespace mingzhang
