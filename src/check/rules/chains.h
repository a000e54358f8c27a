#pragma once
// Names of class, section and item in running text: “一般公共服务支出（类）财政事务（款）行政运行（项）”, also with codes inside the
// brackets: “（201类）”.

#include <string_view>
#include <vector>

#include "check/rules/printed_text.h"

namespace mingzhang {

// From the name of the class to the last level word, within one sentence.
std::vector<Span> chains_in(std::string_view words);

}  // namespace mingzhang
