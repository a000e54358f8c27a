#pragma once
// How often somebody may try a password: per name and per address, with growing waits. Forgets after a quiet while, so that
// nobody is locked out for long by somebody else.

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace mingzhang {

class SignInLimiter {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // Zero: now. Else how long to wait before another try.
  std::chrono::seconds wait(std::string_view name, std::string_view address, Time now);
  void failed(std::string_view name, std::string_view address, Time now);
  void succeeded(std::string_view name);

  static constexpr int kFreeByName = 5, kFreeByAddress = 30;  // failures before the first wait
  static constexpr std::chrono::seconds kWaitMax{300}, kForgetAfter{900};
  static constexpr std::size_t kEntriesMax = 100'000;

 private:
  struct Failures {
    int count = 0;
    Time last;
  };
  using Entries = std::map<std::string, Failures, std::less<>>;
  static std::chrono::seconds wait_of(Entries& entries, std::string_view key, int free, Time now);
  static void add(Entries& entries, std::string_view key, Time now);

  std::mutex mutex_;
  Entries by_name_, by_address_;
};

}  // namespace mingzhang
