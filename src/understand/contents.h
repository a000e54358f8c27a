#pragma once
// Which lines of a document's table of contents are tables, and whether the document prints them.

#include <vector>

#include "disclosure/disclosure.h"
#include "document/document.h"
#include "forms/knowledge.h"

namespace mingzhang {

// Titles may differ in number, year, unit and brackets, and a little in words; each printed title answers one entry. `form` (may be
// nullptr) knows other titles of its tables.
void find_listed_tables(const Document& document, const Knowledge& knowledge, const Form* form, std::vector<ContentsEntry>& contents);

}  // namespace mingzhang
