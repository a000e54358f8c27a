// The real mingzhang-read as a server of processes.
#include "read/isolate/fork_server.h"

#include <sys/wait.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "document/wire.h"
#include "read/isolate/isolated_reading.h"
#include "read/read.h"

namespace mingzhang {
namespace {

constexpr std::string_view kFirst = "<html><p>收入总计</p></html>", kSecond = "<html><p>支出总计</p></html>";

std::string program() { return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "mingzhang-read"; }

Process begin(ForkServer& server, std::string_view html, const ProcessLimits& limits = {}) {
  Result<std::optional<Process>> process = server.begin({program(), "f.html"}, html, limits);
  EXPECT_TRUE(process && *process);
  return std::move(**process);
}

// More than fits into a process with this little memory of its own.
std::string much() {
  std::string html = "<html>";
  for (int i = 0; i < 100'000; ++i) html += "<p>收入总计</p>";
  return html;
}

std::string shown(const Ending& ending) {
  EXPECT_EQ(ending.kind, Ending::Kind::Exited);
  const Result<Document> document = from_wire(ending.output, {});
  return document ? dump(*document) : document.error().id;
}

TEST(ForkServer, EachFileHasItsOwnProcess) {
  ForkServer server = *ForkServer::start(program(), {});
  Process first = begin(server, kFirst), second = begin(server, kSecond);
  EXPECT_NE(shown(second.finish()).find("支出总计"), std::string::npos);  // in any order
  EXPECT_NE(shown(first.finish()).find("收入总计"), std::string::npos);
  { const Process given_up = begin(server, kFirst); }
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), 0);  // the server lives, and nothing else is left of its children
}

TEST(ForkServer, LimitsAreThoseOfTheFile) {
  ForkServer server = *ForkServer::start(program(), {});
  ProcessLimits little;
  little.memory_bytes_max = 1u << 20;
  const Ending ending = begin(server, much(), little).finish();
#ifndef __SANITIZE_ADDRESS__  // with it, memory is not limited
  EXPECT_FALSE(ending.kind == Ending::Kind::Exited && ending.code == 0);
#endif
  EXPECT_NE(shown(begin(server, kSecond).finish()).find("支出总计"), std::string::npos);
  ProcessLimits quick;
  quick.time_max = std::chrono::milliseconds(0);
  EXPECT_EQ(begin(server, kFirst, quick).finish().kind, Ending::Kind::TimedOut);
}

TEST(ForkServer, ThatDoesNotExist) {
  ForkServer server = *ForkServer::start("/no/such/program", {});
  Result<std::optional<Process>> process = server.begin({"f"}, kFirst, {});
  ASSERT_TRUE(process);
  if (*process) {  // it took the request and ended
    EXPECT_EQ((*process)->finish().code, kExitNotStarted);
  }
}

TEST(ForkServer, ThatIsNoMore) {
  ForkServer server = *ForkServer::start("/bin/true", {});
  siginfo_t ended;
  ASSERT_EQ(waitid(P_ALL, 0, &ended, WEXITED | WNOWAIT), 0);
  const Result<std::optional<Process>> process = server.begin({"f"}, kFirst, {});
  ASSERT_TRUE(process);
  EXPECT_FALSE(*process);
}

TEST(Reading, GoesOnAfterAFileThatBroughtItsReaderDown) {
  Limits little;
  little.read_memory_bytes_max = 1u << 20;
  const Result<Document> document = read_document_bytes(much(), "f.html", little);
#ifndef __SANITIZE_ADDRESS__
  EXPECT_FALSE(document);
#endif
  EXPECT_TRUE(read_document_bytes(kSecond, "g.html"));
}

TEST(Reading, OfAFileThatWasExpected) {
  const std::string path = testing::TempDir() + "expected.html";
  std::ofstream(path) << kFirst;
  expect_document(path);
  expect_document("/no/such/file");
  EXPECT_EQ(dump(*read_document_bytes(kSecond, path)), dump(*read_document_bytes(kSecond, "g.html")));  // other bytes: another file
  EXPECT_EQ(dump(*read_document_bytes(kFirst, path)), dump(*read_document_bytes(kFirst, "g.html")));
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace mingzhang
