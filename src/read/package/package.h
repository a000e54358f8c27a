#pragma once
// An Office Open XML file: parts in a ZIP archive, tied by relationships. The one place that knows libzip.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct zip;

namespace mingzhang {

struct Relationship {
  std::string id;
  std::string type;    // its last word: "worksheet", "styles"
  std::string target;  // name of a part; empty when it is outside the file
};

class Package {
 public:
  // `bytes` must outlive it. Errors: read.office.damaged, .too_large.
  static Result<Package> open(std::string_view bytes, std::string path);

  bool has(const std::string& part) const;

  // The whole part. What all parts together unpack to is limited, and how much one may be packed (zip bombs).
  // Errors: read.office.damaged, .encrypted, .too_large.
  Result<std::string> part(const std::string& name);

  // In the order of the file; none is no error. Errors: as part().
  Result<std::vector<Relationship>> relationships(const std::string& part);

  // Of the part that the whole file is about (word/document.xml, xl/workbook.xml). Errors: as part(), read.office.damaged.
  Result<std::string> main_part();
  Result<std::string> content_type(const std::string& part);

  const std::string& path() const { return path_; }
  tl::unexpected<Error> damaged(std::string_view what) const;  // read.office.damaged

 private:
  struct Close {
    void operator()(zip* archive) const;
  };

  Package(zip* archive, std::string path);

  std::unique_ptr<zip, Close> archive_;
  std::string path_;
  std::uint64_t unpacked_bytes_ = 0;
};

}  // namespace mingzhang
