#include "forms/table_words.h"

#include <algorithm>
#include <utility>

#include "base/find_word.h"
#include "forms/vocabulary.h"
#include "forms/yaml.h"

namespace mingzhang {

bool is_word(const KeyList& words, std::string_view key) { return std::find(words.begin(), words.end(), key) != words.end(); }

bool has_word(const KeyList& words, std::string_view key) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return find_word(key, word) != std::string_view::npos; });
}

bool ends_with_word(const KeyList& words, std::string_view key) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return has_suffix(key, word); });
}

std::size_t leading_word(const KeyList& words, std::string_view key) {
  std::size_t longest = 0;
  for (const std::string& word : words)
    if (word.size() > longest && has_prefix(key, word)) longest = word.size();
  return longest;
}

Result<TableWords> load_table_words(const std::string& path) {
  TableWords words;
  const std::pair<const char*, KeyList*> lists[] = {
      {"unit_labels", &words.unit_labels},       {"money_labels", &words.money_labels},
      {"continued", &words.continued},           {"contents", &words.contents},
      {"page_decoration", &words.page_decoration}, {"title_endings", &words.title_endings},
      {"code_headers", &words.code_headers},     {"code_levels", &words.code_levels},
      {"name_headers", &words.name_headers},     {"sequence_headers", &words.sequence_headers},
      {"numbering", &words.numbering},           {"comparison_headers", &words.comparison_headers},
      {"count_headers", &words.count_headers},   {"last_year", &words.last_year},
      {"last_year_of", &words.last_year_of},     {"totals", &words.totals},
      {"total_of", &words.total_of},             {"among", &words.among},
      {"nil", &words.nil},                       {"notes", &words.notes},
      {"empty", &words.empty},                   {"organisations", &words.organisations},
      {"placeholders", &words.placeholders}};
  auto read = [&](const YamlNode& root) -> Result<void> {
    for (const auto& [name, list] : lists) {
      if (!root[name]) return tl::unexpected<Error>(yaml_error(path, root.line(), std::string("缺少词表 ") + name));
      for (const auto& word : root[name]) list->push_back(word_key(word.as<std::string>()));
    }
    return {};
  };
  if (auto done = read_yaml(path, read); !done) return tl::unexpected<Error>(done.error());
  return words;
}

}  // namespace mingzhang
