#include "base/paths.h"

#include <cstdlib>
#include <filesystem>

namespace mingzhang {
namespace {

namespace fs = std::filesystem;

bool directory_exists(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

}  // namespace

std::string catalog_directory() {
  if (const char* setting = std::getenv("MINGZHANG_CATALOG"); setting && *setting) return setting;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    const fs::path prefix = program.parent_path().parent_path();
    for (const fs::path& candidate : {prefix / "share" / "mingzhang" / "catalog", prefix / "catalog"}) {
      if (directory_exists(candidate)) return candidate;
    }
  }
  return source_path("catalog");
}

std::string source_path(std::string_view relative) { return (fs::path(MINGZHANG_SOURCE_DIR) / relative).string(); }

}  // namespace mingzhang
