#pragma once
// A program that has its libraries loaded and waits. For each request it makes a process of itself: a child of ours, new,
// confined as any other, that shares nothing with those before it. Loading mingzhang-read takes longer than reading many a file.
//
// Both sides of the socket are here.

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "read/isolate/process.h"
#include "read/isolate/spawn.h"

namespace mingzhang {

inline constexpr std::string_view kForkServerOption = "--wait";  // of mingzhang-read: requests are on standard input

class ForkServer {
 public:
  // Begins to start it; nothing is waited for. It dies, as all its children do, with the calling thread. Error: read.process.failed.
  static Result<ForkServer> start(const std::string& program, const std::vector<std::string>& environment);
  ForkServer(ForkServer&& other) noexcept = default;
  ForkServer& operator=(ForkServer&& other) noexcept;
  ~ForkServer();

  // A process of that program with these words for arguments, as if started by Process::start; nullopt when the server is no more.
  // Error: read.process.failed.
  Result<std::optional<Process>> begin(const std::vector<std::string>& words, std::string_view input, const ProcessLimits& limits);

 private:
  ForkServer() = default;

  struct Number {
    pid_t value = -1;
    Number() = default;
    Number(Number&& other) noexcept : value(std::exchange(other.value, -1)) {}
  };

  Number pid_;
  Descriptor socket_;
};

// The other side: serves until the socket is closed, then ends the process. Returns in each child, which has the input on
// standard input and all that Process::start gives a process; what it returns are the words.
std::vector<std::string> serve_forks();

}  // namespace mingzhang
