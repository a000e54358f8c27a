#pragma once
// How progress is shown: what --progress says, for a terminal and for everything else.

#include <cstddef>
#include <string_view>

#include "batch/progress.h"

namespace mingzhang {

// `wanted`: auto, lines or off. Auto is a bar on a terminal when there is more than one item.
ProgressStyle progress_style(std::string_view wanted, std::size_t items);

}  // namespace mingzhang
