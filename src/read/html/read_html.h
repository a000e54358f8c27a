#pragma once
// Web pages, as saved from a site, exported by an office program, or the JSP they are made by.

#include <string>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "document/document.h"

namespace mingzhang {

// Block elements as Texts, headings with their level, tables as Grids. A table that holds tables, or a few cells of many
// lines, only lays out the page: its content is read as if it stood alone. Left out: scripts, styles, controls, what is
// hidden, and what by its own word stands beside the content: <nav>, <aside>, and elements of these roles. Places: `line` counts lines of text and table rows, `column` the columns of a table.
// Errors: read.text.encoding, .blank, read.office.too_deep, .too_large.
Result<Document> read_html(std::string_view bytes, const std::string& path, const Limits& limits = {});

}  // namespace mingzhang
