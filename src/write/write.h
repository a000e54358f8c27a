#pragma once
// Document -> bytes for people. Deterministic: the same Document and options give the same bytes, for no clock is read.
// Headings, paragraphs, tables with their spans and page breaks come through in every format that has them; reading
// what was written gives the Document again, but for places.

#include <string>

#include "base/result.h"
#include "document/document.h"

namespace mingzhang {

struct WriteOptions {
  std::string title;      // what the file says its title is
  bool contents = false;  // begin with the title and a table of contents made of the headings
};

std::string write_text(const Document& document);  // aligned columns, for a terminal
std::string write_html(const Document& document, const WriteOptions& options);  // one self-contained page

// Wide tables stand on landscape pages, header rows are repeated, pages are numbered. Errors: write.docx.failed,
// write.xlsx.failed, write.pdf.failed: what the library says.
Result<std::string> write_docx(const Document& document, const WriteOptions& options);
Result<std::string> write_pdf(const Document& document, const WriteOptions& options);

// A sheet for each table with its caption, and one for each stretch of text between them. Printed numbers are numbers
// that print the same; codes and everything else are strings, never formulas.
Result<std::string> write_xlsx(const Document& document, const WriteOptions& options);

}  // namespace mingzhang
