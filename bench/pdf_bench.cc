// Whole processes on real PDFs: `mingzhang read` and `mingzhang check` beside `pdftotext -bbox` on the same file in the same run;
// their memory; and what a second job gains. Needs the corpus (MINGZHANG_CORPUS, or ../shared/corpus beside the sources) and
// pdftotext (package poppler-utils).

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/paths.h"
#include "read/isolate/process.h"
#include "read/read.h"

extern char** environ;

namespace mingzhang {
namespace {

using Clock = std::chrono::steady_clock;

struct Cost {
  double milliseconds = 0;
  double megabytes = 0;  // resident at its peak, of the largest process
};

Cost run_once(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  const auto begin = Clock::now();
  pid_t child = 0;
  if (posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ) != 0) {
    fmt::print(stderr, "pdf_bench: cannot start {}\n", words[0]);
    std::exit(2);
  }
  rusage usage{};
  int status = 0;
  wait4(child, &status, 0, &usage);
  posix_spawn_file_actions_destroy(&actions);
  return {std::chrono::duration<double, std::milli>(Clock::now() - begin).count(), static_cast<double>(usage.ru_maxrss) / 1024};
}

// The best of some runs: what else the machine does only makes them slower.
Cost run(const std::vector<std::string>& words, int times = 5) {
  Cost best = run_once(words);
  for (int i = 1; i < times; ++i) {
    const Cost cost = run_once(words);
    best = {std::min(best.milliseconds, cost.milliseconds), std::max(best.megabytes, cost.megabytes)};
  }
  return best;
}

int page_count(const std::string& path) {
  const auto document = read_document(path);
  int pages = 0;
  if (document)
    for (const Block& block : document->blocks) pages += std::holds_alternative<PageBreak>(block);
  return pages;
}

std::vector<std::string> pdfs_of(const std::string& directory) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(directory))
    if (entry.path().extension() == ".pdf") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

struct Totals {
  int pages = 0;
  double read = 0, check = 0, peer = 0, megabytes = 0;
};

void one_by_one(const std::string& program, const std::vector<std::string>& paths, const std::string& scratch) {
  fmt::print("{:<44} {:>5} {:>10} {:>10} {:>15} {:>6} {:>9}\n", "ms per page, whole process", "pages", "read", "check", "pdftotext -bbox", "ratio", "peak MiB");
  Totals totals;
  for (const std::string& path : paths) {
    const int pages = std::max(1, page_count(path));
    const Cost peer = run({"pdftotext", "-bbox", path, scratch}), read = run({program, "read", path}), check = run({program, "check", path});
    fmt::print("{:<44} {:>5} {:>10.2f} {:>10.2f} {:>15.2f} {:>6.2f} {:>9.0f}\n", std::filesystem::path(path).filename().string(), pages, read.milliseconds / pages,
               check.milliseconds / pages, peer.milliseconds / pages, read.milliseconds / peer.milliseconds, check.megabytes);
    totals.pages += pages;
    totals.read += read.milliseconds;
    totals.check += check.milliseconds;
    totals.peer += peer.milliseconds;
    totals.megabytes = std::max(totals.megabytes, check.megabytes);
  }
  const double pages = totals.pages;
  fmt::print("{:<44} {:>5} {:>10.2f} {:>10.2f} {:>15.2f} {:>6.2f} {:>9.0f}\n", "all", totals.pages, totals.read / pages, totals.check / pages, totals.peer / pages,
             totals.read / totals.peer, totals.megabytes);
  fmt::print("bars: read at most 1.5 times pdftotext and 3 ms a page, 150 MiB\n");
}

// Each file several times over, so that starting and the longest file do not decide.
void together(const std::string& program, const std::vector<std::string>& paths, const std::string& scratch) {
  constexpr int kCopies = 2;
  std::filesystem::create_directory(scratch);
  for (int copy = 0; copy < kCopies; ++copy)
    for (const std::string& path : paths)
      std::filesystem::create_symlink(path, fmt::format("{}/{}_{}", scratch, copy, std::filesystem::path(path).filename().string()));
  std::vector<std::string> words = {program, "check", "--format", "jsonl", "--jobs", ""};
  for (const auto& entry : std::filesystem::directory_iterator(scratch)) words.push_back(entry.path());
  words[5] = "1";
  const Cost one = run(words, 2);
  words[5] = "2";
  const Cost two = run(words, 2);
  fmt::print("{} files: {:.2f} s with one job, {:.2f} s with two: {:.2f} times as fast (bar: 1.8 on two idle processors)\n", kCopies * paths.size(),
             one.milliseconds / 1000, two.milliseconds / 1000, one.milliseconds / two.milliseconds);
}

}  // namespace
}  // namespace mingzhang

int main() {
  using namespace mingzhang;
  const char* set = std::getenv("MINGZHANG_CORPUS");
  const std::string corpus = set != nullptr ? set : source_path("../shared/corpus");
  if (!std::filesystem::exists(corpus) || find_program("pdftotext").empty()) {
    fmt::print("skipped: it needs the corpus of real documents (MINGZHANG_CORPUS) and pdftotext (package poppler-utils)\n");
    return 0;
  }
  const std::filesystem::path scratch = std::filesystem::temp_directory_path() / fmt::format("pdf_bench_{}", getpid());
  std::filesystem::create_directory(scratch);
  const std::string program = std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "mingzhang";
  const auto paths = pdfs_of(corpus);
  one_by_one(program, paths, scratch / "words.html");
  together(program, paths, scratch / "files");
  std::filesystem::remove_all(scratch);
  return 0;
}
