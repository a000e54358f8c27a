#pragma once
// Google Benchmark's table, and below it how each measurement compares with its peer: another program's or library's way to
// do something like it, or the least that could be done at all, measured in the same run on the same machine. Of repeated
// measurements the fastest counts: what else the machine does only ever adds to it.

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace mingzhang {

struct Ratio {
  const char* measured;
  const char* peer;
  const char* what_the_peer_does;
  double milliseconds_max = 0;  // the bar of the project; 0: none
};

class RatioReporter : public benchmark::ConsoleReporter {
 public:
  explicit RatioReporter(std::vector<Ratio> ratios)
      : ConsoleReporter(isatty(STDOUT_FILENO) != 0 ? OO_Defaults : OO_Tabular), ratios_(std::move(ratios)) {}

  void ReportRuns(const std::vector<Run>& runs) override {
    const Run* fastest = nullptr;
    for (const Run& run : runs) {
      if (run.error_occurred) ConsoleReporter::ReportRuns({run});
      if (!run.error_occurred && run.run_type == Run::RT_Iteration && (fastest == nullptr || run.GetAdjustedCPUTime() < fastest->GetAdjustedCPUTime()))
        fastest = &run;
    }
    if (fastest == nullptr) return;  // means and medians of runs already seen
    ConsoleReporter::ReportRuns({*fastest});
    milliseconds_[fastest->run_name.function_name] = fastest->GetAdjustedCPUTime();
  }

  // All benchmarks are in milliseconds. What a filter left out is not compared.
  void Finalize() override {
    std::printf("\n%-40s %9s %8s  %-18s %9s %9s\n", "CPU time of one core", "ms", "bar", "peer", "ms", "ratio");
    for (const Ratio& c : ratios_) {
      const auto measured = milliseconds_.find(c.measured), peer = milliseconds_.find(c.peer);
      if (measured == milliseconds_.end() || peer == milliseconds_.end()) continue;
      const std::string bar = c.milliseconds_max > 0 ? "≤ " + std::to_string(static_cast<int>(c.milliseconds_max)) : "";
      std::printf("%-40s %9.3f %*s  %-18s %9.3f %8.2fx  %s\n", c.measured, measured->second, bar.empty() ? 8 : 10, bar.c_str(),
                  c.peer, peer->second, measured->second / peer->second, c.what_the_peer_does);
    }
  }

 private:
  std::vector<Ratio> ratios_;
  std::map<std::string, double> milliseconds_;
};

}  // namespace mingzhang
