#pragma once
// Answers that are the same for everybody, kept for a moment: what the public reads most is then answered by the thread of the wire,
// without a worker and without the database.

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "serve/http.h"

namespace mingzhang {

class SharedAnswers {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // "" when the answer may depend on who asks. `variant`: what the answers of one address differ by.
  static std::string key_of(const Request& request, std::string_view variant);

  // `generation`: of what is published, by this process; an answer of an older one is not given. What another process on the same
  // database publishes is seen after kLongest. An answer older than kFor is not given to the first who asks, who is to bring a new
  // one, but to all others until then: else all of them would ask the database at once.
  std::optional<Response> find(std::string_view key, std::uint64_t generation, Time now);
  void add(const std::string& key, const Response& response, std::uint64_t generation, Time now);

  static constexpr std::chrono::milliseconds kFor{500}, kLongest{1000};
  static constexpr std::size_t kBodyMax = 1u << 20, kBytesMax = 64u << 20, kEntriesMax = 4096;

 private:
  struct Entry {
    Response response;
    std::uint64_t generation = 0;
    Time made;
    bool renewing = false;
  };
  std::mutex mutex_;
  std::map<std::string, Entry, std::less<>> entries_;
  std::size_t bytes_ = 0;
};

}  // namespace mingzhang
