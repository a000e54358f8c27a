#include "serve/previews.h"

#include <algorithm>

#include "service/password.h"

namespace mingzhang {

std::string Previews::add(RecordId user, std::string html) {
  const std::lock_guard lock(mutex_);
  if (previews_.size() >= kKept) previews_.pop_front();
  previews_.push_back({user, random_secret(), std::make_shared<const std::string>(std::move(html)), std::chrono::steady_clock::now()});
  return previews_.back().token;
}

std::shared_ptr<const std::string> Previews::find(RecordId user, std::string_view token) {
  const std::lock_guard lock(mutex_);
  while (!previews_.empty() && std::chrono::steady_clock::now() - previews_.front().made > kFor) previews_.pop_front();
  const auto found = std::find_if(previews_.begin(), previews_.end(), [&](const Preview& each) { return each.user == user && each.token == token; });
  return found == previews_.end() ? nullptr : found->html;
}

}  // namespace mingzhang
