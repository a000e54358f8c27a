#pragma once
// A Document, or the Error instead of it, as bytes between our own processes. Not a format for files: both ends are of
// one build (files are JSON). The receiver trusts nothing of it, because the sender has just read a stranger's file.

#include <string>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "document/document.h"

namespace mingzhang {

// All but path and sha256, which the receiver knows itself. Broken UTF-8 goes out as U+FFFD.
std::string to_wire(const Result<Document>& document);

// What to_wire was given. Every length, count and position is checked, as document_from_json does; all text is UTF-8.
// Errors: document.wire.invalid, and whatever Error was sent whose id is listed in base/errors.def.
Result<Document> from_wire(std::string_view bytes, const Limits& limits = {});

}  // namespace mingzhang
