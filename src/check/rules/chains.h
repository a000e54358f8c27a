#pragma once
// Names of class, section and item in running text: “一般公共服务支出（类）财政事务（款）行政运行（项）”, also with codes inside the
// brackets: “（201类）”.

#include <string_view>
#include <vector>

#include "check/rules/printed_text.h"

namespace mingzhang {

struct LevelWord {
  std::size_t begin = std::string_view::npos, end = std::string_view::npos;
};

// The next “（类）”, "(类)" or “（204类）” for the level 类, 款 or 项.
LevelWord find_level(std::string_view words, std::string_view level, std::size_t from);

// From the name of the class to the last level word, within one sentence.
std::vector<Span> chains_in(std::string_view words);

}  // namespace mingzhang
