// A process that writes is killed at random moments, again and again: nothing it acknowledged may be lost, and nothing half done
// may stay. $MINGZHANG_KILLS says how often (a few, unless told); every tenth time on PostgreSQL its server crashes as well.
#include <gtest/gtest.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <random>
#include <set>

#include "base/sha256.h"
#include "store/audit.h"
#include "store/database_for_tests.h"
#include "store/documents.h"
#include "store/filings.h"
#include "store/publications.h"
#include "store/units.h"
#include "store/verify.h"

namespace mingzhang {
namespace {

constexpr int kWriters = 4, kKillsInTests = 4, kServerCrashEvery = 10;

int kills_wanted() {
  const char* const text = std::getenv("MINGZHANG_KILLS");
  return text == nullptr ? kKillsInTests : std::atoi(text);
}

// What the writer promises to have written, as it goes through the pipe: small enough to be written whole.
struct Promise {
  enum class Kind : std::uint8_t { Ledger, Publication, Document } kind = Kind::Ledger;
  RecordId id = 0;            // of the filing or the document
  std::int64_t version = 0;
  std::array<char, 64> sha256{};
};

Promise promise(Promise::Kind kind, RecordId id, std::int64_t version, const std::string& sha256) {
  Promise made{kind, id, version, {}};
  std::ranges::copy(sha256, made.sha256.begin());
  return made;
}

PublicationRecord publication(const std::string& json) {
  PublicationRecord record;
  record.files = {{"disclosure.pdf", "application/pdf", json + std::string(50'000, '%')}};
  record.claims.assign(20, {"表1", "合计", "小计", json, 100, "1.00"});
  record.lines.assign(20, {});
  record.page_json = json;
  return record;
}

// In the child: never returns.
class Victim {
 public:
  Victim(const DatabaseAddress& address, int pipe, unsigned seed) : pipe_(pipe), seed_(seed) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    Result<Store> store = Store::open(address);
    if (!store) _exit(1);
    store_.emplace(std::move(*store));
  }

  [[noreturn]] void run() {
    std::vector<std::thread> threads;
    for (int i = 0; i < kWriters; ++i) threads.emplace_back([this, i] { write_for_ever(i); });
    for (std::thread& thread : threads) thread.join();
    _exit(1);  // an Error; the parent sees the end of the pipe
  }

 private:
  void write_for_ever(int writer) {
    std::mt19937 random(seed_ + static_cast<unsigned>(writer));
    const Actor actor{{}, fmt::format("writer{}", writer)};
    while (true) {
      const RecordId id = 1 + writer;
      const std::string json = fmt::format("{{\"writer\":{},\"number\":{}}}", writer, random());
      const bool with_publication = random() % 4 == 0;
      const auto saved = store_->write(actor, [&](StoreChange& change) -> Result<FilingRecord> {
        TRY(FilingRecord filing, find_filing(change, id));
        TRY(filing, save_ledger(change, id, filing.revision, json));
        if (with_publication) return publish_filing(change, id, filing.revision, publication(json));
        return filing;
      });
      if (!saved) return;
      const auto kind = with_publication ? Promise::Kind::Publication : Promise::Kind::Ledger;
      tell(promise(kind, id, saved->ledger_version, sha256_hex(json)));
      if (random() % 5 != 0) continue;
      const auto document = store_->write(actor, [&](StoreChange& change) {
        return add_document(change, {"a.pdf", "application/pdf", json, {}, {}, {}, {}});
      });
      if (!document) return;
      tell(promise(Promise::Kind::Document, document->id, 0, document->sha256));
    }
  }

  void tell(const Promise& made) {
    if (write(pipe_, &made, sizeof made) != sizeof made) _exit(1);
  }

  int pipe_;
  unsigned seed_;
  std::optional<Store> store_;
};

class StoreKillTest : public testing::TestWithParam<DatabaseKind> {
 protected:
  void SetUp() override {
    database_ = DatabaseForTests::make(GetParam());
    if (!database_) GTEST_SKIP() << kNoPostgresql;
    if (GetParam() == DatabaseKind::Postgresql) PostgresqlForTests::instance()->set_durable(true);
    Result<Store> store = Store::open(database_->address());
    ASSERT_TRUE(store);
    const auto prepared = store->write({{}, "test"}, [](StoreChange& change) -> Result<int> {
      for (int i = 0; i < kWriters; ++i) {
        TRY(const UnitRecord unit, add_unit(change, {"单位", {}, UnitKind::Unit}));
        TRY([[maybe_unused]] const FilingRecord filing, add_filing(change, {unit.id, 2024, FilingStage::Budget, "f"}));
      }
      return 0;
    });
    ASSERT_TRUE(prepared) << prepared.error().message;
  }

  void TearDown() override {
    if (database_ && GetParam() == DatabaseKind::Postgresql) PostgresqlForTests::instance()->set_durable(false);
  }

  // One life of the writer; what it promised.
  std::vector<Promise> one_life(std::mt19937& random, bool crash_server) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    const unsigned seed = random();
    const pid_t child = fork();
    if (child == 0) {
      close(ends[0]);
      Victim(database_->address(), ends[1], seed).run();
    }
    close(ends[1]);
    std::vector<Promise> promises;
    read_one(ends[0], promises);  // it is at work
    const auto death = std::chrono::steady_clock::now() + std::chrono::microseconds(random() % 150'000);
    while (std::chrono::steady_clock::now() < death && read_for(ends[0], death, promises)) {
    }
    if (crash_server) PostgresqlForTests::instance()->stop(SIGQUIT);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(crash_server || WIFSIGNALED(status)) << "the writer ended by itself";
    while (read_one(ends[0], promises)) {
    }
    close(ends[0]);
    if (crash_server) PostgresqlForTests::instance()->restart();
    return promises;
  }

  static bool read_one(int pipe, std::vector<Promise>& promises) {
    Promise made;
    if (read(pipe, &made, sizeof made) != sizeof made) return false;
    promises.push_back(made);
    return true;
  }
  static bool read_for(int pipe, std::chrono::steady_clock::time_point until, std::vector<Promise>& promises) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    pollfd waiting{pipe, POLLIN, 0};
    return poll(&waiting, 1, static_cast<int>(left.count())) <= 0 || read_one(pipe, promises);
  }

  static bool is_kept(StoreView& view, const Promise& made) {
    const std::string sha256(made.sha256.begin(), made.sha256.end());
    if (made.kind == Promise::Kind::Document) {
      const auto document = find_document(view, made.id);
      return document && document->sha256 == sha256 && find_blob(view, sha256);
    }
    const auto ledger = find_ledger(view, made.id, made.version);
    if (!ledger || ledger->sha256 != sha256 || sha256_hex(ledger->json) != sha256) return false;
    if (made.kind == Promise::Kind::Ledger) return true;
    const auto files = list_published_files(view, made.id, made.version);
    return files && files->size() == 1 && find_blob(view, files->front().sha256);
  }

  std::unique_ptr<DatabaseForTests> database_;
};

INSTANTIATE_TEST_SUITE_P(Databases, StoreKillTest, testing::Values(DatabaseKind::Sqlite, DatabaseKind::Postgresql),
                         [](const auto& info) { return info.param == DatabaseKind::Sqlite ? "Sqlite" : "Postgresql"; });

TEST_P(StoreKillTest, LosesNothingThatWasAcknowledged) {
  std::mt19937 random(20261130);
  std::size_t promised = 0, lost = 0, crashes = 0;
  std::int64_t records = 0;
  const int kills = kills_wanted();
  for (int turn = 1; turn <= kills; ++turn) {
    const bool crash_server = GetParam() == DatabaseKind::Postgresql && turn % kServerCrashEvery == 0;
    crashes += crash_server;
    const std::vector<Promise> promises = one_life(random, crash_server);
    ASSERT_FALSE(promises.empty());
    Result<Store> store = Store::open(database_->address());
    ASSERT_TRUE(store) << store.error().message;
    const Result<int> missing = store->read([&](StoreView& view) -> Result<int> {
      return static_cast<int>(std::ranges::count_if(promises, [&](const Promise& made) { return !is_kept(view, made); }));
    });
    ASSERT_TRUE(missing);
    lost += static_cast<std::size_t>(*missing);
    promised += promises.size();
    const Result<Verification> found = verify_store(*store);
    ASSERT_TRUE(found);
    ASSERT_TRUE(found->broken.empty()) << found->broken[0].subject << " " << found->broken[0].what;
    records = found->audit_records;
  }
  EXPECT_EQ(lost, 0u);
  std::printf("%d kills (%zu with a crash of the server): %zu acknowledged writes, %zu lost; %lld audit records, chain intact\n", kills, crashes,
              promised, lost, static_cast<long long>(records));
}

}  // namespace
}  // namespace mingzhang
