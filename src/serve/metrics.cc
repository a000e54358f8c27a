#include "serve/metrics.h"

#include <algorithm>

#include <fmt/format.h>

namespace mingzhang {

Metrics::Metrics(std::vector<std::string> routes) : routes_(std::move(routes)) {
  routes_.emplace_back("none");
  counters_ = std::make_unique<Counters[]>(routes_.size());
}

void Metrics::count(std::size_t route, int status, std::chrono::nanoseconds time) {
  Counters& counters = counters_[route];
  const auto known = std::find(kStatuses.begin(), kStatuses.end(), status);
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(time).count();
  const auto bound = std::lower_bound(kBoundsUs.begin(), kBoundsUs.end(), us);
  counters.by_status[static_cast<std::size_t>(known - kStatuses.begin())].fetch_add(1, std::memory_order_relaxed);
  counters.by_time[static_cast<std::size_t>(bound - kBoundsUs.begin())].fetch_add(1, std::memory_order_relaxed);
  counters.time_ns.fetch_add(static_cast<std::uint64_t>(time.count()), std::memory_order_relaxed);
}

std::string Metrics::text() const {
  std::string requests = "# HELP mingzhang_http_requests_total Requests by route and status.\n# TYPE mingzhang_http_requests_total counter\n";
  std::string times = "# HELP mingzhang_http_request_seconds Time to work out an answer.\n# TYPE mingzhang_http_request_seconds histogram\n";
  for (std::size_t route = 0; route < routes_.size(); ++route) {
    const Counters& counters = counters_[route];
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < counters.by_status.size(); ++i) {
      const std::uint64_t count = counters.by_status[i].load(std::memory_order_relaxed);
      if (count == 0) continue;
      requests += fmt::format("mingzhang_http_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", routes_[route],
                              i < kStatuses.size() ? std::to_string(kStatuses[i]) : "other", count);
      total += count;
    }
    if (total == 0) continue;
    std::uint64_t below = 0;
    for (std::size_t i = 0; i <= kBoundsUs.size(); ++i) {
      below += counters.by_time[i].load(std::memory_order_relaxed);
      const std::string bound = i < kBoundsUs.size() ? fmt::format("{}", kBoundsUs[i] / 1e6) : "+Inf";
      times += fmt::format("mingzhang_http_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", routes_[route], bound, below);
    }
    times += fmt::format("mingzhang_http_request_seconds_sum{{route=\"{0}\"}} {1}\nmingzhang_http_request_seconds_count{{route=\"{0}\"}} {2}\n", routes_[route],
                         static_cast<double>(counters.time_ns.load(std::memory_order_relaxed)) / 1e9, below);
  }
  return requests + times;
}

std::string metric(std::string_view name, std::string_view kind, std::string_view help, std::int64_t value) {
  return fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, kind, value);
}

}  // namespace mingzhang
