#pragma once
// Plain text, as saved from a web page or extracted from a PDF.

#include <string>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "document/document.h"

namespace mingzhang {

// Tables whose cells are parted by bars become Grids (bar_tables.h). Else one Text per physical line that is not blank, without the spaces around it; its Place has the line, the column of its
// first character and its length. A form feed begins a page: places have pages, from 1, only in files that have one.
// Encodings: UTF-8, UTF-16 with byte order mark, GB18030. What cannot be decoded is U+FFFD in the text, with a Note.
// Errors: read.text.encoding, .binary, .blank, .too_many_lines, .line_too_long.
Result<Document> read_text(std::string_view bytes, std::string path, const Limits& limits = {});

}  // namespace mingzhang
