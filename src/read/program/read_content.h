#pragma once
// Any bytes -> Document, in this very process: only for the program mingzhang-read, and for bytes that are ours.

#include <string>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "document/document.h"

namespace mingzhang {

// Errors: those of the readers, read.format.unsupported.
// `recognise`: pages that are pictures are read as well.
Result<Document> read_content(std::string_view bytes, const std::string& path, const Limits& limits = {}, bool recognise = false);

}  // namespace mingzhang
