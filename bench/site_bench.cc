// A site of 1,000 units: made from nothing, made again when nothing changed; and the web page of one disclosure, with what
// stands beside the document and without.

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/paths.h"
#include "engine/engine.h"
#include "publish/edition.h"
#include "publish/html_edition.h"
#include "publish/publish.h"
#include "site/site.h"
#include "write/write.h"

namespace mingzhang {
namespace {

namespace fs = std::filesystem;
constexpr int kUnits = 1'000, kCounties = 10;

struct Example {
  Engine engine;
  LedgerFile ledger;
  const Form* form;
};

const Example& example() {
  static const Example loaded = [] {
    Engine engine = load_engine().value();
    LedgerFile ledger = ledger_from_json(*read_file(source_path("examples/ledger.json")), engine.knowledge->space, "ledger.json").value();
    const Form* form = engine.knowledge->find_form("xinjiang-budget-2024");
    return Example{std::move(engine), std::move(ledger), form};
  }();
  return loaded;
}

// One release under the names of many units, in ten counties. Without the PDF, which is nine tenths of the bytes and only copied.
class Releases {
 public:
  Releases() : directory_(fs::temp_directory_path() / fmt::format("mingzhang-site-bench-{}", std::rand())) {
    const Publication publication = publish({.ledger = example().ledger, .form = *example().form, .exceptions = {}}, *example().engine.knowledge, example().engine.words).value();
    nlohmann::ordered_json record = nlohmann::ordered_json::parse(publication.files.back().bytes);
    std::erase_if(record["files"].get_ref<nlohmann::ordered_json::array_t&>(), [](const auto& file) { return file["name"] == "disclosure.pdf"; });
    for (int unit = 0; unit < kUnits; ++unit) {
      const fs::path folder = input() / fmt::format("县{}", unit % kCounties) / std::to_string(unit);
      fs::create_directories(folder);
      for (const PublishedFile& file : publication.files)
        if (file.name != "disclosure.pdf") (void)write_file((folder / file.name).string(), file.bytes);
      record["unit"] = fmt::format("第{}单位", unit);
      (void)write_file((folder / "release.json").string(), record.dump());
    }
  }
  ~Releases() { fs::remove_all(directory_); }

  fs::path input() const { return directory_ / "releases"; }
  fs::path output() const { return directory_ / "site"; }

 private:
  fs::path directory_;
};

void build(const Releases& releases, int jobs, benchmark::State& state) {
  const SiteRequest request{releases.input().string(), releases.output().string(), {.title = "公开", .language = Language::Chinese}, jobs};
  const std::atomic<bool> stop{false};
  const auto outcome = build_site(request, *example().engine.knowledge, [](std::size_t, std::size_t, bool) {}, stop);
  if (!outcome || outcome->units != static_cast<std::size_t>(kUnits)) return state.SkipWithError("the site was not made");
  state.counters["files"] = static_cast<double>(outcome->files);
}

void BM_SiteFromNothing(benchmark::State& state) {
  const Releases releases;
  for (auto _ : state) {
    state.PauseTiming();
    fs::remove_all(releases.output());
    state.ResumeTiming();
    build(releases, static_cast<int>(state.range(0)), state);
  }
}
BENCHMARK(BM_SiteFromNothing)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

void BM_SiteUnchanged(benchmark::State& state) {
  const Releases releases;
  build(releases, 2, state);
  for (auto _ : state) build(releases, static_cast<int>(state.range(0)), state);
}
BENCHMARK(BM_SiteUnchanged)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

void BM_PageOfTheDocument(benchmark::State& state) {
  const Compiled compiled = compile_disclosure(example().ledger, *example().form, *example().engine.knowledge).value();
  for (auto _ : state) benchmark::DoNotOptimize(write_html(edition_of(compiled, *example().form), {.title = "公开", .contents = true}));
}
BENCHMARK(BM_PageOfTheDocument)->Unit(benchmark::kMillisecond);

void BM_PageWithPicturesAndLines(benchmark::State& state) {
  const Compiled compiled = compile_disclosure(example().ledger, *example().form, *example().engine.knowledge).value();
  for (auto _ : state) benchmark::DoNotOptimize(html_edition(compiled, example().ledger, *example().form, *example().engine.knowledge));
}
BENCHMARK(BM_PageWithPicturesAndLines)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mingzhang

BENCHMARK_MAIN();
