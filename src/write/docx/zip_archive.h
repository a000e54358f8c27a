#pragma once
// A ZIP archive in memory, with fixed times: the one place that knows libzip.

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace mingzhang {

// Names and contents, in order. Error: write.docx.failed, with what libzip says.
Result<std::string> zip_archive(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace mingzhang
