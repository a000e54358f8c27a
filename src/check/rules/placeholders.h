#pragma once
// Signs that stand where a name or a number belongs, and documents that consist of them.

#include <vector>

#include "check/rules/printed_text.h"

namespace mingzhang {

std::vector<Span> placeholders_in(std::string_view text);

// A blank template: it gets one finding, not one for each of its gaps.
bool is_template(const Disclosure& disclosure);

}  // namespace mingzhang
