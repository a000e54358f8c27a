#include "serve/shared_answers.h"

#include <utility>

namespace mingzhang {

std::string SharedAnswers::key_of(const Request& request, std::string_view variant) {
  if (!is_safe(request.method) || !request.header("authorization").empty() || !request.cookie("mingzhang_session").empty()) return {};
  std::string key(variant);
  key += request.path;
  for (const auto& [name, value] : request.query) key.append(1, '\0').append(name).append(1, '\0').append(value);
  return key;
}

std::optional<Response> SharedAnswers::find(std::string_view key, std::uint64_t generation, Time now) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end() || found->second.generation != generation || now - found->second.made > kLongest) return std::nullopt;
  if (now - found->second.made > kFor && !std::exchange(found->second.renewing, true)) return std::nullopt;
  return found->second.response;
}

void SharedAnswers::add(const std::string& key, const Response& response, std::uint64_t generation, Time now) {
  const std::size_t size = response.body ? response.body->size() : 0;
  if (response.status != 200 || response.events || size > kBodyMax) return;
  const std::lock_guard lock(mutex_);
  if (entries_.size() >= kEntriesMax || bytes_ + size > kBytesMax) {  // all of them are a second old at most
    entries_.clear();
    bytes_ = 0;
  }
  Entry& entry = entries_[key];
  bytes_ -= entry.response.body ? entry.response.body->size() : 0;
  bytes_ += size;
  entry = {response, generation, now, false};
}

}  // namespace mingzhang
