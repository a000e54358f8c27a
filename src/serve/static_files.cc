#include "serve/static_files.h"

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "base/sha256.h"
#include "service/media_types.h"

namespace mingzhang {
namespace {

// "index-D2x9aB1c.js": a dash and eight or more characters before the ending, as bundlers write it.
bool has_hash(std::string_view name) {
  const auto dot = name.rfind('.'), dash = name.rfind('-');
  if (dot == std::string_view::npos || dash == std::string_view::npos || dot < dash + 9) return false;
  const std::string_view hash = name.substr(dash + 1, dot - dash - 1);
  return std::all_of(hash.begin(), hash.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

}  // namespace

StaticFiles StaticFiles::load(const std::string& directory) {
  StaticFiles files;
  std::error_code failure;
  if (directory.empty() || !std::filesystem::is_directory(directory, failure)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory, failure)) {
    if (!entry.is_regular_file(failure)) continue;
    auto bytes = read_file(entry.path().string());
    if (!bytes) continue;  // an empty file, as a rule
    const std::string name = entry.path().lexically_relative(directory).generic_string();
    StaticFile file;
    file.etag = "\"" + sha256_hex(*bytes).substr(0, 32) + "\"";
    file.bytes = std::make_shared<const std::string>(std::move(*bytes));
    file.type = media_type_of(name);
    file.immutable = name.starts_with("assets/") && has_hash(name);
    files.files_.emplace(name, std::move(file));
  }
  constexpr std::string_view kCompressed = ".gz";
  for (auto compressed = files.files_.begin(); compressed != files.files_.end();) {
    const std::string_view name = compressed->first;
    const auto plain = name.ends_with(kCompressed) ? files.files_.find(name.substr(0, name.size() - kCompressed.size())) : files.files_.end();
    if (plain == files.files_.end()) {
      ++compressed;
      continue;
    }
    plain->second.gzip = compressed->second.bytes;
    compressed = files.files_.erase(compressed);
  }
  return files;
}

const StaticFile* StaticFiles::find(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

}  // namespace mingzhang
