#include "read/program/sandbox.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

// What `attempt` gives inside the sandbox, in a process of its own.
template <class Attempt>
bool succeeds_inside(Attempt attempt) {
  const pid_t child = fork();
  if (child == 0) {
    enter_sandbox();
    _exit(attempt() ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  return WEXITSTATUS(status) == 0;
}

TEST(Sandbox, LetsReadAndCompute) {
  EXPECT_TRUE(succeeds_inside([] { return open("/usr", O_RDONLY) >= 0; }));
  EXPECT_TRUE(succeeds_inside([] { return std::string(1'000'000, 'x').size() == 1'000'000; }));
}

TEST(Sandbox, Denies) {
  if (succeeds_inside([] { return socket(AF_INET, SOCK_STREAM, 0) >= 0; })) GTEST_SKIP() << "this kernel has no seccomp";
  EXPECT_FALSE(succeeds_inside([] { return socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }));
  EXPECT_FALSE(succeeds_inside([] { return fork() >= 0; }));
  EXPECT_FALSE(succeeds_inside([] { return ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0; }));
  EXPECT_FALSE(succeeds_inside([] { return prctl(PR_SET_DUMPABLE, 1) == 0; }));
  EXPECT_FALSE(succeeds_inside([] { return kill(getppid(), 0) == 0; }));
  EXPECT_FALSE(succeeds_inside([] { return open("/tmp/mingzhang_sandbox_test", O_WRONLY | O_CREAT, 0600) >= 0; }));
  EXPECT_FALSE(succeeds_inside([] {
    execl("/bin/true", "true", static_cast<char*>(nullptr));
    return errno != EPERM && errno != EACCES;
  }));
}

TEST(Sandbox, HidesFiles) {
  if (succeeds_inside([] { return open("/proc/self/status", O_RDONLY) >= 0; })) GTEST_SKIP() << "this kernel has no Landlock";
  EXPECT_FALSE(succeeds_inside([] { return open("/etc/passwd", O_RDONLY) >= 0; }));
}

}  // namespace
}  // namespace mingzhang
