#pragma once
// The files of a site on disk. A file that is there already with the same bytes is left as it is; files of an earlier run that the
// site no longer has are removed, and no others: the site lists its own in site-files.txt.

#include <cstddef>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mingzhang {

class SiteOutput {
 public:
  // Errors: site.output.foreign (files that no site made), write.file.failed.
  static Result<SiteOutput> open(const std::string& directory);

  // From any thread. `path` is relative, with /. Error: write.file.failed.
  Result<void> put(const std::string& path, std::string_view bytes);

  // Removes what an earlier run left, and writes the list. Error: write.file.failed.
  Result<void> finish();

  std::size_t file_count() const { return files_.size(); }
  std::size_t bytes() const { return bytes_; }
  std::size_t written() const { return written_; }  // files that were new or other than before

 private:
  explicit SiteOutput(std::string directory) : directory_(std::move(directory)), mutex_(std::make_unique<std::mutex>()) {}

  std::string directory_;
  std::set<std::string> earlier_, files_;
  std::set<std::string> folders_;  // made already
  std::size_t bytes_ = 0, written_ = 0;
  std::unique_ptr<std::mutex> mutex_;
};

}  // namespace mingzhang
