#pragma once
// Text on a terminal: where it may be broken, and nothing in it that the terminal would obey.
// Widths are those of base/display_width.h.

#include <string>
#include <string_view>
#include <vector>

namespace mingzhang {

// On one line, with controls and marks of writing direction shown as U+FFFD: text of strangers must not steer a
// terminal.
std::string printable(std::string_view text);

// At most `width` columns, the end replaced by … when it does not fit.
std::string clipped(std::string_view text, int width);

// Filled with spaces on the right up to `width` columns.
std::string padded(std::string_view text, int width);

// Lines of at most `width` columns, broken where Chinese and English text may be; a longer word has a line of its own.
// width 0: one line.
std::vector<std::string> wrapped(std::string_view text, int width);

}  // namespace mingzhang
