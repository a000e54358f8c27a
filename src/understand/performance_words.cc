#include "understand/performance_words.h"

#include <algorithm>

#include "base/utf8.h"
#include "forms/yaml.h"

namespace mingzhang {
namespace {

constexpr std::array<const char*, kIndicatorColumns> kColumnKeys = {
    "level1", "level2", "name", "target", "basis", "last_year", "weight", "scoring_rule", "evidence", "remark"};
constexpr std::array<const char*, kPerformanceFields> kFieldKeys = {"unit_name", "project", "responsible", "phone",
                                                                    "year",      "goal",    "other"};

WordList word_list(const YAML::Node& node) {
  WordList words;
  for (const YAML::Node& item : node) {
    Word word = folded(item.as<std::string>());
    if (!word.empty()) words.push_back(std::move(word));
  }
  return words;
}

// {name: [printed, ...], ...}
std::vector<Synonyms> named_lists(const YAML::Node& node) {
  std::vector<Synonyms> result;
  for (const auto& item : node) result.push_back({item.first.as<std::string>(), word_list(item.second)});
  return result;
}

// [name, printed, ...]: the name is printed too.
Synonyms self_named(const YAML::Node& node) {
  return {node.size() > 0 ? node[0].as<std::string>() : std::string(), word_list(node)};
}

PerformanceWords words_from(const YAML::Node& root) {
  PerformanceWords words;
  for (std::size_t i = 0; i < kIndicatorColumns; ++i) {
    words.headers[i] = word_list(root["columns"][kColumnKeys[i]]);
    words.clues[i] = word_list(root["clues"][kColumnKeys[i]]);
  }
  for (const YAML::Node& node : root["level1"]) words.level1.push_back(self_named(node));
  for (const YAML::Node& node : root["level2"]) {
    words.level2.push_back(
        {self_named(node["names"]), node["under"] ? node["under"].as<std::string>() : std::string()});
  }
  words.comparators = named_lists(root["comparators"]);
  words.comparators_after = named_lists(root["comparators_after"]);
  words.target_kinds = WordSet(word_list(root["target_kinds"]));
  words.qualitative = WordSet(word_list(root["qualitative"]));
  words.units = WordSet(word_list(root["units"]));
  words.bases = WordSet(word_list(root["bases"]));
  words.nil = WordSet(word_list(root["nil"]));
  words.scoring_rules = WordSet(word_list(root["scoring_rules"]));
  words.scoring_hints = WordSet(word_list(root["scoring_hints"]));
  words.evidence = WordSet(word_list(root["evidence"]));
  words.furniture = WordSet(word_list(root["furniture"]));
  for (std::size_t i = 0; i < kPerformanceFields; ++i) {
    words.fields[i] = WordSet(word_list(root["fields"][kFieldKeys[i]]));
  }
  words.amounts = named_lists(root["amounts"]);
  return words;
}

}  // namespace

WordSet::WordSet(WordList words) : words_(std::move(words)) {
  std::sort(words_.begin(), words_.end());
}

std::span<const Word> WordSet::starting_with(char32_t first) const {
  const auto before = [](const Word& word, char32_t value) { return word.front() < value; };
  const auto begin = std::lower_bound(words_.begin(), words_.end(), first, before);
  const auto end = std::lower_bound(begin, words_.end(), first + 1, before);
  return {begin, end};
}

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
  for (const CodePoint& point : code_points(text)) {
    if (!is_space(point.value)) word += folded(point.value);
  }
  return word;
}

Result<PerformanceWords> load_performance_words(const std::string& path) {
  PerformanceWords words;
  const Result<void> read = read_yaml(path, [&](const YAML::Node& root) -> Result<void> {
    words = words_from(root);
    return {};
  });
  if (!read) return tl::unexpected<Error>(read.error());
  return words;
}

}  // namespace mingzhang
