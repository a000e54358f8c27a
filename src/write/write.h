#pragma once
// Document -> bytes for people. Deterministic: same Document, same bytes.

#include <string>

#include "document/document.h"

namespace mingzhang {

std::string write_text(const Document& document);                            // aligned columns, for a terminal
std::string write_html(const Document& document, const std::string& title);  // one self-contained page

}  // namespace mingzhang
