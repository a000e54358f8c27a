#pragma once

#include <string_view>

namespace mingzhang {

// Cells of a terminal: ideographs and full-width forms take two, combining marks and what is invisible none.
int display_width(std::string_view text);

}  // namespace mingzhang
