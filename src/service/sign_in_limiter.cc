#include "service/sign_in_limiter.h"

#include <algorithm>

namespace mingzhang {

std::chrono::seconds SignInLimiter::wait_of(Entries& entries, std::string_view key, int free, Time now) {
  const auto found = entries.find(key);
  if (found == entries.end()) return {};
  const Failures& failures = found->second;
  if (now - failures.last > kForgetAfter) {
    entries.erase(found);
    return {};
  }
  if (failures.count < free) return {};
  const auto pause = std::min(kWaitMax, std::chrono::seconds(1 << std::min(failures.count - free, 10)));
  const auto left = failures.last + pause - now;
  return std::max(std::chrono::seconds(0), std::chrono::ceil<std::chrono::seconds>(left));
}

void SignInLimiter::add(Entries& entries, std::string_view key, Time now) {
  if (entries.size() >= kEntriesMax) std::erase_if(entries, [&](const auto& entry) { return now - entry.second.last > kForgetAfter; });
  if (entries.size() >= kEntriesMax) entries.erase(entries.begin());  // under attack from everywhere: memory comes first
  Failures& failures = entries[std::string(key)];
  ++failures.count;
  failures.last = now;
}

std::chrono::seconds SignInLimiter::wait(std::string_view name, std::string_view address, Time now) {
  const std::lock_guard lock(mutex_);
  return std::max(wait_of(by_name_, name, kFreeByName, now), wait_of(by_address_, address, kFreeByAddress, now));
}

void SignInLimiter::failed(std::string_view name, std::string_view address, Time now) {
  const std::lock_guard lock(mutex_);
  add(by_name_, name, now);
  add(by_address_, address, now);
}

void SignInLimiter::succeeded(std::string_view name) {
  const std::lock_guard lock(mutex_);
  if (const auto found = by_name_.find(name); found != by_name_.end()) by_name_.erase(found);
}

}  // namespace mingzhang
