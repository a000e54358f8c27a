#pragma once
// The header texts of a column as one text, as findings, open data and the search have it, and back.

#include <string>
#include <string_view>
#include <vector>

namespace mingzhang {

std::string column_words(const std::vector<std::string>& path);         // "2024 年 / 基本支出"
std::vector<std::string> column_levels(std::string_view column_words);  // from the top; at least one

}  // namespace mingzhang
