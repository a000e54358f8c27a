#include "batch/progress.h"

#include <ostream>

#include <fmt/format.h>

namespace mingzhang {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kBarWidth = 20;
constexpr auto kBarPause = std::chrono::milliseconds(150);
constexpr auto kLinePause = std::chrono::seconds(5);

std::string clock_time(double seconds) {
  const auto whole = static_cast<long long>(seconds + 0.5);
  if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

std::string progress_line(const ProgressCounts& counts, double seconds, Language language, const ProgressWords& words) {
  const bool english = language == Language::English;
  const auto filled = counts.total == 0 ? 0 : static_cast<int>(counts.done * kBarWidth / counts.total);
  std::string text = fmt::format("[{:#<{}}{:-<{}}] {}/{}", "", filled, "", kBarWidth - filled, counts.done, counts.total);
  if (counts.done > 0 && seconds > 0) {
    const double rate = static_cast<double>(counts.done) / seconds;
    text += fmt::format(" · {:.1f} {}", rate, english ? "files/s" : "份/秒");
    if (counts.done < counts.total)
      text += fmt::format(" · {} {}", english ? "left" : "剩余", clock_time(static_cast<double>(counts.total - counts.done) / rate));
  }
  if (counts.failed > 0) text += fmt::format(" · {} {}", english ? words.failed_en : words.failed_zh, counts.failed);
  return text;
}

Progress::Progress(std::ostream& stream, ProgressStyle style, std::size_t total, Language language, ProgressWords words)
    : stream_(stream), style_(style), language_(language), words_(words), start_(Clock::now()), drawn_(start_) {
  counts_.total = total;
}

double Progress::seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

void Progress::done(bool failed) {
  ++counts_.done;
  counts_.failed += failed;
  tick();
}

void Progress::clear() {
  if (style_ == ProgressStyle::Bar) stream_ << "\r\x1B[K" << std::flush;
}

void Progress::tick() {
  if (style_ == ProgressStyle::Off) return;
  if (Clock::now() - drawn_ < (style_ == ProgressStyle::Bar ? Clock::duration(kBarPause) : Clock::duration(kLinePause))) return;
  draw();
}

void Progress::draw() {
  drawn_ = Clock::now();
  const std::string line = progress_line(counts_, seconds(), language_, words_);
  if (style_ == ProgressStyle::Bar) stream_ << "\r" << line << "\x1B[K" << std::flush;
  else stream_ << line << "\n" << std::flush;
}

void Progress::finish() {
  if (style_ == ProgressStyle::Off) return;
  draw();
  if (style_ == ProgressStyle::Bar) stream_ << "\n" << std::flush;
}

}  // namespace mingzhang
