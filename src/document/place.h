#pragma once
// Where something stands in a source file. Formats fill what they have; zero or empty means "this format has none".

#include <string>
#include <tuple>

namespace mingzhang {

struct Place {
  int page = 0;          // from 1; 0 in formats without pages
  int line = 0;          // from 1; line of the text file
  int column = 0;        // from 1; characters (code points), not bytes
  int length = 0;        // characters; 0 means the whole line or cell
  std::string cell;      // "表3!B7" in spreadsheets
  friend bool operator==(const Place&, const Place&) = default;
  friend auto operator<=>(const Place& a, const Place& b) {
    return std::tie(a.page, a.line, a.column, a.cell) <=> std::tie(b.page, b.line, b.column, b.cell);
  }
};

}  // namespace mingzhang
