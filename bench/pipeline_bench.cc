// From bytes to findings in one process, on one core. The document is a real one where the corpus is at hand
// (MINGZHANG_CORPUS, or ../shared/corpus beside the sources), else the example of this project.
//
// Peers, in the same run: reading is held against copying the text line by line, the joint check against the same check
// without the joint question.

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/paths.h"
#include "base/file.h"
#include "check/check.h"
#include "cli/input.h"
#include "compile/compile_tables.h"
#include "compile/infer.h"
#include "read/text/read_text.h"
#include "understand/understand.h"

namespace mingzhang {
namespace {

std::string document_path() {
  const char* set = std::getenv("MINGZHANG_CORPUS");
  const std::string corpus = set != nullptr ? set : source_path("../shared/corpus");
  const std::string real = corpus + "/xj_changji_yshj_2024_dept_budget_seed.txt";
  return std::filesystem::exists(real) ? real : source_path("examples/disclosure.txt");
}

struct Subject {
  Engine engine;
  std::string bytes;
  Document document;
  Disclosure disclosure;
};

Subject load_subject() {
  auto engine = load_engine();
  auto bytes = read_file(document_path());
  if (!engine || !bytes) {
    std::fprintf(stderr, "pipeline_bench: cannot load the catalog or %s\n", document_path().c_str());
    std::exit(2);
  }
  Subject loaded{std::move(*engine), std::move(*bytes), {}, {}};
  loaded.document = *read_text(loaded.bytes, "bench");
  loaded.disclosure = understand(loaded.document, *loaded.engine.knowledge, loaded.engine.words);
  return loaded;
}

const Subject& subject() {
  static const Subject loaded = load_subject();
  return loaded;
}

FileReport read_understand_check(const Subject& s, bool joint) {
  const auto document = read_text(s.bytes, "bench");
  const Disclosure disclosure = understand(*document, *s.engine.knowledge, s.engine.words);
  return check(disclosure, *s.engine.knowledge, {.joint = joint});
}

void peer_copy_lines(benchmark::State& state) {
  const Subject& s = subject();
  for (auto _ : state) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < s.bytes.size();) {
      const std::size_t end = std::min(s.bytes.find('\n', begin), s.bytes.size());
      lines.emplace_back(s.bytes, begin, end - begin);
      begin = end + 1;
    }
    benchmark::DoNotOptimize(lines);
  }
}

void load_catalog(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(load_engine());
}

void read(benchmark::State& state) {
  const Subject& s = subject();
  for (auto _ : state) benchmark::DoNotOptimize(read_text(s.bytes, "bench"));
}

void understanding(benchmark::State& state) {
  const Subject& s = subject();
  for (auto _ : state) benchmark::DoNotOptimize(understand(s.document, *s.engine.knowledge, s.engine.words));
}

void check_by_propagation(benchmark::State& state) {
  const Subject& s = subject();
  for (auto _ : state) benchmark::DoNotOptimize(check(s.disclosure, *s.engine.knowledge, {.joint = false}));
}

void check_jointly(benchmark::State& state) {
  const Subject& s = subject();
  for (auto _ : state) benchmark::DoNotOptimize(check(s.disclosure, *s.engine.knowledge));
}

void read_understand_check_by_propagation(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(read_understand_check(subject(), false));
}

void read_understand_check_jointly(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(read_understand_check(subject(), true));
}

void infer_ledger(benchmark::State& state) {
  const Subject& s = subject();
  for (auto _ : state) benchmark::DoNotOptimize(infer(s.disclosure, *s.engine.knowledge));
}

void compile_tables_of_inferred_ledger(benchmark::State& state) {
  const Subject& s = subject();
  const auto inference = infer(s.disclosure, *s.engine.knowledge);
  const Form* form = s.engine.knowledge->find_form(s.disclosure.form);
  if (!inference || form == nullptr) return state.SkipWithError("no ledger");
  for (auto _ : state) benchmark::DoNotOptimize(compile_tables(inference->file, *form, *s.engine.knowledge));
}

BENCHMARK(peer_copy_lines)->Unit(benchmark::kMillisecond);
BENCHMARK(load_catalog)->Unit(benchmark::kMillisecond);
BENCHMARK(read)->Unit(benchmark::kMillisecond);
BENCHMARK(understanding)->Unit(benchmark::kMillisecond);
BENCHMARK(check_by_propagation)->Unit(benchmark::kMillisecond);
BENCHMARK(check_jointly)->Unit(benchmark::kMillisecond);
BENCHMARK(read_understand_check_by_propagation)->Unit(benchmark::kMillisecond);
BENCHMARK(read_understand_check_jointly)->Unit(benchmark::kMillisecond);
BENCHMARK(infer_ledger)->Unit(benchmark::kMillisecond);
BENCHMARK(compile_tables_of_inferred_ledger)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mingzhang

BENCHMARK_MAIN();
