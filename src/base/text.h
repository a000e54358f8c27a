#pragma once
// Small helpers over UTF-8 text.

#include <string>
#include <string_view>

namespace mingzhang {

std::string_view trimmed(std::string_view text);  // without spaces (is_space) at both ends
std::string without_spaces(std::string_view text);  // no is_space character anywhere: "收 入　总 计" -> "收入总计"
std::string with_ascii_brackets(std::string_view text);  // （ and ） as ( and ), everything else as it was
std::string html_escaped(std::string_view text);  // & < > " ' as references: safe as content and as a quoted attribute

std::string chinese_number(int number);  // 1 to 99: 21 -> "二十一"

}  // namespace mingzhang
