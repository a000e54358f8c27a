#include "rollup/duckdb_library.h"

#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/paths.h"

namespace mingzhang {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> places() {
  if (const char* const setting = std::getenv("MINGZHANG_DUCKDB"); setting != nullptr && *setting != '\0') return {setting};
  std::vector<std::string> paths;
  std::error_code error;
  const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const fs::path& candidate : {folder / "libduckdb.so", folder.parent_path() / "libduckdb.so"})
    if (!error && fs::exists(candidate)) paths.push_back(candidate);
  if (const std::string built = source_path("build/libduckdb.so"); fs::exists(built)) paths.push_back(built);
  paths.push_back("libduckdb.so");
  return paths;
}

tl::unexpected<Error> missing(std::string_view what) {
  return fail("rollup.library.missing", fmt::format("汇总分析要用 DuckDB，但没有找到它的程序库（{}）", what),
              "请运行 make bootstrap（有 npm 时会下载），或安装 libduckdb.so，或用环境变量 MINGZHANG_DUCKDB 指明它的位置。其他功能不受影响。");
}

Result<DuckdbLibrary> load() {
  void* handle = nullptr;
  std::string what;
  for (const std::string& path : places()) {
    handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle != nullptr) break;
    what = dlerror();
  }
  if (handle == nullptr) return missing(what);
  DuckdbLibrary library;
#define MZ_DUCKDB_LOAD(name, result, parameters)                                                   \
  library.name = reinterpret_cast<result(*) parameters>(dlsym(handle, "duckdb_" #name));           \
  if (library.name == nullptr) return missing("duckdb_" #name);
  MZ_DUCKDB_FUNCTIONS(MZ_DUCKDB_LOAD)
#undef MZ_DUCKDB_LOAD
  if (std::string_view(library.library_version()).substr(0, 3) != "v1.") return missing(library.library_version());
  return library;
}

}  // namespace

Result<const DuckdbLibrary*> DuckdbLibrary::get() {
  static const Result<DuckdbLibrary> library = load();
  if (!library) return tl::unexpected<Error>(library.error());
  return &*library;
}

}  // namespace mingzhang
