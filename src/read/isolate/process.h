#pragma once
// Another program at work on a stranger's file: it gets bytes on its standard input, gives bytes on its standard output,
// and nothing it does can hurt us. Used for our own reader and for the tools it may need (LibreOffice, Tesseract).

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mingzhang {

struct ProcessLimits {
  std::uint64_t memory_bytes_max = 1u << 30;   // of address space
  std::uint64_t output_bytes_max = 256u << 20;
  std::uint64_t file_bytes_max = 0;            // of each file it writes
  int cpu_seconds_max = 20;
  int open_files_max = 16;
  std::chrono::milliseconds time_max = std::chrono::seconds(40);
};

struct Command {
  std::vector<std::string> words;        // the path of a program, then its arguments
  std::vector<std::string> environment;  // "NAME=value"; it gets no other
  std::string_view input;
  ProcessLimits limits;
};

inline constexpr int kExitNotStarted = 127;

struct Ending {
  enum class Kind : std::uint8_t { Exited, Killed, TimedOut, TooMuchOutput };
  Kind kind = Kind::Exited;
  int code = 0;                          // exit code or signal
  std::uint64_t memory_bytes = 0;        // resident, at its peak
  std::string output;
};

// Runs until it ends or this object does. Starting copies nothing but the input; so a process can be started early, and
// its work goes on beside ours until finish().
class Process {
 public:
  // Errors: read.process.failed. It holds no open file of ours, gains no privileges, reaches no network, and dies with the calling thread.
  static Result<Process> start(const Command& command);

  // A child of ours that another process starts for us: the first that stands on its output is its number (pid_t).
  static Process announced(int output, const ProcessLimits& limits);

  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;
  ~Process();  // kills it with all its children

  Ending finish();  // once

 private:
  static constexpr pid_t kAnnounced = 0;  // not known yet

  Process(pid_t pid, int output, const ProcessLimits& limits);
  bool await_number();
  bool read_output(Ending& ending);
  void kill_all();
  void reap(Ending& ending);

  pid_t pid_ = -1;
  int output_ = -1;  // our end of its standard output
  ProcessLimits limits_;
  std::chrono::steady_clock::time_point deadline_;
};

// The program of this name in the directories of $PATH, or empty.
std::string find_program(std::string_view name);

}  // namespace mingzhang
