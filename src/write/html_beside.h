#pragma once
// What a page of a Document has besides the Document: links of its figures, and parts that stand beside its text. Readers of web
// pages leave those parts aside, for they are <aside> and <nav>; so reading the page still gives the Document.

#include <cstddef>
#include <string>
#include <vector>

#include "document/document.h"
#include "write/write.h"

namespace mingzhang {

// A figure that is a link, and that others can link to: the whole text of a cell, or some bytes of a paragraph.
struct HtmlLink {
  std::size_t block = 0;            // of the Document
  int row = -1, column = -1;        // of the cell; -1 in a paragraph
  std::size_t begin = 0, end = 0;   // of the bytes in a paragraph
  std::string id, target;           // names without #, of letters, digits, - and _
};

struct HtmlBeside {
  std::vector<HtmlLink> links;      // by block, row, column, begin; in a paragraph they do not overlap
  struct Part {
    std::string id, title;          // anchor and heading: the contents name it
    std::string html;               // trusted: whoever makes it escapes
  };
  std::vector<Part> before, after;  // the text
};

std::string write_html(const Document& document, const WriteOptions& options, const HtmlBeside& beside);

}  // namespace mingzhang
