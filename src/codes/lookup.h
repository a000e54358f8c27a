#pragma once
// One question of a person to the catalog: a code, or some words of a name.

#include <string_view>
#include <vector>

#include "codes/catalog.h"

namespace mingzhang {

struct Lookup {
  // In force in that year, in all classifications. For a code at most one in each; for words exact names first, then
  // the shortest names that hold them.
  std::vector<const CodeEntry*> found;
  // When nothing was found: the same code in other years, else what the code would stand under and beside, or the names
  // that are nearest to the words.
  std::vector<const CodeEntry*> suggestions;
};

Lookup look_up(const Catalog& catalog, std::string_view query, int year);

// The other side of the correspondence of the two economic classifications, by code; empty for other entries.
struct Counterpart {
  const CodeEntry* entry = nullptr;
  std::string_view scope;  // the type of unit it holds for; empty = any
  Confidence confidence = Confidence::Low;
};
std::vector<Counterpart> economic_counterparts(const Catalog& catalog, const CodeEntry& entry);

}  // namespace mingzhang
