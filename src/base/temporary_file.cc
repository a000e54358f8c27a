#include "base/temporary_file.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace mingzhang {

TemporaryFile::TemporaryFile() {
  std::error_code error;
  std::string path = (std::filesystem::temp_directory_path(error) / "mingzhang-XXXXXX").string();
  const int handle = error ? -1 : mkstemp(path.data());
  if (handle < 0) return;
  close(handle);
  path_ = path;
}

TemporaryFile::~TemporaryFile() {
  if (!path_.empty()) std::remove(path_.c_str());
}

}  // namespace mingzhang
