#pragma once
// The words by which performance tables are understood (catalog/performance.yaml).

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace mingzhang {

// A word in the form in which words are compared: no spaces, half-width forms, one glyph for each comparator.
using Word = std::u32string;

char32_t folded(char32_t value);  // ＞ -> >, （ -> (, ≧ -> ≥
Word folded(std::string_view text);

// Columns of an indicator row, in the order in which forms print them.
enum class IndicatorColumn : std::uint8_t {
  Level1,
  Level2,
  Name,
  Target,
  Basis,
  LastYear,
  Weight,
  ScoringRule,
  Evidence,
  Remark
};
inline constexpr std::size_t kIndicatorColumns = 10;

enum class PerformanceField : std::uint8_t { UnitName, Project, Responsible, Phone, Year, Goal, Other };
inline constexpr std::size_t kPerformanceFields = 7;

using WordList = std::vector<Word>;  // in the order of the catalog

// Many words, found by their first character.
class WordSet {
 public:
  WordSet() = default;
  explicit WordSet(WordList words);
  std::span<const Word> starting_with(char32_t first) const;

 private:
  WordList words_;  // sorted
};

// A name and the forms in which it is printed.
struct Synonyms {
  std::string name;
  WordList printed;
};

struct Level2Word : Synonyms {
  std::string under;  // the level 1 it usually belongs to; may be empty
};

struct PerformanceWords {
  std::array<WordList, kIndicatorColumns> headers;
  std::array<WordList, kIndicatorColumns> clues;  // of headers whose letters are out of order
  std::vector<Synonyms> level1;
  std::vector<Level2Word> level2;
  std::vector<Synonyms> comparators;        // name is the normalised comparator
  std::vector<Synonyms> comparators_after;  // "95%以上"
  WordSet target_kinds, qualitative, units, bases, nil, scoring_rules, scoring_hints, evidence, furniture;
  std::array<WordSet, kPerformanceFields> fields;
  std::vector<Synonyms> amounts;
};

// Errors: catalog.yaml.missing, catalog.yaml.invalid.
Result<PerformanceWords> load_performance_words(const std::string& path);

}  // namespace mingzhang
