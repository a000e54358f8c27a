#include "read/isolate/fork_server.h"

#include <sched.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>

namespace mingzhang {
namespace {

constexpr std::size_t kRequestBytesMax = 1u << 16;

// Of the server itself, and the most that a child can be given.
ProcessLimits limits_of_server() {
  ProcessLimits limits;
  limits.memory_bytes_max = ~std::uint64_t{0};
  limits.cpu_seconds_max = INT_MAX;
  return limits;
}

// What goes over the socket: the limits, then the words, each with a zero behind it; with two open files, the input and the output.
static_assert(std::is_trivially_copyable_v<ProcessLimits>);

std::string request_of(const std::vector<std::string>& words, const ProcessLimits& limits) {
  std::string request(reinterpret_cast<const char*>(&limits), sizeof limits);
  for (const std::string& word : words) request.append(word).push_back('\0');
  return request;
}

// A message with room for two open files beside it.
class Message {
 public:
  Message(char* bytes, std::size_t size) : part_{bytes, size} {
    header_.msg_iov = &part_;
    header_.msg_iovlen = 1;
    header_.msg_control = control_.data();
    header_.msg_controllen = control_.size();
  }
  Message(const Message&) = delete;
  Message& operator=(const Message&) = delete;

  bool send(int socket, const std::array<int, 2>& files) {
    cmsghdr* attached = CMSG_FIRSTHDR(&header_);
    attached->cmsg_level = SOL_SOCKET;
    attached->cmsg_type = SCM_RIGHTS;
    attached->cmsg_len = CMSG_LEN(sizeof files);
    std::memcpy(CMSG_DATA(attached), files.data(), sizeof files);
    return sendmsg(socket, &header_, MSG_NOSIGNAL) == static_cast<ssize_t>(part_.iov_len);
  }

  // Its size; 0 when there will be no more.
  std::size_t receive(int socket, std::array<int, 2>& files) {
    ssize_t size = 0;
    do size = recvmsg(socket, &header_, MSG_CMSG_CLOEXEC);
    while (size < 0 && errno == EINTR);
    const cmsghdr* attached = size > 0 ? CMSG_FIRSTHDR(&header_) : nullptr;
    if (attached == nullptr || attached->cmsg_len != CMSG_LEN(sizeof files)) return 0;
    std::memcpy(files.data(), CMSG_DATA(attached), sizeof files);
    return static_cast<std::size_t>(size);
  }

 private:
  iovec part_;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(2 * sizeof(int))> control_{};
  msghdr header_{};
};

// A child of our parent. The library's fork() makes only children of ours; without threads it has nothing more to do.
pid_t fork_sibling() { return static_cast<pid_t>(syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0)); }

}  // namespace

Result<ForkServer> ForkServer::start(const std::string& program, const std::vector<std::string>& environment) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return cannot_start("套接字");
  ForkServer server;
  server.socket_ = Descriptor(ends[0]);
  const Descriptor theirs(ends[1]);
  server.pid_.value = spawn({program, std::string(kForkServerOption)}, environment, theirs.number(), theirs.number(), limits_of_server());
  if (server.pid_.value < 0) return cannot_start("进程");
  return server;
}

ForkServer& ForkServer::operator=(ForkServer&& other) noexcept {
  std::swap(pid_.value, other.pid_.value);
  socket_ = std::move(other.socket_);
  return *this;
}

ForkServer::~ForkServer() {
  if (pid_.value <= 0) return;
  kill(pid_.value, SIGKILL);
  waitpid(pid_.value, nullptr, 0);
}

Result<std::optional<Process>> ForkServer::begin(const std::vector<std::string>& words, std::string_view input, const ProcessLimits& limits) {
  std::string request = request_of(words, limits);
  if (request.size() > kRequestBytesMax) return errno = E2BIG, cannot_start("请求");
  TRY(const Descriptor file, memory_file(input));
  TRY(PipeEnds output, output_pipe());
  if (!Message(request.data(), request.size()).send(socket_.number(), {file.number(), output.theirs.number()})) {
    if (errno == EPIPE || errno == ECONNRESET) return std::nullopt;
    return cannot_start("请求");
  }
  return Process::announced(output.ours.release(), limits);
}

std::vector<std::string> serve_forks() {
  const pid_t parent = getppid();
  std::string request(kRequestBytesMax, '\0');
  for (;;) {
    std::array<int, 2> files{};
    const std::size_t size = Message(request.data(), request.size()).receive(STDIN_FILENO, files);
    if (size < sizeof(ProcessLimits)) _exit(0);
    if (fork_sibling() != 0) {  // where it failed, the pipe ends without a number
      close(files[0]);
      close(files[1]);
      continue;
    }
    ProcessLimits limits;
    std::memcpy(&limits, request.data(), sizeof limits);
    confine(files[0], files[1], limits, parent);
    const pid_t number = getpid();
    if (write(STDOUT_FILENO, &number, sizeof number) != sizeof number) _exit(1);
    std::vector<std::string> words;
    for (std::size_t begin = sizeof limits; begin < size;) {
      words.emplace_back(request.c_str() + begin);
      begin += words.back().size() + 1;
    }
    return words;
  }
}

}  // namespace mingzhang
