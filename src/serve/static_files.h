#pragma once
// The browser application's files, held in memory: what was not there at the start cannot be asked for.

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace mingzhang {

struct StaticFile {
  std::shared_ptr<const std::string> bytes;
  std::shared_ptr<const std::string> gzip;  // the same compressed, where the build put it beside: "index-D2x9aB1c.js.gz"
  std::string type, etag;
  bool immutable = false;  // its name has a hash of its content: "assets/index-D2x9aB1c.js"
};

class StaticFiles {
 public:
  // Of a directory that is missing: none.
  static StaticFiles load(const std::string& directory);
  const StaticFile* find(std::string_view path) const;  // "assets/index-D2x9aB1c.js"
  bool empty() const { return files_.empty(); }

 private:
  std::map<std::string, StaticFile, std::less<>> files_;
};

}  // namespace mingzhang
