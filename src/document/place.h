#pragma once
// Where something stands in a source file. Formats fill what they have; zero or empty means "this format has none".

#include <memory>
#include <string>
#include <tuple>
#include <utility>

namespace mingzhang {

// A rectangle of a page in tenths of a point, from its top left corner as the page is shown. Empty when the format has none.
struct Box {
  int left = 0, top = 0, right = 0, bottom = 0;
  bool empty() const { return right <= left || bottom <= top; }
  friend bool operator==(const Box&, const Box&) = default;
};

// The name of a cell, shared by all places in it. There are ten thousands of places, and only spreadsheets name their cells.
class CellName {
 public:
  CellName() = default;
  CellName(std::string name) : name_(name.empty() ? nullptr : std::make_shared<const std::string>(std::move(name))) {}
  CellName(const char* name) : CellName(std::string(name)) {}

  bool empty() const { return name_ == nullptr; }
  const std::string& str() const {
    static const std::string kNone;
    return name_ == nullptr ? kNone : *name_;
  }
  friend bool operator==(const CellName& a, const CellName& b) { return a.name_ == b.name_ || a.str() == b.str(); }
  friend auto operator<=>(const CellName& a, const CellName& b) { return a.str() <=> b.str(); }

 private:
  std::shared_ptr<const std::string> name_;
};

struct Place {
  int page = 0;          // from 1; 0 in formats without pages
  int line = 0;          // from 1; line of the text file, or of the page where there are pages
  int column = 0;        // from 1; characters (code points), not bytes
  int length = 0;        // characters; 0 means the whole line or cell
  CellName cell = {};    // "表3!B7" in spreadsheets
  Box box = {};          // in formats with pages
  friend bool operator==(const Place&, const Place&) = default;
  friend auto operator<=>(const Place& a, const Place& b) {
    return std::tie(a.page, a.line, a.column, a.cell) <=> std::tie(b.page, b.line, b.column, b.cell);
  }
};

}  // namespace mingzhang
