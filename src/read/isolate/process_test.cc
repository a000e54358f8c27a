#include "read/isolate/process.h"

#include <unistd.h>

#include <csignal>

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

Ending run(std::string script, std::string_view input = {}, ProcessLimits limits = {}) {
  Result<Process> process = Process::start({{"/bin/sh", "-c", std::move(script)}, {"A=1"}, input, limits});
  EXPECT_TRUE(process);
  return process->finish();
}

TEST(Process, InputToOutput) {
  const Ending ending = run("cat; exit 7", "甲乙");
  EXPECT_EQ(ending.kind, Ending::Kind::Exited);
  EXPECT_EQ(ending.code, 7);
  EXPECT_EQ(ending.output, "甲乙");
  EXPECT_GT(ending.memory_bytes, 0u);
}

TEST(Process, MuchInputAndOutputNeedNoTurns) {
  const std::string bytes(5'000'000, 'x');
  EXPECT_EQ(run("cat", bytes).output, bytes);
  EXPECT_EQ(run("exit 0", bytes).output, "");
}

TEST(Process, GetsOnlyTheEnvironmentGiven) {
  setenv("MZ_SECRET", "1", 1);
  EXPECT_EQ(run("echo $A$MZ_SECRET").output, "1\n");
}

TEST(Process, HoldsNoFilesOfOurs) {
  const int ours = dup(1);
  const std::string files = run("ls /proc/self/fd").output;
  close(ours);
  EXPECT_EQ(files, "0\n1\n2\n3\n");  // 3 is ls's own
}

TEST(Process, Killed) {
  const Ending ending = run("kill -SEGV $$");
  EXPECT_EQ(ending.kind, Ending::Kind::Killed);
  EXPECT_EQ(ending.code, SIGSEGV);
}

TEST(Process, TimedOut) {
  ProcessLimits limits;
  limits.time_max = std::chrono::milliseconds(50);
  EXPECT_EQ(run("sleep 60", {}, limits).kind, Ending::Kind::TimedOut);
  EXPECT_EQ(run("exec >&-; sleep 60", {}, limits).kind, Ending::Kind::TimedOut);  // with its output closed
  EXPECT_EQ(run("sleep 60 & echo done", {}, limits).kind, Ending::Kind::TimedOut);  // left a child that holds the output
}

TEST(Process, ComputedTooLong) {
  ProcessLimits limits;
  limits.cpu_seconds_max = 1;
  EXPECT_EQ(run("while :; do :; done", {}, limits).kind, Ending::Kind::TimedOut);
}

TEST(Process, TooMuchOutput) {
  ProcessLimits limits;
  limits.output_bytes_max = 1'000'000;
  const Ending ending = run("yes", {}, limits);
  EXPECT_EQ(ending.kind, Ending::Kind::TooMuchOutput);
  EXPECT_LT(ending.output.size(), 2'000'000u);
}

TEST(Process, WritesNoFiles) {
  const Ending ending = run("echo x > /tmp/mingzhang_process_test; cat /tmp/mingzhang_process_test");
  EXPECT_EQ(ending.output, "");
  unlink("/tmp/mingzhang_process_test");
}

TEST(Process, NoSuchProgram) {
  Result<Process> process = Process::start({{"/no/such/program"}, {}, {}, {}});
  ASSERT_TRUE(process);
  EXPECT_EQ(process->finish().code, 127);
}

TEST(Process, EndsWithItsObject) {
  const auto before = std::chrono::steady_clock::now();
  { const Result<Process> process = Process::start({{"/bin/sh", "-c", "sleep 60"}, {}, {}, {}}); }
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(30));
}

}  // namespace
}  // namespace mingzhang
