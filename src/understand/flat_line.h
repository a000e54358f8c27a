#pragma once
// A line of a table that lost its borders, as the words that stand apart in it.

#include <string_view>
#include <vector>

#include "document/document.h"

namespace mingzhang {

struct Token {
  std::string_view text;  // of the line's text
  Place place;
  bool line_start = false;
};

std::vector<Token> tokens_of(const Text& line);

// "※ ※ ※ 1 2 3": the count of columns it numbers; 0 when the line is something else.
int numbering_line(const std::vector<Token>& tokens);

bool all_digits(std::string_view text);

}  // namespace mingzhang
