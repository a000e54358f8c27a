#pragma once
// Comparing names of codes.

#include <string>
#include <string_view>

namespace mingzhang {

// Levenshtein distance in code points, or any number above `limit` as soon as it is certain to exceed it.
int edit_distance(std::u32string_view a, std::u32string_view b, int limit);

std::u32string to_code_points(std::string_view text);

}  // namespace mingzhang
