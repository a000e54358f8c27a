#include "read/isolate/isolated_reading.h"

#include <unistd.h>

#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "document/wire.h"
#include "read/isolate/fork_server.h"

namespace mingzhang {
namespace {

constexpr const char* kProgram = "mingzhang-read";

// $MINGZHANG_READ, else beside this program or above it (tests lie in folders of the build), else in ../libexec.
std::string reading_program() {
  namespace fs = std::filesystem;
  if (const char* setting = std::getenv("MINGZHANG_READ"); setting && *setting) return setting;
  std::error_code error;
  const fs::path directory = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const fs::path& candidate : {directory / kProgram, directory.parent_path() / kProgram, directory.parent_path() / "libexec" / "mingzhang" / kProgram})
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
  return find_program(kProgram);
}

ProcessLimits process_limits(const Limits& limits) {
  ProcessLimits result;
  result.memory_bytes_max = limits.read_memory_bytes_max;
  result.output_bytes_max = limits.read_output_bytes_max;
  result.cpu_seconds_max = limits.read_seconds_max;
  result.time_max = std::chrono::seconds(2 * limits.read_seconds_max);  // the machine may be busy with other files
  return result;
}

std::vector<std::string> environment() {
  std::vector<std::string> result = {"LC_ALL=C.UTF-8"};
  for (const char* name : {"FONTCONFIG_FILE", "FONTCONFIG_PATH"})
    if (const char* value = std::getenv(name)) result.push_back(fmt::format("{}={}", name, value));
  return result;
}

tl::unexpected<Error> timed_out(const std::string& path, const Limits& limits) {
  return fail("read.process.timeout", fmt::format("读取文件“{}”超过 {} 秒的上限，已停止", path, limits.read_seconds_max),
              "文件可能损坏，或是合订本。请另存一份或拆开后逐份提交。", path);
}

tl::unexpected<Error> out_of_memory(const std::string& path, const Limits& limits) {
  return fail("read.process.memory", fmt::format("读取文件“{}”所需的内存超过 {} MiB 的上限，已停止", path, limits.read_memory_bytes_max >> 20),
              "文件可能损坏或含有恶意内容。请用办公软件打开后另存一份，或拆开后逐份提交。", path);
}

tl::unexpected<Error> crashed(const std::string& path, const Ending& ending) {
  const std::string how = ending.kind == Ending::Kind::Killed ? fmt::format("信号 {}", ending.code) : fmt::format("退出码 {}", ending.code);
  return fail("read.process.crashed", fmt::format("读取文件“{}”的程序意外中止（{}）", path, how),
              "文件可能损坏。请用办公软件打开后另存一份再试；如仍如此，请把文件发给我们。", path);
}

// Libraries abort when they get no memory; that they had little left tells it from other crashes.
bool was_out_of_memory(const Ending& ending, const Limits& limits) {
  if (ending.kind == Ending::Kind::Exited) return ending.code == kExitOutOfMemory;
  return (ending.code == SIGABRT || ending.code == SIGSEGV) && ending.memory_bytes > limits.read_memory_bytes_max / 2;
}

// What a thread starts dies with it (PR_SET_PDEATHSIG). This one lives as long as the program.
class LastingThread {
 public:
  LastingThread() {
    std::thread([this] { work(); }).detach();
  }

  void run(std::function<void()> task) {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
    added_.notify_one();
  }

 private:
  [[noreturn]] void work() {
    std::unique_lock lock(mutex_);
    for (;;) {
      added_.wait(lock, [&] { return !tasks_.empty(); });
      const std::function<void()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable added_;
  std::deque<std::function<void()>> tasks_;
};

// The program's one server, whichever thread asks.
class ReadingServer {
 public:
  static ReadingServer& instance() {
    static auto* server = new ReadingServer;  // never destroyed: the thread uses it to the last
    return *server;
  }

  // nullopt: the program ends as soon as it is started.
  Result<std::optional<Process>> begin(const std::string& program, const std::vector<std::string>& words, std::string_view input, const ProcessLimits& limits) {
    const std::lock_guard lock(mutex_);
    TRY(ForkServer* server, started(program));
    TRY(std::optional<Process> process, server->begin(words, input, limits));
    if (process) return process;
    starting_ = {};  // somebody ended it
    TRY(server, started(program));
    TRY(process, server->begin(words, input, limits));
    if (!process) starting_ = {};
    return process;
  }

  // The next file gets a new one.
  void forget() {
    const std::lock_guard lock(mutex_);
    starting_ = {};
  }

 private:
  using Starting = std::shared_future<std::shared_ptr<Result<ForkServer>>>;

  void find_or_start(const std::string& program) {
    if (starting_.valid() && program == program_) return;
    program_ = program;
    const auto promise = std::make_shared<std::promise<std::shared_ptr<Result<ForkServer>>>>();
    starting_ = promise->get_future();
    thread_.run([program, promise] { promise->set_value(std::make_shared<Result<ForkServer>>(ForkServer::start(program, environment()))); });
  }

  Result<ForkServer*> started(const std::string& program) {
    find_or_start(program);
    const std::shared_ptr<Result<ForkServer>> server = starting_.get();
    if (*server) return &**server;
    starting_ = {};
    return tl::unexpected(server->error());
  }

  std::mutex mutex_;
  LastingThread thread_;
  std::string program_;
  Starting starting_;
};

Result<Process> start_program(std::vector<std::string> options, std::string_view input, const std::string& path, const Limits& limits) {
  const std::string program = reading_program();
  if (access(program.c_str(), X_OK) != 0)
    return fail("read.process.missing", "找不到读取程序 mingzhang-read", "请把它和 mingzhang 装在同一目录，或用环境变量 MINGZHANG_READ 指明它的位置。", path);
  options.insert(options.begin(), program);
  TRY(std::optional<Process> process, ReadingServer::instance().begin(program, options, input, process_limits(limits)));
  if (!process) {
    Ending ending;
    ending.code = kExitNotStarted;
    return crashed(path, ending);
  }
  return std::move(*process);
}

Result<std::string> output_of(Process& process, const std::string& path, const Limits& limits) {
  Ending ending = process.finish();
  // Processes of one server have the same addresses: what a file that brought one down may have learnt is of no use to the next.
  if (ending.kind == Ending::Kind::Killed || ending.code == kExitNotStarted) ReadingServer::instance().forget();
  if (ending.kind == Ending::Kind::TimedOut) return timed_out(path, limits);
  if (ending.kind == Ending::Kind::TooMuchOutput)
    return fail("read.process.output", fmt::format("文件“{}”的内容多得异常，已停止读取", path), "请把合订的文件拆开后逐份提交。", path);
  if (ending.kind == Ending::Kind::Killed || ending.code != 0)
    return was_out_of_memory(ending, limits) ? out_of_memory(path, limits) : crashed(path, ending);
  return std::move(ending.output);
}

}  // namespace

Result<std::string> run_isolated(std::vector<std::string> options, std::string_view input, const std::string& path, const Limits& limits) {
  TRY(Process process, start_program(std::move(options), input, path, limits));
  return output_of(process, path, limits);
}

Result<IsolatedReading> IsolatedReading::start(std::string_view bytes, const std::string& path, const Limits& limits, std::vector<std::string> options) {
  options.push_back(path);
  TRY(Process process, start_program(std::move(options), bytes, path, limits));
  return IsolatedReading(std::move(process), path, limits);
}

IsolatedReading::IsolatedReading(Process process, std::string path, const Limits& limits)
    : process_(std::move(process)), path_(std::move(path)), limits_(limits) {}

Result<Document> IsolatedReading::finish() {
  TRY(const std::string output, output_of(process_, path_, limits_));
  Result<Document> document = from_wire(output, limits_);
  if (!document && document.error().where.empty()) document.error().where = path_;
  return document;
}

}  // namespace mingzhang
