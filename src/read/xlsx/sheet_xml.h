#pragma once
// The XML of a worksheet, its rows a part at a time: the nodes of 600,000 cells at once would be 200 MiB, and making room for
// them takes as long as reading them.

#include <cstddef>
#include <string>

#include "read/package/xml.h"

namespace mingzhang {

class SheetXml {
 public:
  // Errors: read.office.damaged.
  static Result<SheetXml> parse(std::string text, const std::string& part, const Package& package);

  pugi::xml_node worksheet() const { return main_->document_element(); }  // its rows may be missing: they come from here
  // A node whose children are the next rows, valid until the next call; an empty one at the end. Errors: read.office.damaged.
  Result<pugi::xml_node> next_rows();
  std::size_t text_bytes() const { return text_bytes_; }

 private:
  SheetXml(const std::string& part, const Package& package) : part_(part), package_(&package) {}

  std::string part_;
  const Package* package_;
  Xml main_, rows_;
  std::string text_;                 // what is left of it: rows from next_ to end_
  std::size_t next_ = 0, end_ = 0;
  std::size_t text_bytes_ = 0;
  bool whole_ = false;               // the rows stand in `main_`
};

}  // namespace mingzhang
