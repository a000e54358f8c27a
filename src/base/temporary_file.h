#pragma once
// An empty file of our own, for libraries that write to files only; gone with the object.

#include <string>

namespace mingzhang {

class TemporaryFile {
 public:
  TemporaryFile();
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }  // "" when none could be made

 private:
  std::string path_;
};

}  // namespace mingzhang
