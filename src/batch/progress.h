#pragma once
// How far a long run is: done and total, rate, remaining time, failures; on one line that is drawn again, or as a plain line
// every few seconds.

#include <chrono>
#include <cstddef>
#include <iosfwd>
#include <string>

#include "base/language.h"

namespace mingzhang {

enum class ProgressStyle { Off, Bar, Lines };

struct ProgressCounts {
  std::size_t done = 0, total = 0, failed = 0;
};

// "[#####-----]  50/100 · 12.3 份/秒 · 剩余 0:04 · 未能检查 2"
std::string progress_line(const ProgressCounts& counts, double seconds, Language language);

class Progress {
 public:
  Progress(std::ostream& stream, ProgressStyle style, std::size_t total, Language language);
  void done(bool failed);
  void tick();    // draws when it is time
  void finish();  // leaves the last state on its own line

 private:
  double seconds() const;
  void draw();

  std::ostream& stream_;
  ProgressStyle style_;
  Language language_;
  ProgressCounts counts_;
  std::chrono::steady_clock::time_point start_, drawn_;
};

}  // namespace mingzhang
