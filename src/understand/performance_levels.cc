#include "understand/performance_levels.h"

#include <algorithm>

namespace mingzhang {
namespace {

template <class Level>
const Level* find_printed(const std::vector<Level>& levels, const Word& key) {
  for (const Level& level : levels) {
    if (std::find(level.printed.begin(), level.printed.end(), key) != level.printed.end()) return &level;
  }
  return nullptr;
}

// The characters of a level in any order, without 指标, which some rows print and some do not.
Word characters_of(Word word) {
  std::erase_if(word, [](char32_t value) { return value == U'指' || value == U'标'; });
  std::sort(word.begin(), word.end());
  return word;
}

}  // namespace

bool LevelKeeper::next(const IndicatorRow& row) {
  const Run first = row.cell(IndicatorColumn::Level1), second = row.cell(IndicatorColumn::Level2);
  if (!first.empty()) {
    const Synonyms* level = find_printed(words_.level1, glyphs_.key(first));
    set_level1(level != nullptr ? level->name : glyphs_.text(first));
  }
  if (!second.empty()) {
    const Level2Word* level = find_printed(words_.level2, glyphs_.key(second));
    level2_ = level != nullptr ? level->name : glyphs_.text(second);
    if (first.empty()) set_level2(level2_);
  }
  return first.empty() && second.empty() ? read_fragments(row) : row.level_fragments.empty();
}

bool LevelKeeper::read_fragments(const IndicatorRow& row) {
  Word printed;
  for (const Run& fragment : row.level_fragments) printed += glyphs_.key(fragment);
  printed = characters_of(printed);
  if (printed.empty()) return true;
  for (const Level2Word& second : words_.level2) {
    for (const Synonyms& first : words_.level1) {
      if (characters_of(first.printed.front() + second.printed.front()) != printed) continue;
      set_level1(first.name);
      level2_ = second.name;
      return true;
    }
    if (characters_of(second.printed.front()) != printed) continue;
    set_level2(second.name);
    return true;
  }
  return false;
}

void LevelKeeper::set_level1(const std::string& name) {
  level1_ = name;
  level2_.clear();
}

// A merged cell that is printed in the middle of its rows comes too late for the first of them: the level 1 is then
// known from the level 2, where that belongs to one only.
void LevelKeeper::set_level2(const std::string& name) {
  level2_ = name;
  const auto is_name = [&](const Level2Word& level) { return level.name == name; };
  const auto level = std::find_if(words_.level2.begin(), words_.level2.end(), is_name);
  if (level == words_.level2.end() || level->under.empty()) return;
  const auto is_current = [&](const Level2Word& other) { return other.under == level1_; };
  const bool replaceable =
      level1_.empty() ? !whole_unit_ : std::any_of(words_.level2.begin(), words_.level2.end(), is_current);
  if (replaceable) level1_ = level->under;
}

}  // namespace mingzhang
