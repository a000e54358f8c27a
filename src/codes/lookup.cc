#include "codes/lookup.h"

#include <algorithm>
#include <limits>

namespace mingzhang {
namespace {

constexpr std::size_t kSuggestionsMax = 10;

Lookup look_up_code(const Catalog& catalog, std::string_view code, int year) {
  Lookup lookup;
  for (const Classification classification : kClassifications) {
    const CodeEntry* any_year = catalog.find_any_year(classification, code);
    const CodeEntry* entry = catalog.find(classification, code, year);
    if (entry) lookup.found.push_back(entry);
    if (!entry && any_year) lookup.suggestions.push_back(any_year);
  }
  if (!lookup.found.empty()) lookup.suggestions.clear();
  if (!lookup.found.empty() || !lookup.suggestions.empty()) return lookup;

  for (std::string_view above = code; above.size() > 1; above.remove_suffix(1)) {
    const std::string_view parent = above.substr(0, above.size() - 1);
    for (const Classification classification :
         {Classification::Function, Classification::EconomicDepartment, Classification::EconomicGovernment}) {
      const CodeEntry* entry = catalog.find(classification, parent, year);
      if (!entry) continue;
      lookup.suggestions = catalog.children(*entry, year);
      lookup.suggestions.insert(lookup.suggestions.begin(), entry);
      return lookup;
    }
  }
  return lookup;
}

Lookup look_up_words(const Catalog& catalog, std::string_view words, int year) {
  std::vector<NameMatch> holding, near;
  const auto append = [](std::vector<NameMatch>& to, const std::vector<NameMatch>& more) {
    to.insert(to.end(), more.begin(), more.end());
  };
  for (const Classification classification : kClassifications) {
    append(holding, catalog.containing(classification, words, year, std::numeric_limits<std::size_t>::max()));
    append(near, catalog.nearest(classification, words, year, kSuggestionsMax));
  }
  Lookup lookup;
  std::ranges::stable_sort(holding, {}, &NameMatch::distance);
  for (const NameMatch& match : holding) {
    if (match.entry->in_force(year)) lookup.found.push_back(match.entry);
  }
  if (!lookup.found.empty()) return lookup;
  std::ranges::stable_sort(near, {}, &NameMatch::distance);
  append(holding, near);  // in force in other years first
  for (const NameMatch& match : holding) {
    const bool known = std::ranges::find(lookup.suggestions, match.entry) != lookup.suggestions.end();
    if (!known && lookup.suggestions.size() < kSuggestionsMax) lookup.suggestions.push_back(match.entry);
  }
  return lookup;
}

}  // namespace

Lookup look_up(const Catalog& catalog, std::string_view query, int year) {
  const std::string wanted = normalised_name(query);
  if (wanted.empty()) return {};
  const bool is_code = std::ranges::all_of(wanted, [](char c) { return c >= '0' && c <= '9'; });
  return is_code ? look_up_code(catalog, wanted, year) : look_up_words(catalog, wanted, year);
}

std::vector<Counterpart> economic_counterparts(const Catalog& catalog, const CodeEntry& entry) {
  const bool department = entry.classification == Classification::EconomicDepartment;
  if (!department && entry.classification != Classification::EconomicGovernment) return {};
  const Classification other = department ? Classification::EconomicGovernment : Classification::EconomicDepartment;
  std::vector<Counterpart> counterparts;
  for (const EconomicPair& pair : catalog.economic_pairs()) {
    if ((department ? pair.department : pair.government) != entry.code) continue;
    const CodeEntry* counterpart = catalog.find_any_year(other, department ? pair.government : pair.department);
    counterparts.push_back({counterpart, pair.scope, pair.confidence});
  }
  return counterparts;
}

}  // namespace mingzhang
