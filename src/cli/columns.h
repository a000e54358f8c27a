#pragma once
// Text in columns on a terminal, where a Chinese character takes two cells.

#include <span>
#include <string>
#include <vector>

namespace mingzhang {

// One line for each row, cells padded to the widest of their column with two spaces between them; no trailing spaces.
std::string in_columns(std::span<const std::vector<std::string>> rows);

}  // namespace mingzhang
