#include "read/isolate/spawn.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <iterator>

#include <fmt/format.h>

#include "read/isolate/process.h"

namespace mingzhang {
namespace {

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

// In our own memory, while the thread that called waits.
[[noreturn]] void become(char* const* words, char* const* environment, int input, int output, const ProcessLimits& limits, pid_t parent) {
  confine(input, output, limits, parent);
  execve(words[0], words, environment);
  _exit(127);
}

// fork would copy the tables of all our memory: 20 ms where much is loaded.
[[gnu::noinline]] pid_t vfork_and_become(char* const* words, char* const* environment, int input, int output, const ProcessLimits& limits) {
  const pid_t parent = getpid();
  const pid_t child = vfork();
  if (child == 0) become(words, environment, input, output, limits, parent);
  return child;
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) close(number_);
}

tl::unexpected<Error> cannot_start(const char* what) {
  return fail("read.process.failed", fmt::format("无法启动读取文件的进程：{}（{}）", what, std::strerror(errno)),
              "多半是内存或进程数用尽；请关闭其他程序，或减少同时处理的文件数后再试。");
}

Result<Descriptor> memory_file(std::string_view bytes) {
  Descriptor file(memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (file.number() < 0) return cannot_start("内存文件");
  while (!bytes.empty()) {
    const ssize_t count = write(file.number(), bytes.data(), bytes.size());
    if (count <= 0) return cannot_start("内存文件");
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  lseek(file.number(), 0, SEEK_SET);
  fcntl(file.number(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
  return file;
}

Result<PipeEnds> output_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return cannot_start("管道");
  fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);  // fewer turns; no matter if it is refused
  return PipeEnds{Descriptor(ends[0]), Descriptor(ends[1])};
}

void confine(int input, int output, const ProcessLimits& limits, pid_t parent) {
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
}

pid_t spawn(const std::vector<std::string>& words, const std::vector<std::string>& environment, int input, int output, const ProcessLimits& limits) {
  const std::vector<char*> word_pointers = pointers(words), environment_pointers = pointers(environment);
  return vfork_and_become(word_pointers.data(), environment_pointers.data(), input, output, limits);
}

}  // namespace mingzhang
