#include "read/isolate/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "read/isolate/spawn.h"

namespace mingzhang {
namespace {

int milliseconds_until(std::chrono::steady_clock::time_point time) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(time - std::chrono::steady_clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000));
}

}  // namespace

Result<Process> Process::start(const Command& command) {
  TRY(const Descriptor input, memory_file(command.input));
  TRY(PipeEnds output, output_pipe());
  const pid_t pid = spawn(command.words, command.environment, input.number(), output.theirs.number(), command.limits);
  if (pid < 0) return cannot_start("进程");
  setpgid(pid, pid);  // it does so as well; whoever comes first
  return Process(pid, output.ours.release(), command.limits);
}

Process Process::announced(int output, const ProcessLimits& limits) { return Process(kAnnounced, output, limits); }

Process::Process(pid_t pid, int output, const ProcessLimits& limits)
    : pid_(pid), output_(output), limits_(limits), deadline_(std::chrono::steady_clock::now() + limits.time_max) {}

Process::Process(Process&& other) noexcept { *this = std::move(other); }

Process& Process::operator=(Process&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(output_, other.output_);
  limits_ = other.limits_;
  deadline_ = other.deadline_;
  return *this;
}

Process::~Process() {
  if (output_ >= 0) {
    await_number();
    close(output_);
  }
  if (pid_ <= 0) return;
  kill_all();
  waitpid(pid_, nullptr, 0);
}

void Process::kill_all() { kill(-pid_, SIGKILL); }

Ending Process::finish() {
  Ending ending;
  if (!await_number()) {
    close(std::exchange(output_, -1));  // should it come to life after all, it has nowhere to write
    ending.code = kExitNotStarted;
    if (milliseconds_until(deadline_) == 0) ending.kind = Ending::Kind::TimedOut;
    return ending;
  }
  if (!read_output(ending)) kill_all();
  close(std::exchange(output_, -1));
  reap(ending);
  return ending;
}

// False when it was never started. Its number comes whole, being the first that is written to the pipe.
bool Process::await_number() {
  if (pid_ != kAnnounced) return pid_ > 0;
  pid_ = -1;
  pollfd ready{output_, POLLIN, 0};
  int count = 0;
  do count = poll(&ready, 1, milliseconds_until(deadline_));
  while (count < 0 && errno == EINTR);
  if (count > 0 && read(output_, &pid_, sizeof pid_) != sizeof pid_) pid_ = -1;
  return pid_ > 0;
}

// False when it had to be given up.
bool Process::read_output(Ending& ending) {
  constexpr std::size_t kChunkBytes = 1u << 18;
  for (;;) {
    pollfd ready{output_, POLLIN, 0};
    const int count = poll(&ready, 1, milliseconds_until(deadline_));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      ending.kind = Ending::Kind::TimedOut;
      return false;
    }
    const std::size_t before = ending.output.size();
    ending.output.resize(before + kChunkBytes);
    const ssize_t size = read(output_, ending.output.data() + before, kChunkBytes);
    ending.output.resize(before + static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    if (size == 0) return true;
    if (ending.output.size() > limits_.output_bytes_max) {
      ending.kind = Ending::Kind::TooMuchOutput;
      return false;
    }
  }
}

// Waits for its end, which need not follow when its output is closed. Its group is killed while it still has its number.
void Process::reap(Ending& ending) {
  siginfo_t ended{};
  for (useconds_t pause = 50; waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == 0;
       pause = std::min<useconds_t>(pause * 2, 10'000)) {
    if (milliseconds_until(deadline_) == 0 && ending.kind == Ending::Kind::Exited) {
      ending.kind = Ending::Kind::TimedOut;
      kill_all();
    }
    usleep(pause);
  }
  kill_all();
  int status = 0;
  rusage usage{};
  wait4(std::exchange(pid_, -1), &status, 0, &usage);
  ending.memory_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) << 10;
  if (ending.kind != Ending::Kind::Exited) return;
  if (WIFEXITED(status)) {
    ending.code = WEXITSTATUS(status);
  } else {
    ending.code = WTERMSIG(status);
    ending.kind = ending.code == SIGXCPU ? Ending::Kind::TimedOut : Ending::Kind::Killed;
  }
}

std::string find_program(std::string_view name) {
  const char* path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "/usr/bin:/bin";
  while (!rest.empty()) {
    const std::string_view directory = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(directory.size() + 1, rest.size()));
    const std::string candidate = fmt::format("{}/{}", directory, name);
    if (!directory.empty() && access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return {};
}

}  // namespace mingzhang
