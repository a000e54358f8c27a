#pragma once
// What a user named, as the list of files to work on.

#include <string>
#include <vector>

#include "base/result.h"

namespace mingzhang {

struct InputFile {
  std::string path;
  bool from_directory = false;  // found by walking: when it is of no known format it is no failure, only counted
};

struct Inputs {
  std::vector<InputFile> files;
  int hidden = 0;  // files and directories of directories that begin with a dot, and links
};

// Files in the order given, directories walked in the order of names (bytes). A file named twice is taken once. Links inside
// directories are not followed. Errors: batch.too_many_files, read.file.not_readable (a directory).
Result<Inputs> collect_inputs(const std::vector<std::string>& paths);

}  // namespace mingzhang
