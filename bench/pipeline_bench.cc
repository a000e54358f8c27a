// From bytes to findings in one process, on one core. The document is a real one where the corpus is at hand
// (MINGZHANG_CORPUS, or ../shared/corpus beside the sources), else the example of this project.
//
// What each is held against in the same run stands at the end.

#include <benchmark/benchmark.h>

#include <yaml.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/paths.h"
#include "base/file.h"
#include "check/check.h"
#include "engine/engine.h"
#include "compile/compile_tables.h"
#include "compile/infer.h"
#include "ratio_reporter.h"
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

void copy_lines(benchmark::State& state) {
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

void nlohmann_json(benchmark::State& state) {
  const std::string json = to_json(subject().disclosure);
  for (auto _ : state) benchmark::DoNotOptimize(nlohmann::json::parse(json));
}

std::vector<std::string> catalog_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(catalog_directory()))
    if (entry.path().extension() == ".yaml") files.push_back(*read_file(entry.path().string()));
  return files;
}

void libyaml(benchmark::State& state) {
  const std::vector<std::string> files = catalog_files();
  for (auto _ : state)
    for (const std::string& file : files) {
      yaml_parser_t parser;
      yaml_parser_initialize(&parser);
      yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(file.data()), file.size());
      yaml_document_t document;
      benchmark::DoNotOptimize(yaml_parser_load(&parser, &document));
      yaml_document_delete(&document);
      yaml_parser_delete(&parser);
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

void repeated(benchmark::internal::Benchmark* measurement) { measurement->Unit(benchmark::kMillisecond)->MinTime(0.1)->Repetitions(10); }

BENCHMARK(copy_lines)->Apply(repeated);
BENCHMARK(nlohmann_json)->Apply(repeated);
BENCHMARK(libyaml)->Apply(repeated);
BENCHMARK(load_catalog)->Apply(repeated);
BENCHMARK(read)->Apply(repeated);
BENCHMARK(understanding)->Apply(repeated);
BENCHMARK(check_by_propagation)->Apply(repeated);
BENCHMARK(check_jointly)->Apply(repeated);
BENCHMARK(read_understand_check_by_propagation)->Apply(repeated);
BENCHMARK(read_understand_check_jointly)->Apply(repeated);
BENCHMARK(infer_ledger)->Apply(repeated);
BENCHMARK(compile_tables_of_inferred_ledger)->Apply(repeated);

const std::vector<Ratio> kRatios = {
    {"load_catalog", "libyaml", "only parses the catalog's YAML files"},
    {"read", "copy_lines", "copies each line of the text"},
    {"understanding", "nlohmann_json", "parses the disclosure that comes out, as JSON"},
    {"check_by_propagation", "nlohmann_json", ""},
    {"check_jointly", "check_by_propagation", "asks every figure, not all together"},
    {"read_understand_check_by_propagation", "nlohmann_json", "", 5},
    {"read_understand_check_jointly", "nlohmann_json", "", 20},
    {"infer_ledger", "check_jointly", "only asks whether there is one"},
    {"compile_tables_of_inferred_ledger", "nlohmann_json", ""},
};

}  // namespace
}  // namespace mingzhang

int main(int argc, char** argv) {
  // Repetitions of all take turns, so that a while in which the machine is busy spoils none of them altogether.
  std::vector<char*> arguments(argv, argv + argc);
  std::string take_turns = "--benchmark_enable_random_interleaving=true";
  arguments.insert(arguments.begin() + 1, take_turns.data());
  argc = static_cast<int>(arguments.size());
  argv = arguments.data();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  mingzhang::RatioReporter reporter(mingzhang::kRatios);
  benchmark::RunSpecifiedBenchmarks(&reporter);
}
