#include "read/isolate/process.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace mingzhang {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  int number() const { return number_; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

tl::unexpected<Error> failed(const char* what) {
  return fail("read.process.failed", fmt::format("无法启动读取文件的进程：{}（{}）", what, std::strerror(errno)),
              "多半是内存或进程数用尽；请关闭其他程序，或减少同时处理的文件数后再试。");
}

// The bytes as a file in memory that nobody can change any more: however the process reads it, we wait for nothing.
int memory_file(std::string_view bytes) {
  const int file = memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  while (file >= 0 && !bytes.empty()) {
    const ssize_t count = write(file, bytes.data(), bytes.size());
    if (count <= 0) {
      close(file);
      return -1;
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  if (file >= 0) {
    lseek(file, 0, SEEK_SET);
    fcntl(file, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
  }
  return file;
}

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> result;
  for (const std::string& word : words) result.push_back(const_cast<char*>(word.c_str()));
  result.push_back(nullptr);
  return result;
}

void set_limit(decltype(RLIMIT_AS) resource, std::uint64_t value, std::uint64_t beyond = 0) {
  const rlimit limit{value, value + beyond};
  setrlimit(resource, &limit);
}

// Whatever is started can talk to its own machine only. Kernels without seccomp leave it undone.
void deny_network() {
  constexpr auto kCall = offsetof(seccomp_data, nr), kFamily = offsetof(seccomp_data, args);
  sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, kCall),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, kFamily),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog filter{std::size(program), program};
  prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

// Between vfork and exec, in our own memory, while the thread that called waits: system calls only.
[[noreturn]] void become(char* const* words, char* const* environment, int input, int output, const ProcessLimits& limits, pid_t parent) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  // Above 2 first: any of them may be 0, 1 or 2 when we were started without these.
  input = fcntl(input, F_DUPFD, 3);
  output = fcntl(output, F_DUPFD, 3);
  const int nowhere = open("/dev/null", O_WRONLY);
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
  syscall(SYS_close_range, 3u, ~0u, 0u);
#ifndef __SANITIZE_ADDRESS__  // whose shadow memory spans the address space
  set_limit(RLIMIT_AS, limits.memory_bytes_max);
#endif
  set_limit(RLIMIT_CPU, static_cast<std::uint64_t>(limits.cpu_seconds_max), 1);  // SIGXCPU tells it from other deaths
  set_limit(RLIMIT_FSIZE, limits.file_bytes_max);
  set_limit(RLIMIT_NOFILE, static_cast<std::uint64_t>(limits.open_files_max));
  set_limit(RLIMIT_CORE, 0);
  deny_network();
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  signal(SIGPIPE, SIG_DFL);
  execve(words[0], words, environment);
  _exit(127);
}

// fork would copy the tables of all our memory: 20 ms where much is loaded.
[[gnu::noinline]] pid_t spawn(char* const* words, char* const* environment, int input, int output, const ProcessLimits& limits) {
  const pid_t parent = getpid();
  const pid_t child = vfork();
  if (child == 0) become(words, environment, input, output, limits, parent);
  return child;
}

int milliseconds_until(std::chrono::steady_clock::time_point time) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(time - std::chrono::steady_clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000));
}

}  // namespace

Result<Process> Process::start(const Command& command) {
  Descriptor input(memory_file(command.input));
  if (input.number() < 0) return failed("内存文件");
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return failed("管道");
  Descriptor ours(ends[0]), theirs(ends[1]);
  fcntl(theirs.number(), F_SETPIPE_SZ, 1 << 20);  // fewer turns; no matter if it is refused

  const std::vector<char*> words = pointers(command.words), environment = pointers(command.environment);
  Process process;
  process.limits_ = command.limits;
  process.deadline_ = std::chrono::steady_clock::now() + command.limits.time_max;
  process.pid_ = spawn(words.data(), environment.data(), input.number(), theirs.number(), command.limits);
  if (process.pid_ < 0) return failed("进程");
  setpgid(process.pid_, process.pid_);  // it does so as well; whoever comes first
  process.output_ = ours.release();
  return process;
}

Process::Process(Process&& other) noexcept { *this = std::move(other); }

Process& Process::operator=(Process&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(output_, other.output_);
  limits_ = other.limits_;
  deadline_ = other.deadline_;
  return *this;
}

Process::~Process() {
  if (output_ >= 0) close(output_);
  if (pid_ <= 0) return;
  kill_all();
  waitpid(pid_, nullptr, 0);
}

void Process::kill_all() { kill(-pid_, SIGKILL); }

Ending Process::finish() {
  Ending ending;
  if (!read_output(ending)) kill_all();
  close(std::exchange(output_, -1));
  reap(ending);
  return ending;
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
