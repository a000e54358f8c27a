#pragma once
// The words by which performance tables are understood (catalog/performance.yaml).

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "understand/performance_word_map.h"

namespace mingzhang {

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

// A name and the forms in which it is printed.
struct Synonyms {
  std::string name;
  WordList printed;
};

struct Level2Word : Synonyms {
  std::string under;  // the level 1 it usually belongs to; may be empty
};

// A known word can fill a cell of its column by itself.
struct KnownMeaning {
  IndicatorColumn column = IndicatorColumn::Name;
  bool canonical = true;  // false: a short form ("产出") that may be an ordinary word
};

// A label above the indicators names a field or an amount.
struct LabelMeaning {
  std::optional<PerformanceField> field;
  std::string amount;  // name of the amount when `field` is empty
};

struct PerformanceWords {
  WordMap<IndicatorColumn> headers;
  WordSet header_ends;                            // every piece of a header is the beginning of one of them
  std::array<WordList, kIndicatorColumns> clues;  // of headers whose letters are out of order
  std::vector<Synonyms> level1;
  std::vector<Level2Word> level2;
  WordSet level_ends;           // every piece of a level's name, but the whole, is the beginning of one of them
  WordMap<KnownMeaning> known;  // levels, bases, scoring rules and evidence
  WordMap<std::string> comparators, comparators_after;  // with the normalised comparator
  WordSet target_kinds, qualitative, units, bases, nil, scoring_rules, scoring_hints, evidence, furniture;
  WordMap<LabelMeaning> labels;
};

// Errors: catalog.yaml.missing, catalog.yaml.invalid.
Result<PerformanceWords> load_performance_words(const std::string& path);

}  // namespace mingzhang
