#pragma once
// Content as gzip for clients that take it. What is compressed is known by its content (its ETag), so the same bytes are compressed
// once however often they are read, and what is kept is never out of date.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "serve/http.h"

namespace mingzhang {

// Whether "gzip;q=0.5, br" takes gzip.
bool takes_gzip(std::string_view accept_encoding);

std::string gzip_of(std::string_view bytes);

class CompressedBodies {
 public:
  // Makes the response one in gzip, with an ETag of its own, where its kind and size are worth it.
  void compress(Response& response);

  static constexpr std::size_t kBodyMin = 1024, kBytesMax = 64u << 20;

 private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const std::string>, std::less<>> bodies_;  // by ETag
  std::size_t bytes_ = 0;
};

}  // namespace mingzhang
