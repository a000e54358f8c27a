#pragma once
// The hidden sheet by which a workbook is known as ours.

#include <string_view>

namespace mingzhang {

inline constexpr std::string_view kMarkSheet = "明账";              // A1 the mark, B1 the form; lists of words below
inline constexpr std::string_view kMark = "mingzhang-workbook-1";

}  // namespace mingzhang
