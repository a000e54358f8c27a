#include "batch/catalog_version.h"

#include "base/file.h"
#include "base/sha256.h"
#include "batch/walk.h"

namespace mingzhang {

Result<std::string> catalog_version(const std::string& directory, std::string_view program_version) {
  std::string all(program_version);
  TRY(const Inputs files, collect_inputs({directory}));
  for (const InputFile& file : files.files) {
    TRY(const std::string bytes, read_file(file.path));
    all += "\n" + file.path.substr(directory.size()) + " " + sha256_hex(bytes);
  }
  return sha256_hex(all).substr(0, 16);
}

}  // namespace mingzhang
