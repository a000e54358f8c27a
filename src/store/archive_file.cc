#include "store/archive_file.h"

#include <archive.h>
#include <archive_entry.h>

#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include "base/late_library.h"

namespace mingzhang {
namespace {

// Its functions, looked up when they are first called (base/late_library.h).
LateLibrary archive_library(MINGZHANG_LIBARCHIVE_FILE);

#define LATE_LIBARCHIVE(name) LATE_FUNCTION(archive_library, name)
LATE_LIBARCHIVE(archive_entry_free);
LATE_LIBARCHIVE(archive_entry_new);
LATE_LIBARCHIVE(archive_entry_pathname);
LATE_LIBARCHIVE(archive_entry_set_filetype);
LATE_LIBARCHIVE(archive_entry_set_mtime);
LATE_LIBARCHIVE(archive_entry_set_pathname);
LATE_LIBARCHIVE(archive_entry_set_perm);
LATE_LIBARCHIVE(archive_entry_set_size);
LATE_LIBARCHIVE(archive_entry_size);
LATE_LIBARCHIVE(archive_error_string);
LATE_LIBARCHIVE(archive_read_data);
LATE_LIBARCHIVE(archive_read_free);
LATE_LIBARCHIVE(archive_read_new);
LATE_LIBARCHIVE(archive_read_next_header);
LATE_LIBARCHIVE(archive_read_open_filename);
LATE_LIBARCHIVE(archive_read_support_filter_zstd);
LATE_LIBARCHIVE(archive_read_support_format_tar);
LATE_LIBARCHIVE(archive_write_add_filter_zstd);
LATE_LIBARCHIVE(archive_write_close);
LATE_LIBARCHIVE(archive_write_data);
LATE_LIBARCHIVE(archive_write_free);
LATE_LIBARCHIVE(archive_write_header);
LATE_LIBARCHIVE(archive_write_new);
LATE_LIBARCHIVE(archive_write_open_filename);
LATE_LIBARCHIVE(archive_write_set_format_pax_restricted);
#undef LATE_LIBARCHIVE

constexpr std::size_t kPartBytesMax = 1u << 30;  // as large as a field of a database can be

struct FreeWriter {
  void operator()(archive* file) const { archive_write_free(file); }
};
struct FreeReader {
  void operator()(archive* file) const { archive_read_free(file); }
};
struct FreeEntry {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

tl::unexpected<Error> library_missing(const std::string& path) {
  return fail("store.archive.library", fmt::format("缺少读写导出文件的程序库 {}", archive_library.file()), "请安装它（Debian 软件包 libarchive13）。", path);
}

std::string reason_of(archive* file) {
  const char* const text = archive_error_string(file);
  return text == nullptr ? "unknown" : text;
}

}  // namespace

struct ArchiveWriter::State {
  ~State() {
    file.reset();
    if (!closed) std::remove(draft.c_str());
  }
  Error failed() const {
    return {"write.file.failed", fmt::format("文件“{}”写不进去（{}）", path, reason_of(file.get())), "请检查目录、写入权限和磁盘空间。", path};
  }

  std::string path, draft;
  std::unique_ptr<archive, FreeWriter> file;
  bool closed = false;
};

ArchiveWriter::ArchiveWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveWriter::ArchiveWriter(ArchiveWriter&&) noexcept = default;
ArchiveWriter::~ArchiveWriter() = default;

Result<ArchiveWriter> ArchiveWriter::create(const std::string& path) {
  if (!archive_library.is_there()) return library_missing(path);
  auto state = std::make_unique<State>();
  state->path = path;
  state->draft = path + ".part";
  state->file.reset(archive_write_new());
  archive* const file = state->file.get();
  const bool ready = archive_write_set_format_pax_restricted(file) == ARCHIVE_OK && archive_write_add_filter_zstd(file) == ARCHIVE_OK &&
                     archive_write_open_filename(file, state->draft.c_str()) == ARCHIVE_OK;
  if (!ready) return tl::unexpected<Error>(state->failed());
  return ArchiveWriter(std::move(state));
}

Result<void> ArchiveWriter::add(const std::string& name, std::string_view bytes) {
  const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0600);
  archive_entry_set_mtime(entry.get(), 0, 0);  // the same content, the same bytes
  archive* const file = state_->file.get();
  if (archive_write_header(file, entry.get()) != ARCHIVE_OK) return tl::unexpected<Error>(state_->failed());
  while (!bytes.empty()) {
    const la_ssize_t written = archive_write_data(file, bytes.data(), bytes.size());
    if (written <= 0) return tl::unexpected<Error>(state_->failed());
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> ArchiveWriter::close() {
  if (archive_write_close(state_->file.get()) != ARCHIVE_OK || std::rename(state_->draft.c_str(), state_->path.c_str()) != 0)
    return tl::unexpected<Error>(state_->failed());
  state_->closed = true;
  return {};
}

struct ArchiveReader::State {
  std::string path;
  std::unique_ptr<archive, FreeReader> file;
};

ArchiveReader::ArchiveReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveReader::ArchiveReader(ArchiveReader&&) noexcept = default;
ArchiveReader::~ArchiveReader() = default;

tl::unexpected<Error> damaged_archive(const std::string& path, std::string_view what) {
  return fail("store.archive.damaged", fmt::format("“{}”不是完好的导出文件（{}）", path, what),
              "请确认是 mingzhang export 或 backup 写出的文件，并检查是否复制完整。", path);
}

Result<ArchiveReader> ArchiveReader::open(const std::string& path) {
  if (!std::filesystem::exists(path)) return fail("read.file.missing", fmt::format("找不到文件“{}”", path), "请检查文件名和所在目录。", path);
  if (!archive_library.is_there()) return library_missing(path);
  constexpr std::size_t kBlockBytes = 1u << 16;
  auto state = std::make_unique<State>();
  state->path = path;
  state->file.reset(archive_read_new());
  archive* const file = state->file.get();
  const bool ready = archive_read_support_format_tar(file) == ARCHIVE_OK && archive_read_support_filter_zstd(file) == ARCHIVE_OK &&
                     archive_read_open_filename(file, path.c_str(), kBlockBytes) == ARCHIVE_OK;
  if (!ready) return damaged_archive(path, reason_of(file));
  return ArchiveReader(std::move(state));
}

Result<std::optional<ArchivePart>> ArchiveReader::next() {
  archive* const file = state_->file.get();
  archive_entry* entry = nullptr;
  const int code = archive_read_next_header(file, &entry);
  if (code == ARCHIVE_EOF) return std::nullopt;
  if (code != ARCHIVE_OK) return damaged_archive(state_->path, reason_of(file));
  const la_int64_t size = archive_entry_size(entry);
  if (size < 0 || static_cast<std::size_t>(size) > kPartBytesMax) return damaged_archive(state_->path, "size of a part");
  ArchivePart part;
  const char* const name = archive_entry_pathname(entry);
  part.name = name == nullptr ? "" : name;
  while (part.bytes.size() < static_cast<std::size_t>(size)) {
    constexpr std::size_t kChunkBytes = 1u << 20;  // grows with what is really there, not with what the header says
    const std::size_t before = part.bytes.size();
    part.bytes.resize(std::min(before + kChunkBytes, static_cast<std::size_t>(size)));
    const la_ssize_t count = archive_read_data(file, part.bytes.data() + before, part.bytes.size() - before);
    if (count <= 0) return damaged_archive(state_->path, "a part is cut off");
    part.bytes.resize(before + static_cast<std::size_t>(count));
  }
  return part;
}

}  // namespace mingzhang
