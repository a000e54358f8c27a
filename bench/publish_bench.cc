// From a ledger to what is published: each format written and audited, in one process on one core; then ten thousand units to claims,
// XLSX and HTML as `mingzhang compile DIR` does it, with what that takes of time and memory.
//
// MINGZHANG_UNITS: how many units (default 10000; 0 leaves them out).

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <thread>
#include <unistd.h>

#include "base/file.h"
#include "base/paths.h"
#include "batch/publish_batch.h"
#include "engine/unit_input.h"
#include "compile/compile.h"
#include "publish/edition.h"
#include "ratio_reporter.h"
#include "render/open_data.h"
#include "write/write.h"

namespace mingzhang {
namespace {

struct Subject {
  Engine engine;
  std::string bytes;
  LedgerFile ledger;
  const Form* form = nullptr;
  Compiled compiled;
  Document document;
  WriteOptions options;
};

const Subject& subject() {
  static const Subject loaded = [] {
    Subject s;
    auto engine = load_engine();
    auto bytes = read_file(source_path("examples/ledger.json"));
    if (!engine || !bytes) {
      std::fprintf(stderr, "publish_bench: cannot load the catalog or the example\n");
      std::exit(2);
    }
    s.engine = std::move(*engine);
    s.bytes = std::move(*bytes);
    s.ledger = ledger_from_json(s.bytes, s.engine.knowledge->space, "ledger.json").value();
    s.form = s.engine.knowledge->find_form("xinjiang-budget-2024");
    s.compiled = compile_disclosure(s.ledger, *s.form, *s.engine.knowledge).value();
    s.document = edition_of(s.compiled, *s.form);
    s.options = {.title = title_of(s.ledger, *s.form), .contents = true};
    return s;
  }();
  return loaded;
}

void compile_whole(benchmark::State& state) {
  const Subject& s = subject();
  for (auto _ : state) benchmark::DoNotOptimize(compile_disclosure(s.ledger, *s.form, *s.engine.knowledge));
}

void copy_text(benchmark::State& state) {
  const Subject& s = subject();
  for (auto _ : state) {
    std::string all;
    for (const Block& block : s.document.blocks) {
      if (const Text* text = std::get_if<Text>(&block)) all += text->text + "\n";
      if (const Grid* grid = std::get_if<Grid>(&block))
        for (const Cell& cell : grid->cells) all += cell.text + "\t";
    }
    benchmark::DoNotOptimize(all);
  }
}

std::string written(const Subject& s, int format) {
  switch (format) {
    case 0: return write_docx(s.document, s.options).value();
    case 1: return write_pdf(s.document, s.options).value();
    case 2: return write_xlsx(s.document, s.options).value();
    default: return write_html(s.document, s.options);
  }
}

template <int kFormat>
void write_format(benchmark::State& state) {
  const Subject& s = subject();
  for (auto _ : state) benchmark::DoNotOptimize(written(s, kFormat));
}

// Read in a process of its own, understood and checked.
template <int kFormat>
void audit_format(benchmark::State& state) {
  static constexpr const char* kNames[] = {"a.docx", "a.pdf", "a.xlsx", "a.html"};
  const Subject& s = subject();
  const std::vector<Exception> none;
  const Auditor auditor(s.compiled.disclosure, none, *s.engine.knowledge, s.engine.words);
  const std::string bytes = written(s, kFormat);
  for (auto _ : state) benchmark::DoNotOptimize(auditor.audit_bytes(bytes, kNames[kFormat]));
}

void write_open_data(benchmark::State& state) {
  const Subject& s = subject();
  for (auto _ : state) {
    const std::string lines = ledger_csv(s.ledger.ledger, s.ledger.measure_units), claims = claims_csv(s.compiled.disclosure);
    benchmark::DoNotOptimize(data_package(s.compiled.disclosure, lines, claims));
  }
}

BENCHMARK(copy_text)->Unit(benchmark::kMillisecond);
BENCHMARK(compile_whole)->Unit(benchmark::kMillisecond);
BENCHMARK(write_format<0>)->Name("write_docx")->Unit(benchmark::kMillisecond);
BENCHMARK(write_format<1>)->Name("write_pdf")->Unit(benchmark::kMillisecond);
BENCHMARK(write_format<2>)->Name("write_xlsx")->Unit(benchmark::kMillisecond);
BENCHMARK(write_format<3>)->Name("write_html")->Unit(benchmark::kMillisecond);
BENCHMARK(write_open_data)->Unit(benchmark::kMillisecond);
BENCHMARK(audit_format<0>)->Name("audit_docx")->Unit(benchmark::kMillisecond);
BENCHMARK(audit_format<1>)->Name("audit_pdf")->Unit(benchmark::kMillisecond);
BENCHMARK(audit_format<2>)->Name("audit_xlsx")->Unit(benchmark::kMillisecond);
BENCHMARK(audit_format<3>)->Name("audit_html")->Unit(benchmark::kMillisecond);

// ---- ten thousand units

// Units of different names, that is all that a batch needs to be many.
void make_units(const std::filesystem::path& directory, int count) {
  LedgerFile ledger = subject().ledger;
  for (int i = 0; i < count; ++i) {
    ledger.unit = "云山县示例单位" + std::to_string(i + 1);
    const auto folder = directory / std::to_string(i / 1000);
    std::filesystem::create_directories(folder);
    if (!write_file((folder / (std::to_string(i + 1) + ".json")).string(), to_json(ledger))) std::exit(2);
  }
}

int compile_units(int count) {
  namespace fs = std::filesystem;
  const fs::path place = fs::temp_directory_path() / ("mingzhang-publish-bench-" + std::to_string(getpid()));
  make_units(place / "in", count);
  const Subject& s = subject();
  const auto units = collect_units({(place / "in").string()});
  if (!units) return 2;
  PublishBatchOptions options{.told = std::cerr, .progress = std::cerr, .directory = (place / "out").string(), .exceptions = {}, .version = {}, .finished = {}};
  options.jobs = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  options.style = isatty(STDERR_FILENO) != 0 ? ProgressStyle::Bar : ProgressStyle::Lines;
  options.formats = {.docx = false, .pdf = false, .xlsx = true, .html = true, .data = true};
  fs::create_directories(place / "out");
  auto results = ResultsFile::open((place / "out/compile.jsonl").string(), false);
  if (!results) return 2;
  options.results = &*results;
  const OpenUnit open = [&](const std::string& bytes, const std::string& path) -> Result<TypedFile> {
    TRY(UnitInput input, open_unit(bytes, path, s.engine));
    return TypedFile{std::move(input.data.file), s.form, {}};
  };
  const auto start = std::chrono::steady_clock::now();
  const auto outcome = publish_batch(*units, open, *s.engine.knowledge, s.engine.words, options, std::atomic<bool>{false});
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  if (outcome)
    std::printf("%d units to claims, XLSX and HTML, each read back: %d released, %lld figures, %.0f s, %.1f units/s on %d threads, peak memory %.0f MiB\n", count,
                outcome->released, outcome->figures, seconds, count / seconds, options.jobs, static_cast<double>(used.ru_maxrss) / 1024);
  std::error_code ignored;
  fs::remove_all(place, ignored);
  return outcome && outcome->released == count ? 0 : 1;
}

}  // namespace
}  // namespace mingzhang

int main(int argc, char** argv) {
  using namespace mingzhang;
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  RatioReporter reporter({{"compile_whole", "copy_text", "all texts of the document, copied", 0},
                          {"write_docx", "write_html", "the same as one page of HTML", 0},
                          {"write_pdf", "write_html", "the same as one page of HTML", 0},
                          {"write_xlsx", "write_html", "the same as one page of HTML", 0},
                          {"audit_pdf", "write_pdf", "writing what is read back", 0}});
  benchmark::RunSpecifiedBenchmarks(&reporter);
  const char* wanted = std::getenv("MINGZHANG_UNITS");
  const int units = wanted != nullptr ? std::atoi(wanted) : 10000;
  return units > 0 ? compile_units(units) : 0;
}
