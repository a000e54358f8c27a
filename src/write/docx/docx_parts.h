#pragma once
// The parts of a DOCX package that do not depend on the content: styles, settings, fonts, footer, relations.

#include <string>
#include <utility>
#include <vector>

namespace mingzhang {

inline constexpr const char* kFooterRelation = "rId4";

// All but word/document.xml. `title` is plain text.
std::vector<std::pair<std::string, std::string>> docx_parts(const std::string& title);

}  // namespace mingzhang
