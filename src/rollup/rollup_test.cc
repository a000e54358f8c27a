// Roll-ups against sums made by hand from the same lines, and that the copy follows the store.
#include "rollup/rollup.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <random>

#include "rollup/analytic_database.h"
#include "store/database_for_tests.h"
#include "store/filings.h"
#include "store/units.h"

namespace mingzhang {
namespace {

const Actor kTester{{}, "tester"};

template <class T>
T ok(Result<T> result) {
  EXPECT_TRUE(result) << result.error().id << ": " << result.error().message;
  return result ? std::move(*result) : T{};
}
void ok(const Result<void>& result) { EXPECT_TRUE(result) << result.error().id << ": " << result.error().message; }

class RollupTest : public testing::TestWithParam<DatabaseKind> {
 protected:
  void SetUp() override {
    if (const auto library = DuckdbLibrary::get(); !library) GTEST_SKIP() << library.error().message;
    database_ = DatabaseForTests::make(GetParam());
    if (!database_) GTEST_SKIP() << kNoPostgresql;
    Result<Store> store = Store::open(database_->address());
    ASSERT_TRUE(store);
    store_.emplace(std::move(*store));
    folder_ = temporary_folder_for_tests();
  }
  void TearDown() override {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  Rollup open() {
    Result<Rollup> rollup = Rollup::open(folder_ + "/copy");
    EXPECT_TRUE(rollup) << rollup.error().message;
    return std::move(*rollup);
  }
  UnitRecord unit(std::optional<RecordId> parent = {}) {
    return ok(store_->write(kTester, [&](StoreChange& change) { return add_unit(change, {"单位", parent, UnitKind::Unit}); }));
  }
  LedgerLineRecord random_line(int year) {
    const auto one_of = [&](std::initializer_list<const char*> words) { return std::string(words.begin()[random_() % words.size()]); };
    LedgerLineRecord line;
    line.year = std::to_string(year - static_cast<int>(random_() % 2));
    line.stage = one_of({"", "budget", "adjusted", "final"});
    line.flow = one_of({"", "income", "expenditure"});
    line.source = one_of({"", "fiscal", "fiscal.general", "fiscal.general.own", "fiscal.fund", "carryover"});
    line.function = one_of({"", "208", "20805", "2080505", "2080506", "2210201"});
    line.economic = one_of({"", "301", "30101", "30108", "30201"});
    line.nature = one_of({"basic.personnel", "basic.public", "project"});
    line.project = one_of({"", "甲", "乙"});
    line.measure = one_of({"budget", "three_public.reception"});
    line.amount_fen = static_cast<std::int64_t>(random_() % 2'000'001) - 1'000'000;
    return line;
  }
  // A new version of the unit's filing with these many lines.
  void publish(const UnitRecord& of, int year, int lines) {
    ok(store_->write(kTester, [&](StoreChange& change) -> Result<FilingRecord> {
      TRY(std::optional<FilingRecord> filing, find_filing(change, of.id, year, FilingStage::Budget));
      if (!filing) {
        TRY(filing, add_filing(change, {of.id, year, FilingStage::Budget, "f"}));
      }
      TRY(const FilingRecord saved, save_ledger(change, filing->id, filing->revision, std::to_string(random_())));
      PublicationRecord publication;
      for (int i = 0; i < lines; ++i) publication.lines.push_back(random_line(year));
      published_[filing->id] = {of, year, publication.lines};
      return publish_filing(change, saved.id, saved.revision, publication);
    }));
  }

  struct Published {
    UnitRecord unit;
    int year = 0;
    std::vector<LedgerLineRecord> lines;
  };
  using Cells = std::map<std::vector<std::string>, std::pair<std::int64_t, std::int64_t>>;
  template <class NodesOf, class Counts>
  Cells by_hand(const NodesOf& nodes_of, const Counts& counts) const {
    Cells cells;
    for (const auto& [id, one] : published_)
      for (const LedgerLineRecord& line : one.lines)
        if (counts(one, line)) {
          auto& [amount, number] = cells[nodes_of(one, line)];
          amount += line.amount_fen;
          ++number;
        }
    return cells;
  }
  static Cells cells_of(const std::vector<RollupCell>& answer) {
    Cells cells;
    for (const RollupCell& cell : answer) {
      EXPECT_TRUE(cells.empty() || cells.rbegin()->first < cell.nodes) << "not in order, or twice";
      cells[cell.nodes] = {cell.amount_fen, cell.lines};
    }
    return cells;
  }

  std::unique_ptr<DatabaseForTests> database_;
  std::optional<Store> store_;
  std::string folder_;
  std::mt19937 random_{7};
  std::map<RecordId, Published> published_;
};

INSTANTIATE_TEST_SUITE_P(Databases, RollupTest, testing::Values(DatabaseKind::Sqlite, DatabaseKind::Postgresql),
                         [](const auto& info) { return info.param == DatabaseKind::Sqlite ? "Sqlite" : "Postgresql"; });

const auto kAll = [](const auto&, const auto&) { return true; };

TEST_P(RollupTest, SumsAreThoseMadeByHand) {
  const UnitRecord city = unit(), bureau = unit(city.id), school = unit(bureau.id), other = unit(city.id);
  publish(bureau, 2024, 300);
  publish(school, 2024, 200);
  publish(other, 2024, 100);
  publish(other, 2023, 50);
  Rollup rollup = open();
  ok(rollup.follow(*store_));
  RollupQuestion question;
  question.own_only = false;
  question.by = {{"function", 0}, {"economic", 0}};
  EXPECT_EQ(cells_of(ok(rollup.roll_up(question))),
            by_hand([](const Published&, const LedgerLineRecord& line) { return std::vector{line.function, line.economic}; }, kAll));
  question.by = {{"function", 1}, {"source", 2}};
  const auto two_levels = [](const std::string& node) {
    const std::size_t dot = node.find('.', node.find('.') + 1);
    return node.find('.') == std::string::npos ? node : node.substr(0, dot);
  };
  EXPECT_EQ(cells_of(ok(rollup.roll_up(question))), by_hand(
                                                        [&](const Published&, const LedgerLineRecord& line) {
                                                          return std::vector{line.function.substr(0, 3), two_levels(line.source)};
                                                        },
                                                        kAll));
  question.by = {{"stage", 0}, {"nature", 1}, {"project", 0}, {"economic", 2}};
  EXPECT_EQ(cells_of(ok(rollup.roll_up(question))),
            by_hand(
                [&](const Published&, const LedgerLineRecord& line) {
                  return std::vector<std::string>{"budget", line.nature.substr(0, line.nature.find('.')), line.project, line.economic};
                },
                kAll));
  question.by = {{"unit", 2}, {"year", 0}};
  EXPECT_EQ(cells_of(ok(rollup.roll_up(question))), by_hand(
                                                        [&](const Published& one, const LedgerLineRecord&) {
                                                          const RecordId at = one.unit.id == school.id ? bureau.id : one.unit.id;
                                                          return std::vector{std::to_string(at), std::to_string(one.year)};
                                                        },
                                                        kAll));
  // Restricted: one bureau with all below it, this year's money of basic expenditure, function 208.
  question.by = {{"nature", 1}};
  question.year = 2024;
  question.within = bureau.id;
  question.own_only = true;
  question.nodes = {{"measure", "budget"}, {"nature", "basic"}, {"function", "208"}, {"flow", "expenditure"}};
  EXPECT_EQ(cells_of(ok(rollup.roll_up(question))),
            by_hand([](const Published&, const LedgerLineRecord&) { return std::vector<std::string>{"basic"}; },
                    [&](const Published& one, const LedgerLineRecord& line) {
                      return one.year == 2024 && one.unit.path.starts_with(bureau.path) && line.year == "2024" && line.measure == "budget" &&
                             (line.stage.empty() || line.stage == "budget") && (line.flow.empty() || line.flow == "expenditure") &&
                             line.nature.starts_with("basic") && line.function.starts_with("208");
                    }));
}

TEST_P(RollupTest, FollowsTheStore) {
  const UnitRecord city = unit(), school = unit(city.id);
  const auto total = [&](const Rollup& rollup) {
    RollupQuestion question;
    question.by = {{"unit", 1}};
    question.own_only = false;
    return cells_of(ok(rollup.roll_up(question)));
  };
  const auto expected = [&](RecordId top) {
    return by_hand([&](const Published&, const LedgerLineRecord&) { return std::vector{std::to_string(top)}; }, kAll);
  };
  {
    Rollup rollup = open();
    ok(rollup.follow(*store_));
    EXPECT_TRUE(total(rollup).empty());
    publish(school, 2024, 40);
    ok(rollup.follow(*store_));
    EXPECT_EQ(total(rollup), expected(city.id));
    publish(school, 2024, 30);  // a correction takes the place of what was
    ok(rollup.follow(*store_));
    EXPECT_EQ(total(rollup), expected(city.id));
  }
  publish(school, 2025, 20);
  Rollup rollup = open();  // again, from the file
  ok(rollup.follow(*store_));
  EXPECT_EQ(ok(rollup.line_count()), 50);
  EXPECT_EQ(total(rollup), expected(city.id));
  const UnitRecord province = unit();
  ok(store_->write(kTester, [&](StoreChange& change) { return change_unit(change, city.id, city.revision, {"市", province.id, UnitKind::Region}); }));
  ok(rollup.follow(*store_));
  EXPECT_EQ(total(rollup), expected(province.id));
  ok(rollup.rebuild(*store_));
  EXPECT_EQ(total(rollup), expected(province.id));
  EXPECT_EQ(ok(rollup.line_count()), 50);
}

TEST_P(RollupTest, AnotherStoreIsReadAnew) {
  const UnitRecord school = unit();
  publish(school, 2024, 10);
  Rollup rollup = open();
  ok(rollup.follow(*store_));
  database_ = DatabaseForTests::make(GetParam());
  Result<Store> other = Store::open(database_->address());
  ASSERT_TRUE(other);
  store_.emplace(std::move(*other));
  for (int i = 0; i < 3; ++i) publish(unit(), 2024, 5);
  ok(rollup.follow(*store_));
  EXPECT_EQ(ok(rollup.line_count()), 15);
}

TEST_P(RollupTest, ParquetHasAllLines) {
  publish(unit(), 2024, 25);
  publish(unit(), 2023, 5);
  Rollup rollup = open();
  ok(rollup.follow(*store_));
  ok(rollup.write_parquet(folder_ + "/lines"));
  EXPECT_TRUE(std::filesystem::is_directory(folder_ + "/lines/year=2023"));
  AnalyticDatabase fresh = *AnalyticDatabase::open("");
  AnalyticSession session = *fresh.session();
  const AnalyticAnswer rows = ok(session.run("SELECT COUNT(*), CAST(SUM(amount_fen) AS BIGINT) FROM read_parquet('" + folder_ + "/lines/*/*.parquet', hive_partitioning = true)"));
  std::int64_t sum = 0;
  for (const auto& [id, one] : published_)
    for (const LedgerLineRecord& line : one.lines) sum += line.amount_fen;
  EXPECT_EQ(rows.integer(0, 0), 30);
  EXPECT_EQ(rows.integer(0, 1), sum);
}

TEST_P(RollupTest, RefusesWhatItDoesNotKnow) {
  Rollup rollup = open();
  RollupQuestion question;
  for (const char* dimension : {"", "colour", "function; DROP TABLE lines"}) {
    question.by = {{dimension, 0}};
    EXPECT_EQ(rollup.roll_up(question).error().id, "rollup.dimension.unknown");
  }
  question.by = {{"function", 0}};
  question.nodes = {{"unit", "1"}};
  EXPECT_EQ(rollup.roll_up(question).error().id, "rollup.dimension.unknown");
  question.by = {};
  EXPECT_EQ(rollup.roll_up(question).error().id, "rollup.dimension.unknown");
  EXPECT_EQ(AnalyticDatabase::open("/no/such/folder/x").error().id, "rollup.failed");
}

}  // namespace
}  // namespace mingzhang
