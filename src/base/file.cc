#include "base/file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace mingzhang {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

tl::unexpected<Error> missing(const std::string& path) {
  return fail("read.file.missing", fmt::format("找不到文件“{}”", path), "请检查文件名和所在目录。", path);
}

tl::unexpected<Error> not_readable(const std::string& path, int cause) {
  return fail("read.file.not_readable", fmt::format("文件“{}”读不出来（{}）", path, std::strerror(cause)),
              "请检查文件的读取权限，或换一份拷贝再试。", path);
}

tl::unexpected<Error> too_large(const std::string& path, const Limits& limits) {
  return fail("read.file.too_large", fmt::format("文件“{}”超过 {} MiB 的上限", path, limits.file_bytes_max >> 20),
              "公开文件一般不超过几兆字节。请确认选对了文件，或把合订本拆开后逐份提交。", path);
}

// `size` as the directory has it; what is no regular file, or grows, goes on in chunks.
Result<std::string> read_all(std::FILE* file, std::size_t size, const std::string& path, const Limits& limits) {
  constexpr std::size_t kChunkBytes = 1u << 18;
  std::string bytes;
  for (std::size_t chunk = size + 1;; chunk = kChunkBytes) {
    const std::size_t before = bytes.size();
    bytes.resize(before + chunk);
    const std::size_t count = std::fread(bytes.data() + before, 1, chunk, file);
    bytes.resize(before + count);
    if (bytes.size() > limits.file_bytes_max) return too_large(path, limits);
    if (std::ferror(file)) return not_readable(path, errno);
    if (count < chunk) return bytes;
  }
}

}  // namespace

Result<std::string> read_file(const std::string& path, const Limits& limits) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) return missing(path);
  if (error) return not_readable(path, error.value());
  if (std::filesystem::is_directory(status)) {
    return fail("read.file.directory", fmt::format("“{}”是目录，不是文件", path), "请给出目录中具体的文件。", path);
  }
  std::uintmax_t size = 0;
  if (std::filesystem::is_regular_file(status)) {
    size = std::filesystem::file_size(path, error);
    if (error) size = 0;
    if (size > limits.file_bytes_max) return too_large(path, limits);
  }
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) return errno == ENOENT ? missing(path) : not_readable(path, errno);
  TRY(std::string bytes, read_all(file.get(), static_cast<std::size_t>(size), path, limits));
  if (bytes.empty()) {
    return fail("read.file.empty", fmt::format("文件“{}”是空的", path), "请检查文件是否下载完整，或是否选错了文件。",
                path);
  }
  return bytes;
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  const auto failed = [&] {
    return fail("write.file.failed", fmt::format("文件“{}”写不进去（{}）", path, std::strerror(errno)), "请检查目录、写入权限和磁盘空间。", path);
  };
  const std::string draft = path + ".part";
  File file(std::fopen(draft.c_str(), "wb"));
  if (!file) return failed();
  const bool complete = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size() && std::fflush(file.get()) == 0;
  file.reset();
  if (complete && std::rename(draft.c_str(), path.c_str()) == 0) return {};
  const auto error = failed();
  std::remove(draft.c_str());
  return error;
}

}  // namespace mingzhang
