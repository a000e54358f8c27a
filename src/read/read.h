#pragma once
// Any file -> Document: the format is recognised by content, never by the file's name.

#include <string>

#include "base/limits.h"
#include "base/result.h"
#include "document/document.h"

namespace mingzhang {

// Reads plain text and Documents in JSON. Errors: read.file.*, read.format.unsupported, read.text.*, document.json.*.
Result<Document> read_document(const std::string& path, const Limits& limits = {});

// The same for bytes already at hand; `path` is what the user calls them.
Result<Document> read_document_bytes(std::string_view bytes, const std::string& path, const Limits& limits = {});

}  // namespace mingzhang
