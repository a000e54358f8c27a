#pragma once
// How far a long run is: done and total, rate, remaining time, failures; on one line that is drawn again, or as a plain line
// every few seconds.

#include <chrono>
#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>

#include "base/language.h"

namespace mingzhang {

enum class ProgressStyle { Off, Bar, Lines };

struct ProgressCounts {
  std::size_t done = 0, total = 0, failed = 0;
};

// What is said of those that failed.
struct ProgressWords {
  std::string_view failed_zh = "未能检查", failed_en = "not checked";
};

// "[#####-----]  50/100 · 12.3 份/秒 · 剩余 0:04 · 未能检查 2"
std::string progress_line(const ProgressCounts& counts, double seconds, Language language, const ProgressWords& words = {});

class Progress {
 public:
  Progress(std::ostream& stream, ProgressStyle style, std::size_t total, Language language, ProgressWords words = {});
  void done(bool failed);
  void clear();   // makes room for a line of something else
  void tick();    // draws when it is time
  void finish();  // leaves the last state on its own line

 private:
  double seconds() const;
  void draw();

  std::ostream& stream_;
  ProgressStyle style_;
  Language language_;
  ProgressWords words_;
  ProgressCounts counts_;
  std::chrono::steady_clock::time_point start_, drawn_;
};

}  // namespace mingzhang
