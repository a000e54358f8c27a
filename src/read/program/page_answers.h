#pragma once
// The work of read/isolate/page_work.h on this side of the pipe.

#include <string>
#include <string_view>

#include "base/limits.h"

namespace mingzhang {

std::string answer_page_request(std::string_view request, const Limits& limits);

}  // namespace mingzhang
