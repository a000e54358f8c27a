#include "understand/performance_words.h"

#include "base/utf8.h"
#include "forms/yaml.h"

namespace mingzhang {
namespace {

constexpr std::array<const char*, kIndicatorColumns> kColumnKeys = {
    "level1", "level2", "name", "target", "basis", "last_year", "weight", "scoring_rule", "evidence", "remark"};
constexpr std::array<const char*, kPerformanceFields> kFieldKeys = {"unit_name", "project", "responsible", "phone",
                                                                    "year",      "goal",    "other"};

WordList word_list(const YamlNode& node) {
  WordList words;
  for (const YamlNode item : node) {
    Word word = folded(item.as<std::string>());
    if (!word.empty()) words.push_back(std::move(word));
  }
  return words;
}

WordSet word_set(const WordList& list) {
  std::vector<WordSet::Entry> entries;
  for (const Word& word : list) entries.push_back({word, {}});
  return WordSet(std::move(entries));
}

template <class Meaning>
void add_all(std::vector<typename WordMap<Meaning>::Entry>& entries, const WordList& list, const Meaning& meaning) {
  for (const Word& word : list) entries.push_back({word, meaning});
}

// [name, printed, ...]: the name is printed too.
Synonyms self_named(const YamlNode& node) {
  return {node.begin() == node.end() ? std::string() : (*node.begin()).as<std::string>(), word_list(node)};
}

// {name: [printed, ...], ...}
WordMap<std::string> named_words(const YamlNode& node) {
  std::vector<WordMap<std::string>::Entry> entries;
  for (const YamlNode item : node) add_all(entries, word_list(item), item.key());
  return WordMap<std::string>(std::move(entries));
}

// Of words equal for several columns the first column counts.
void read_headers(const YamlNode& columns, PerformanceWords& words) {
  std::vector<WordMap<IndicatorColumn>::Entry> headers;
  WordList ends;
  for (std::size_t i = 0; i < kIndicatorColumns; ++i) {
    add_all(headers, word_list(columns[kColumnKeys[i]]), static_cast<IndicatorColumn>(i));
  }
  for (const auto& header : headers) {
    for (std::size_t i = 0; i < header.word.size(); ++i) ends.push_back(header.word.substr(i));
  }
  words.headers = WordMap<IndicatorColumn>(std::move(headers));
  words.header_ends = word_set(ends);
}

void read_levels(const YamlNode& root, PerformanceWords& words) {
  for (const YamlNode node : root["level1"]) words.level1.push_back(self_named(node));
  for (const YamlNode node : root["level2"]) {
    words.level2.push_back(
        {self_named(node["names"]), node["under"].as<std::string>("")});
  }
}

// Only names that end with 指标 are long enough for a narrow column to tear them.
void add_level_ends(const Synonyms& level, WordList& ends) {
  if (level.printed.empty() || !level.printed.front().ends_with(U"指标")) return;
  const Word& name = level.printed.front();
  ends.push_back(name.substr(0, name.size() - 1));
  for (std::size_t i = 1; i < name.size(); ++i) ends.push_back(name.substr(i));
}

WordSet level_ends_of(const PerformanceWords& words) {
  WordList ends;
  for (const Synonyms& level : words.level1) add_level_ends(level, ends);
  for (const Synonyms& level : words.level2) add_level_ends(level, ends);
  return word_set(ends);
}

using KnownEntries = std::vector<WordMap<KnownMeaning>::Entry>;

void add_level(KnownEntries& known, const Synonyms& level, IndicatorColumn column) {
  for (const Word& word : level.printed) known.push_back({word, {column, &word == &level.printed.front()}});
}

WordMap<KnownMeaning> known_words(const YamlNode& root, const PerformanceWords& words) {
  KnownEntries known;
  for (const Synonyms& level : words.level1) add_level(known, level, IndicatorColumn::Level1);
  for (const Synonyms& level : words.level2) add_level(known, level, IndicatorColumn::Level2);
  add_all(known, word_list(root["bases"]), KnownMeaning{IndicatorColumn::Basis});
  add_all(known, word_list(root["scoring_rules"]), KnownMeaning{IndicatorColumn::ScoringRule});
  add_all(known, word_list(root["evidence"]), KnownMeaning{IndicatorColumn::Evidence});
  return WordMap<KnownMeaning>(std::move(known));
}

WordMap<LabelMeaning> label_words(const YamlNode& root) {
  std::vector<WordMap<LabelMeaning>::Entry> labels;
  for (std::size_t i = 0; i < kPerformanceFields; ++i) {
    add_all(labels, word_list(root["fields"][kFieldKeys[i]]), LabelMeaning{static_cast<PerformanceField>(i), {}});
  }
  for (const YamlNode item : root["amounts"]) {
    add_all(labels, word_list(item), LabelMeaning{std::nullopt, item.key()});
  }
  return WordMap<LabelMeaning>(std::move(labels));
}

PerformanceWords words_from(const YamlNode& root) {
  PerformanceWords words;
  read_headers(root["columns"], words);
  for (std::size_t i = 0; i < kIndicatorColumns; ++i) words.clues[i] = word_list(root["clues"][kColumnKeys[i]]);
  read_levels(root, words);
  words.level_ends = level_ends_of(words);
  words.known = known_words(root, words);
  words.comparators = named_words(root["comparators"]);
  words.comparators_after = named_words(root["comparators_after"]);
  words.target_kinds = word_set(word_list(root["target_kinds"]));
  words.qualitative = word_set(word_list(root["qualitative"]));
  words.units = word_set(word_list(root["units"]));
  words.bases = word_set(word_list(root["bases"]));
  words.nil = word_set(word_list(root["nil"]));
  words.scoring_rules = word_set(word_list(root["scoring_rules"]));
  words.scoring_hints = word_set(word_list(root["scoring_hints"]));
  words.evidence = word_set(word_list(root["evidence"]));
  words.furniture = word_set(word_list(root["furniture"]));
  words.labels = label_words(root);
  return words;
}

}  // namespace

char32_t folded(char32_t value) {
  if (value >= 0xFF01 && value <= 0xFF5E) return value - 0xFF01 + U'!';
  switch (value) {
    case U'≧':
    case U'⩾':
      return U'≥';
    case U'≦':
    case U'⩽':
      return U'≤';
    case U'﹥':
      return U'>';
    case U'﹤':
      return U'<';
    case U'﹦':
      return U'=';
    case U'﹪':
      return U'%';
    default:
      return value;
  }
}

Word folded(std::string_view text) {
  Word word;
  word.reserve(text.size());
  for (const CodePoint& point : code_points(text)) {
    if (!is_space(point.value)) word += folded(point.value);
  }
  return word;
}

Result<PerformanceWords> load_performance_words(const std::string& path) {
  PerformanceWords words;
  const Result<void> read = read_yaml(path, [&](const YamlNode& root) -> Result<void> {
    words = words_from(root);
    return {};
  });
  if (!read) return tl::unexpected<Error>(read.error());
  return words;
}

}  // namespace mingzhang
