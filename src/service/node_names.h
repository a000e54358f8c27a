#pragma once
// What nodes of the cube are called, for people: clients need not look up codes.

#include <string>
#include <string_view>

#include "forms/knowledge.h"

namespace mingzhang {

// A code's name in that year (0: the newest); of a fixed tree the node's; a unit, year or project is its own name. "未分类" for "",
// the id itself where the catalog does not have it.
std::string node_name(const Knowledge& knowledge, Dimension dimension, std::string_view id, int year);

}  // namespace mingzhang
