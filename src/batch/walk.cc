#include "batch/walk.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

namespace mingzhang {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFilesMax = 2'000'000;
constexpr int kDepthMax = 64;

class Walker {
 public:
  Result<void> add(const std::string& path) {
    std::error_code ignored;  // what cannot be read is told when it is opened
    if (fs::is_directory(path, ignored)) return walk(path, 0);
    return add_file(path, false);
  }

  Inputs take() { return std::move(inputs_); }

 private:
  Result<void> add_file(const std::string& path, bool from_directory) {
    if (!seen_.insert(fs::path(path).lexically_normal().string()).second) return {};
    if (inputs_.files.size() == kFilesMax)
      return fail("batch.too_many_files", fmt::format("文件多于 {} 个", kFilesMax), "请分目录、分批核对。", path);
    inputs_.files.push_back({path, from_directory});
    return {};
  }

  Result<void> walk(const fs::path& directory, int depth) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator at(directory, error), end; !error && at != end; at.increment(error)) entries.push_back(*at);
    if (error) {
      return fail("read.file.not_readable", fmt::format("目录“{}”读不出来（{}）", directory.string(), error.message()),
                  "请检查目录的读取权限。", directory.string());
    }
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.path().native() < b.path().native(); });
    for (const fs::directory_entry& entry : entries)
      if (auto done = visit(entry, depth); !done) return done;
    return {};
  }

  Result<void> visit(const fs::directory_entry& entry, int depth) {
    std::error_code error;
    if (entry.path().filename().native().starts_with('.') || entry.is_symlink(error)) {
      ++inputs_.hidden;
      return {};
    }
    if (entry.is_directory(error)) return depth < kDepthMax ? walk(entry.path(), depth + 1) : Result<void>{};
    if (entry.is_regular_file(error)) return add_file(entry.path().string(), true);
    return {};
  }

  Inputs inputs_;
  std::set<std::string> seen_;
};

}  // namespace

Result<Inputs> collect_inputs(const std::vector<std::string>& paths) {
  Walker walker;
  for (const std::string& path : paths)
    if (auto done = walker.add(path); !done) return tl::unexpected(done.error());
  return walker.take();
}

}  // namespace mingzhang
