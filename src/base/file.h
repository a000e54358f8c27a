#pragma once
// Files as bytes, with every way to fail told apart.

#include <string>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"

namespace mingzhang {

// All bytes of a file or pipe. Errors: read.file.missing, .directory, .not_readable, .too_large, .empty.
// A regular file above the limit is refused by its size; of anything else no more than the limit is ever held.
Result<std::string> read_file(const std::string& path, const Limits& limits = {});

// All of it or nothing: a file that is there already is replaced at once, when the new one is complete. Error: write.file.failed.
Result<void> write_file(const std::string& path, std::string_view bytes);

}  // namespace mingzhang
