#pragma once
// A line of a table that lost its borders, as the words that stand apart in it.

#include <span>
#include <string_view>
#include <vector>

#include "document/document.h"

namespace mingzhang {

struct Token {
  std::string_view text;  // of the line's text
  const Text* line = nullptr;
  int column = 0, length = 0;  // in characters
  bool line_start = false;
  Place place() const;
};
using Tokens = std::span<const Token>;  // of one line

void add_tokens(const Text& line, std::vector<Token>& tokens);

// "※ ※ ※ 1 2 3": the count of columns it numbers; 0 when the line is something else.
int numbering_line(Tokens tokens);

bool all_digits(std::string_view text);

}  // namespace mingzhang
