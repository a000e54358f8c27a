#pragma once
// The figures of a disclosure as facts about regions: what placement and every check start from.

#include <string_view>
#include <vector>

#include "disclosure/disclosure.h"

namespace mingzhang {

// The region of one cell: what its column and its row say together.
Region cell_region(Space& space, const Region& column, const Region& row);

// A code row that is printed only together with project names has an unprinted total over them; these regions make the sums
// above it complete.
std::vector<Region> unprinted_totals(const Table& table, Space& space);

// Words that no list knows are a thing of their own, below this node of the measures: known in one sentence and nowhere else.
Region apart_region(Space& space, const Region& usual, std::string_view words);
bool is_apart(const Space& space, const Region& region);

}  // namespace mingzhang
