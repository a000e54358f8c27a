#include "understand/flat_line.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"

namespace mingzhang {

Place Token::place() const {
  Place place = line->place;
  place.column = column;
  place.length = length;
  return place;
}

void add_tokens(const Text& line, std::vector<Token>& tokens) {
  const std::size_t first = tokens.size();
  std::size_t begin = std::string::npos;
  int column = std::max(line.place.column, 1), begin_column = column;
  auto flush = [&](std::size_t end) {
    if (begin == std::string::npos) return;
    tokens.push_back({std::string_view(line.text).substr(begin, end - begin), &line, begin_column, column - begin_column, tokens.size() == first});
    begin = std::string::npos;
  };
  for (const CodePoint& c : code_points(line.text)) {
    if (is_space(c.value)) {
      flush(c.offset);
    } else if (begin == std::string::npos) {
      begin = c.offset;
      begin_column = column;
    }
    ++column;
  }
  flush(line.text.size());
}

int numbering_line(Tokens tokens) {
  int next = 1;
  bool mark = false;
  for (const Token& token : tokens) {
    if (token.text == "※" || token.text == "栏次" || token.text == "行次") mark = true;
    else if (token.text == std::to_string(next)) ++next;
    else return 0;
  }
  return mark || next > 2 ? next - 1 : 0;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace mingzhang
