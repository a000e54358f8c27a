#pragma once
// A file of named parts, written and read from front to back: a tar archive in zstd, which `tar --zstd` opens too. The only file
// that knows the library (libarchive) is archive_file.cc.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mingzhang {

// Becomes the file at `path` when it is closed, not before.
class ArchiveWriter {
 public:
  static Result<ArchiveWriter> create(const std::string& path);
  ArchiveWriter(ArchiveWriter&&) noexcept;
  ~ArchiveWriter();
  Result<void> add(const std::string& name, std::string_view bytes);  // write.file.failed
  Result<void> close();

 private:
  struct State;
  explicit ArchiveWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct ArchivePart {
  std::string name;
  std::string bytes;
};

class ArchiveReader {
 public:
  static Result<ArchiveReader> open(const std::string& path);
  ArchiveReader(ArchiveReader&&) noexcept;
  ~ArchiveReader();
  Result<std::optional<ArchivePart>> next();  // none: that was all; store.archive.damaged

 private:
  struct State;
  explicit ArchiveReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

tl::unexpected<Error> damaged_archive(const std::string& path, std::string_view what);

}  // namespace mingzhang
