#include "site/output.h"

#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "base/file.h"

namespace mingzhang {
namespace {

namespace fs = std::filesystem;
constexpr const char* kList = "site-files.txt";

// Of a list that anyone may have edited: nothing outside of the site is ever removed.
bool is_inside(const std::string& path) {
  const fs::path as_path(path);
  if (path.empty() || as_path.is_absolute()) return false;
  for (const fs::path& part : as_path)
    if (part == ".." || part == ".") return false;
  return true;
}

bool holds(const std::string& path, std::string_view bytes) {
  std::error_code error;
  if (fs::file_size(path, error) != bytes.size() || error) return false;
  std::ifstream file(path, std::ios::binary);
  std::string buffer(std::min<std::size_t>(bytes.size(), 1u << 16), '\0');
  while (!bytes.empty()) {
    const std::size_t count = std::min(bytes.size(), buffer.size());
    if (!file.read(buffer.data(), static_cast<std::streamsize>(count)) || std::memcmp(buffer.data(), bytes.data(), count) != 0) return false;
    bytes.remove_prefix(count);
  }
  return true;
}

}  // namespace

Result<SiteOutput> SiteOutput::open(const std::string& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  SiteOutput output(directory);
  const fs::path list = fs::path(directory) / kList;
  if (fs::exists(list, error)) {
    std::ifstream file(list);
    for (std::string line; std::getline(file, line);)
      if (is_inside(line)) output.earlier_.insert(line);
  } else if (fs::directory_iterator(directory, error) != fs::directory_iterator()) {
    return fail("site.output.foreign", fmt::format("目录“{}”里有别的文件，不是本软件生成的网站", directory), "请给出一个空目录，或以前生成网站的目录。", directory);
  }
  return output;
}

Result<void> SiteOutput::put(const std::string& path, std::string_view bytes) {
  const std::string folder = path.substr(0, std::min(path.rfind('/'), path.size()));
  {
    const std::lock_guard lock(*mutex_);
    files_.insert(path);
    bytes_ += bytes.size();
    if (folder.size() < path.size() && folders_.insert(folder).second) {
      std::error_code ignored;  // write_file says what is wrong
      fs::create_directories(fs::path(directory_) / folder, ignored);
    }
  }
  const std::string whole = directory_ + "/" + path;
  if (holds(whole, bytes)) return {};
  {
    const std::lock_guard lock(*mutex_);
    ++written_;
  }
  return write_file(whole, bytes);
}

Result<void> SiteOutput::finish() {
  std::error_code ignored;
  for (const std::string& path : earlier_) {
    if (files_.contains(path)) continue;
    fs::path gone = fs::path(directory_) / path;
    fs::remove(gone, ignored);
    for (gone = gone.parent_path(); gone != fs::path(directory_) && fs::remove(gone, ignored);) gone = gone.parent_path();  // folders that are empty now
  }
  std::string list;
  for (const std::string& path : files_) list += path + "\n";
  return put(kList, list);
}

}  // namespace mingzhang
