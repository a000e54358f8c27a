#pragma once
// The lasting identity of a finding, so that a reviewer's verdict survives a rerun: made of what the finding is about
// (code, table, row, column, names), never of line numbers or of the wrong value itself.

#include <initializer_list>
#include <string>
#include <string_view>

namespace mingzhang {

// 16 hex digits. The parts keep their borders: ("ab", "c") and ("a", "bc") differ.
std::string fingerprint(std::initializer_list<std::string_view> parts);

}  // namespace mingzhang
