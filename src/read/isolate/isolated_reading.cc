#include "read/isolate/isolated_reading.h"

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "document/wire.h"

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

Result<Process> start_program(std::vector<std::string> options, std::string_view input, const std::string& path, const Limits& limits) {
  const std::string program = reading_program();
  if (access(program.c_str(), X_OK) != 0)
    return fail("read.process.missing", "找不到读取程序 mingzhang-read", "请把它和 mingzhang 装在同一目录，或用环境变量 MINGZHANG_READ 指明它的位置。", path);
  options.insert(options.begin(), program);
  return Process::start({std::move(options), environment(), input, process_limits(limits)});
}

Result<std::string> output_of(Process& process, const std::string& path, const Limits& limits) {
  Ending ending = process.finish();
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
