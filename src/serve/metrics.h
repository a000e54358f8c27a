#pragma once
// Counters for Prometheus: requests by route and status, how long they took, and what others add.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mingzhang {

class Metrics {
 public:
  explicit Metrics(std::vector<std::string> routes);  // their names; one more, "none", is for requests without a route

  std::size_t without_route() const { return routes_.size() - 1; }
  void count(std::size_t route, int status, std::chrono::nanoseconds time);
  std::string text() const;  // exposition format 0.0.4

 private:
  static constexpr std::array kStatuses = {200, 201, 202, 204, 206, 302, 304, 400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 431, 500, 501, 503, 507};
  static constexpr std::array kBoundsUs = {500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 1'000'000, 5'000'000};
  struct Counters {
    std::array<std::atomic<std::uint64_t>, kStatuses.size() + 1> by_status{};  // the last: any other
    std::array<std::atomic<std::uint64_t>, kBoundsUs.size() + 1> by_time{};
    std::atomic<std::uint64_t> time_ns{0};
  };

  std::vector<std::string> routes_;
  std::unique_ptr<Counters[]> counters_;
};

// "# HELP …", "# TYPE …" and the value, a line each.
std::string metric(std::string_view name, std::string_view kind, std::string_view help, std::int64_t value);

}  // namespace mingzhang
