// Functions named from the top down, with or without the words for the levels.

#include <algorithm>

#include "base/find_word.h"
#include "codes/catalog.h"

namespace mingzhang {
namespace {

constexpr std::array<std::string_view, 3> kLevelWords = {"(类)", "(款)", "(项)"};
constexpr std::array<std::size_t, 3> kCodeLengths = {3, 5, 7};
constexpr std::size_t kSuggestionsMax = 3;

std::string_view without_separators(std::string_view text) {
  for (;;) {
    constexpr std::array<std::string_view, 9> kSeparators = {"-", "/", "、", ">", "→", "·", "|", ",", "\\"};
    const auto found = std::ranges::find_if(kSeparators, [&](auto sign) { return has_prefix(text, sign); });
    if (found == kSeparators.end()) return text;
    text.remove_prefix(found->size());
  }
}

// Takes the name in front of the first of `words` off the text, with the word. Empty when another level word, of the
// next sentence perhaps, comes first.
std::string_view take_name(std::string_view& text, std::string_view word) {
  const std::size_t at = find_word(text, word);
  if (at == std::string_view::npos) return {};
  const std::string_view name = text.substr(0, at);
  const auto inside = [&](std::string_view other) { return name.find(other) != std::string_view::npos; };
  if (std::ranges::any_of(kLevelWords, inside)) return {};
  text.remove_prefix(at + word.size());
  return without_separators(name);
}

// "(204类)" as "(类)".
std::string without_codes(std::string normalised) {
  for (auto open = normalised.find('('); open != std::string::npos; open = normalised.find('(', open + 1)) {
    std::size_t end = open + 1;
    while (end < normalised.size() && normalised[end] >= '0' && normalised[end] <= '9') ++end;
    const std::string_view rest = std::string_view(normalised).substr(end);
    const bool level = std::ranges::any_of(kLevelWords, [&](std::string_view word) { return rest.starts_with(word.substr(1)); });
    if (level) normalised.erase(open + 1, end - open - 1);
  }
  return normalised;
}

}  // namespace

std::optional<Catalog::Chain> Catalog::parse_chain(std::string_view text, int year) const {
  const std::string normalised = without_codes(normalised_name(text));
  std::string_view rest = normalised;
  Chain chain;
  for (const std::string_view word : kLevelWords) {
    const std::string_view name = take_name(rest, word);
    if (name.empty()) break;
    chain.names.emplace_back(name);
  }
  resolve(chain, year);

  const bool lowest_known = chain.entries.empty() || chain.entries.back();
  if (lowest_known) {
    const std::string_view parent = chain.entries.empty() ? std::string_view() : chain.entries.back()->code;
    std::vector<Step> steps;
    if (match_steps(without_separators(rest), parent, year, steps)) {
      for (const auto& [name, entry] : steps) {
        chain.names.emplace_back(name);
        chain.entries.push_back(entry);
      }
    }
  }
  if (chain.entries.empty()) return std::nullopt;
  return chain;
}

// Among the functions with this name: one in force under a name of the year before one in force under another name,
// before one of other years. nullptr when there is none, or when several are equally good and not under one parent.
const CodeEntry* Catalog::function_named(std::string_view normalised, const Among& among, int year) const {
  const Table& in = table(Classification::Function);
  const CodeEntry* best = nullptr;
  int best_rank = -1;
  bool ambiguous = false;
  for (const std::uint32_t index : named(Classification::Function, normalised)) {
    const CodeEntry& entry = in.entries[in.names[index].entry];
    if (!among.admits(entry)) continue;
    const bool of_year = entry.in_force(year);
    const int rank =
        (of_year ? 4 : 0) + (of_year && in_force(entry, in.names[index], year) ? 2 : 0) + (entry.year_to == 0 ? 1 : 0);
    if (rank < best_rank) continue;
    ambiguous = rank == best_rank && parent_code(entry) != parent_code(*best);
    best = &entry;
    best_rank = rank;
  }
  return ambiguous ? nullptr : best;
}

// The name of a 类 at the end of the text, behind a list number or the beginning of a sentence; empty when there is
// none.
std::string_view Catalog::top_name_ending(std::string_view normalised) const {
  const Table& in = table(Classification::Function);
  std::string_view longest;
  for (const Name& name : in.names) {
    const bool top = in.entries[name.entry].code.size() == kCodeLengths[0];
    if (top && normalised.ends_with(name.normalised) && name.normalised.size() > longest.size()) {
      longest = name.normalised;
    }
  }
  return longest;
}

// Whether the whole text is names from below `parent` downward; they are appended to `steps`. At most three levels
// deep.
bool Catalog::match_steps(std::string_view normalised, std::string_view parent, int year,
                          std::vector<Step>& steps) const {
  const std::size_t length = parent.empty() ? kCodeLengths.front() : parent.size() + 2;
  if (normalised.empty() || length > kCodeLengths.back()) return false;
  const Table& in = table(Classification::Function);
  const auto by_code = [](const CodeEntry& entry) { return std::string_view(entry.code); };
  for (auto entry = std::ranges::lower_bound(in.entries, parent, {}, by_code);
       entry != in.entries.end() && entry->code.starts_with(parent); ++entry) {
    if (entry->code.size() != length) continue;
    for (const Name& name : names_of(*entry)) {
      if (!normalised.starts_with(name.normalised)) continue;
      const std::string_view rest = without_separators(normalised.substr(name.normalised.size()));
      const CodeEntry* named = function_named(name.normalised, {.code_prefix = parent, .code_length = length}, year);
      steps.push_back({name.normalised, named});
      if (rest.empty() || match_steps(rest, named->code, year, steps)) return true;
      steps.pop_back();
    }
  }
  return false;
}

// Finds the entries of the names of a chain, each below the lowest one known before it.
void Catalog::resolve(Chain& chain, int year) const {
  std::string_view parent;
  for (std::size_t level = 0; level < chain.names.size(); ++level) {
    std::string& name = chain.names[level];
    const Among among = {.code_prefix = parent, .code_length = kCodeLengths[level]};
    const CodeEntry* entry = function_named(name, among, year);
    if (const auto top = level == 0 && !entry ? top_name_ending(name) : std::string_view(); !top.empty()) {
      name = top;
      entry = function_named(name, among, year);
    }
    chain.entries.push_back(entry);
    if (entry) {
      parent = entry->code;
    } else if (chain.suggestions.empty()) {
      chain.suggestions = suggest(name, parent, kCodeLengths[level], year);
    }
  }
}

// Where the name exists elsewhere in its 类, then names of this level below `parent` that are nearly the same.
std::vector<const CodeEntry*> Catalog::suggest(const std::string& name, std::string_view parent,
                                               std::size_t code_length, int year) const {
  const Among family = {.code_prefix = parent.substr(0, kCodeLengths[0]), .code_length = code_length};
  const Among children = {.code_prefix = parent, .code_length = code_length};
  std::vector<const CodeEntry*> suggestions;
  for (const NameMatch& match : nearest_among(Classification::Function, name, year, 1, family)) {
    if (match.exact) suggestions.push_back(match.entry);
  }
  for (const NameMatch& match : nearest_among(Classification::Function, name, year, kSuggestionsMax, children)) {
    const bool known = std::ranges::find(suggestions, match.entry) != suggestions.end();
    if (!known && suggestions.size() < kSuggestionsMax) suggestions.push_back(match.entry);
  }
  return suggestions;
}

}  // namespace mingzhang
