// The store and its roll-ups, on both databases: reading a unit's published page from many threads, fifty clerks saving at once,
// and roll-ups over 1,000,000 published ledger lines by pairs of dimensions. PostgreSQL is a server of this program's own.
//   store_bench [LINES [sqlite|postgresql]]
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <random>
#include <thread>

#include <fmt/format.h>

#include "rollup/rollup.h"
#include "store/database_for_tests.h"
#include "store/filings.h"
#include "store/publications.h"
#include "store/units.h"

namespace mingzhang {
namespace {

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

constexpr int kLinesOfUnit = 500, kUnitsOfBureau = 50, kPageBytes = 30'000;

template <class T>
T must(Result<T> result) {
  if (!result) fmt::print(stderr, "{}: {}\n", result.error().id, result.error().message);
  ASSERT(result);
  return std::move(*result);
}

LedgerLineRecord random_line(std::mt19937& random) {
  const auto one_of = [&](std::initializer_list<const char*> words) { return std::string(words.begin()[random() % words.size()]); };
  LedgerLineRecord line;
  line.year = "2024";
  line.stage = "budget";
  line.source = one_of({"fiscal.general.own", "fiscal.general.upper", "fiscal.fund.own", "special_account", "unit_funds", "carryover"});
  line.function = fmt::format("{}{:02}{:02}", one_of({"201", "205", "208", "210", "213", "221"}), 1 + random() % 12, 1 + random() % 8);
  line.economic = fmt::format("{}{:02}", one_of({"301", "302", "303", "310"}), 1 + random() % 20);
  line.nature = one_of({"basic.personnel", "basic.public", "project"});
  line.project = line.nature == "project" ? fmt::format("项目{}", random() % 200) : "";
  line.measure = "budget";
  line.amount_fen = static_cast<std::int64_t>(random() % 100'000'000);
  return line;
}

// A county of bureaus and units, all published. The units' ids.
std::vector<RecordId> fill(Store& store, int lines) {
  std::mt19937 random(1);
  std::vector<RecordId> units;
  RecordId bureau = 0;
  const Actor actor{{}, "bench"};
  const RecordId county = must(store.write(actor, [](StoreChange& change) { return add_unit(change, {"县", {}, UnitKind::Region}); })).id;
  for (int done = 0; done < lines; done += kLinesOfUnit) {
    if (units.size() % kUnitsOfBureau == 0)
      bureau = must(store.write(actor, [&](StoreChange& change) { return add_unit(change, {"局", county, UnitKind::Department}); })).id;
    PublicationRecord publication;
    for (int i = 0; i < kLinesOfUnit; ++i) publication.lines.push_back(random_line(random));
    publication.page_json = fmt::format("{{\"page\":\"{}\"}}", std::string(kPageBytes, 'x'));
    const FilingRecord filing = must(store.write(actor, [&](StoreChange& change) -> Result<FilingRecord> {
      TRY(const UnitRecord unit, add_unit(change, {"单位", bureau, UnitKind::Unit}));
      TRY(const FilingRecord begun, add_filing(change, {unit.id, 2024, FilingStage::Budget, "f"}));
      TRY(const FilingRecord saved, save_ledger(change, begun.id, begun.revision, "{}"));
      return publish_filing(change, saved.id, saved.revision, publication);
    }));
    units.push_back(filing.unit);
  }
  return units;
}

void measure_pages(const Store& store, const std::vector<RecordId>& units, int threads) {
  constexpr double kSeconds = 3;
  std::atomic<std::int64_t> bytes = 0;
  std::mutex mutex;
  std::vector<double> milliseconds;
  std::vector<std::thread> readers;
  const auto start = Clock::now();
  for (int t = 0; t < threads; ++t)
    readers.emplace_back([&, t] {
      std::mt19937 random(static_cast<unsigned>(t));
      std::vector<double> mine;
      while (seconds_since(start) < kSeconds) {
        const auto begin = Clock::now();
        const auto page = must(store.read([&](StoreView& view) {
          return find_published_page(view, {units[random() % units.size()], 2024, FilingStage::Budget});
        }));
        bytes += static_cast<std::int64_t>(page->json.size());
        mine.push_back(seconds_since(begin) * 1000);
      }
      const std::lock_guard lock(mutex);
      milliseconds.insert(milliseconds.end(), mine.begin(), mine.end());
    });
  for (std::thread& reader : readers) reader.join();
  std::ranges::sort(milliseconds);
  fmt::print("  page data, {:2} threads: {:8.0f} pages/s, p50 {:.2f} ms, p99 {:.2f} ms ({:.0f} KB a page)\n", threads,
             static_cast<double>(milliseconds.size()) / kSeconds, milliseconds[milliseconds.size() / 2], milliseconds[milliseconds.size() * 99 / 100],
             static_cast<double>(bytes) / static_cast<double>(milliseconds.size()) / 1000);
}

void measure_clerks(Store& store) {
  constexpr int kClerks = 50, kSaves = 10;
  std::vector<FilingRecord> filings;
  for (int i = 0; i < kClerks; ++i)
    filings.push_back(must(store.write({{}, "bench"}, [&](StoreChange& change) -> Result<FilingRecord> {
      TRY(const UnitRecord unit, add_unit(change, {"单位", {}, UnitKind::Unit}));
      return add_filing(change, {unit.id, 2025, FilingStage::Budget, "f"});
    })));
  std::atomic<int> failed = 0;
  const std::string ledger(50'000, 'x');
  const auto start = Clock::now();
  std::vector<std::thread> clerks;
  for (int i = 0; i < kClerks; ++i)
    clerks.emplace_back([&, i] {
      FilingRecord now = filings[static_cast<std::size_t>(i)];
      for (int turn = 0; turn < kSaves; ++turn) {
        auto saved = store.write({{}, "clerk"}, [&](StoreChange& change) { return save_ledger(change, now.id, now.revision, ledger + std::to_string(turn)); });
        failed += !saved;
        if (saved) now = *saved;
      }
    });
  for (std::thread& clerk : clerks) clerk.join();
  const double seconds = seconds_since(start);
  fmt::print("  {} clerks saving {} ledgers of 50 KB each at once: {:.0f} saves/s, {} errors\n", kClerks, kSaves, kClerks * kSaves / seconds, failed.load());
}

void measure_rollups(const Store& store, const std::string& folder) {
  Result<Rollup> rollup = Rollup::open(folder + "/copy");
  if (!rollup) return fmt::print("  roll-ups: {}\n", rollup.error().message);
  auto start = Clock::now();
  ASSERT(rollup->follow(store));
  fmt::print("  columnar copy of {} lines made in {:.1f} s, {:.0f} MB\n", must(rollup->line_count()), seconds_since(start),
             static_cast<double>(std::filesystem::file_size(folder + "/copy")) / 1e6);
  start = Clock::now();
  ASSERT(rollup->follow(store));
  fmt::print("  follow with nothing new: {:.2f} ms\n", seconds_since(start) * 1000);
  const std::vector<std::string> dimensions = {"unit", "source", "function", "economic", "nature", "project"};
  for (const int depth : {0, 1, 2}) {
    struct Pair {
      double milliseconds;
      std::string name;
    };
    std::vector<Pair> pairs;
    for (std::size_t a = 0; a < dimensions.size(); ++a)
      for (std::size_t b = a + 1; b < dimensions.size(); ++b) {
        RollupQuestion question;
        question.by = {{dimensions[a], depth}, {dimensions[b], depth}};
        question.year = 2024;
        question.stage = FilingStage::Budget;
        question.nodes = {{"measure", "budget"}};
        std::vector<double> times;
        std::size_t cells = 0;
        for (int turn = 0; turn < 5; ++turn) {
          start = Clock::now();
          cells = must(rollup->sums(question)).cells.size();
          times.push_back(seconds_since(start) * 1000);
        }
        std::ranges::sort(times);
        pairs.push_back({times[2], fmt::format("{} × {}, {} cells", dimensions[a], dimensions[b], cells)});
      }
    std::ranges::sort(pairs, std::greater<>(), &Pair::milliseconds);
    fmt::print("  roll-ups by two dimensions at depth {}: {} pairs, median {:.0f} ms; slowest {:.0f} ms ({}), {:.0f} ms ({})\n", depth, pairs.size(),
               pairs[pairs.size() / 2].milliseconds, pairs[0].milliseconds, pairs[0].name, pairs[1].milliseconds, pairs[1].name);
  }
}

void run(DatabaseKind kind, int lines) {
  fmt::print("{}\n", kind == DatabaseKind::Sqlite ? "SQLite" : "PostgreSQL");
  const auto database = DatabaseForTests::make(kind);
  if (!database) return fmt::print("  {}\n", kNoPostgresql);
  if (kind == DatabaseKind::Postgresql) PostgresqlForTests::instance()->set_durable(true);
  Store store = must(Store::open(database->address()));
  const auto start = Clock::now();
  const std::vector<RecordId> units = fill(store, lines);
  fmt::print("  {} units with {} lines published in {:.1f} s\n", units.size(), units.size() * kLinesOfUnit, seconds_since(start));
  for (const int threads : {1, 2, 8, 64}) measure_pages(store, units, threads);
  measure_clerks(store);
  const std::string folder = temporary_folder_for_tests();
  measure_rollups(store, folder);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace mingzhang

// store_bench [LINES] [sqlite|postgresql], or store_bench LINES FILE: only fills a new SQLite file, for service_load.py.
int main(int argc, char** argv) {
  const int lines = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
  const std::string_view only = argc > 2 ? argv[2] : "";
  if (only.find('/') != std::string_view::npos) {
    mingzhang::Store store = mingzhang::must(mingzhang::Store::open({mingzhang::DatabaseKind::Sqlite, argv[2]}));
    mingzhang::fill(store, lines);
    return 0;
  }
  if (only != "postgresql") mingzhang::run(mingzhang::DatabaseKind::Sqlite, lines);
  if (only != "sqlite") mingzhang::run(mingzhang::DatabaseKind::Postgresql, lines);
}
