#pragma once
// What a result depends on besides the file: two results of one file with one catalog version are the same.

#include <string>
#include <string_view>

#include "base/result.h"

namespace mingzhang {

// Fingerprint of all files of the catalog and of the program's version, 16 hex digits. Errors: read.file.*.
Result<std::string> catalog_version(const std::string& directory, std::string_view program_version);

}  // namespace mingzhang
