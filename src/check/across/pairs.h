#pragma once
// Which documents belong together, from what they say of themselves: never from their names or folders.

#include <cstddef>
#include <span>
#include <vector>

#include "check/across/facts.h"

namespace mingzhang {

// Documents by index. `one` is the earlier year, the budget, the department, or any version; `others` are one document, or
// the units of a department.
struct Pairing {
  Relation relation = Relation::LastYear;
  std::size_t one = 0;
  std::vector<std::size_t> others;
  bool complete = true;  // Department: all its units are there
};

// The order, and which is `one`, depend on the contents alone.
std::vector<Pairing> find_pairs(std::span<const DocumentIdentity> documents);

}  // namespace mingzhang
