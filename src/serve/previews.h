#pragma once
// HTML editions that somebody looks at while typing: kept in memory for some minutes, for the one who asked.

#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "store/records.h"

namespace mingzhang {

class Previews {
 public:
  std::string add(RecordId user, std::string html);  // its token
  std::shared_ptr<const std::string> find(RecordId user, std::string_view token);  // null: none, or no longer

 private:
  static constexpr std::size_t kKept = 256;
  static constexpr std::chrono::minutes kFor{10};
  struct Preview {
    RecordId user = 0;
    std::string token;
    std::shared_ptr<const std::string> html;
    std::chrono::steady_clock::time_point made;
  };
  std::mutex mutex_;
  std::deque<Preview> previews_;  // oldest first
};

}  // namespace mingzhang
