// Export, import, backup, restore and verification, on both databases.
#include "store/exchange.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/file.h"
#include "store/archive_file.h"
#include "store/database_for_tests.h"
#include "store/documents.h"
#include "store/filings.h"
#include "store/jobs.h"
#include "store/publications.h"
#include "store/tables.h"
#include "store/units.h"
#include "store/users.h"
#include "store/verify.h"

namespace mingzhang {
namespace {

constexpr std::array kBoth = {DatabaseKind::Sqlite, DatabaseKind::Postgresql};

template <class T>
T ok(Result<T> result) {
  EXPECT_TRUE(result) << result.error().id << ": " << result.error().message;
  return result ? std::move(*result) : T{};
}
void ok(const Result<void>& result) { EXPECT_TRUE(result) << result.error().id << ": " << result.error().message; }
template <class T>
std::string error(const Result<T>& result) {
  return result ? "" : result.error().id;
}

PublicationRecord publication() {
  PublicationRecord record;
  record.files = {{"预算.pdf", "application/pdf", std::string("%PDF\0\xff\n", 7)}, {"空.csv", "text/csv", ""}};
  record.claims = {{"表1", "住房\"公积金\"\n", "合计", "r", -128000, "(12.80)"}};
  LedgerLineRecord line;
  line.function = "2210201";
  line.amount_fen = std::numeric_limits<std::int64_t>::max();
  record.lines = {line, line};
  record.page_json = "{}";
  return record;
}

// A row in every table, nulls in every column that may have them, and a unit that was added before the one it now lies below.
void fill(Store& store) {
  const Actor actor{{}, "cli"};
  ok(store.write(actor, [](StoreChange& change) -> Result<int> {
    TRY(const UnitRecord school, add_unit(change, {"校", {}, UnitKind::Unit}));
    TRY(const UnitRecord bureau, add_unit(change, {"局", {}, UnitKind::Department}));
    TRY([[maybe_unused]] const UnitRecord moved, change_unit(change, school.id, school.revision, {"校", bureau.id, UnitKind::Unit}));
    TRY(const UserRecord user, add_user(change, {"li", "$s$", Role::Clerk, school.id}));
    if (const Result<void> done = add_session(change, {"h", user.id, "c", 0, 1}); !done) return tl::unexpected<Error>(done.error());
    TRY([[maybe_unused]] const TokenRecord token, add_token(change, {user.id, "t", "th", {}}));
    TRY(FilingRecord filing, add_filing(change, {school.id, 2024, FilingStage::Budget, "f"}));
    TRY(filing, save_ledger(change, filing.id, filing.revision, "{\"unit\":\"校\"}"));
    TRY(filing, approve_filing(change, filing.id, filing.revision, "2024-02-01", "2024-02-21"));
    TRY(filing, publish_filing(change, filing.id, filing.revision, publication()));
    TRY(filing, save_ledger(change, filing.id, filing.revision, "{\"unit\":\"校\",\"corrected\":true}"));
    TRY([[maybe_unused]] const CommentRecord comment, add_comment(change, filing.id, "请核对"));
    TRY(const DocumentRecord document, add_document(change, {"a.pdf", "application/pdf", "bytes", {}, {}, {}, {}}));
    ReportRecord report;
    report.document = document.id;
    report.json = "{}";
    const std::array<FindingRecord, 1> findings = {{{"SUM101", "error", "f"}}};
    TRY([[maybe_unused]] const ReportRecord added, add_report(change, report, findings));
    TRY([[maybe_unused]] const VerdictRecord verdict, add_verdict(change, "sha256/x", "f", Judgement::Wrong, "误报"));
    TRY([[maybe_unused]] const JobRecord job, add_job(change, "check", "{}"));
    return 0;
  }));
}

// The counters of an imported store go on behind what is there.
void fill_more(Store& store) {
  ok(store.write({{}, "cli"}, [](StoreChange& change) -> Result<int> {
    TRY(const UnitRecord unit, add_unit(change, {"新", {}, UnitKind::Unit}));
    EXPECT_EQ(unit.id, 3);
    TRY(const FilingRecord filing, add_filing(change, {unit.id, 2024, FilingStage::Budget, "f"}));
    EXPECT_EQ(filing.id, 2);
    TRY(const JobRecord job, add_job(change, "check", "{}"));
    EXPECT_EQ(job.id, 2);
    return 0;
  }));
}

// The parts of an archive but for the time in its head.
Result<std::map<std::string, std::string>> read_parts(const std::string& path) {
  TRY(ArchiveReader archive, ArchiveReader::open(path));
  std::map<std::string, std::string> parts;
  for (;;) {
    TRY(std::optional<ArchivePart> part, archive.next());
    if (!part) return parts;
    if (part->name == "manifest.json") part->bytes.erase(part->bytes.find("\"created\":"), 24);
    parts[part->name] = part->bytes;
  }
}

// All rows of all tables as text.
std::string content_of(const DatabaseAddress& address) {
  auto connection = open_connection(address, {});
  std::string text;
  for (const StoredTable& table : stored_tables()) {
    std::string columns;
    for (const StoredColumn& column : table.columns) columns += (columns.empty() ? "" : ", ") + std::string(column.name);
    const Rows rows = ok((*connection)->run(fmt::format("SELECT {} FROM {} ORDER BY {}", columns, table.name, table.columns[0].name)));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      text += table.name;
      RowReader row = rows[i];
      for (const StoredColumn& column : table.columns) {
        text += '|';
        if (row.skip_null())
          text += "null";
        else if (column.kind == ColumnKind::Integer)
          text += std::to_string(row.integer());
        else
          text += column.kind == ColumnKind::Text ? row.text() : row.bytes();
      }
      text += '\n';
    }
  }
  return text;
}

class ExchangeTest : public testing::Test {
 protected:
  ExchangeTest() : folder_(temporary_folder_for_tests()) {}
  ~ExchangeTest() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& name) const { return folder_ + "/" + name; }
  Store open(const DatabaseForTests& database) {
    Result<Store> store = Store::open(database.address());
    EXPECT_TRUE(store);
    return std::move(*store);
  }
  std::unique_ptr<DatabaseForTests> filled(DatabaseKind kind) {
    auto database = DatabaseForTests::make(kind);
    if (database) {
      Store store = open(*database);
      fill(store);
    }
    return database;
  }

 private:
  std::string folder_;
};

TEST_F(ExchangeTest, TheListOfTablesIsTheSchema) {
  for (const DatabaseKind kind : kBoth) {
    const auto database = DatabaseForTests::make(kind);
    if (!database) continue;
    const Store store = open(*database);
    auto connection = open_connection(database->address(), {});
    const Rows rows = ok((*connection)->run(
        kind == DatabaseKind::Sqlite
            ? "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
            : "SELECT table_name::text, column_name::text, upper(data_type::text) FROM information_schema.columns WHERE table_schema = 'public'"));
    std::map<std::string, std::set<std::string>> real, listed;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      RowReader row = rows[i];
      const std::string table = row.string(), column = row.string(), type = row.string();
      const std::string kind_of_column = type.find("INT") != std::string::npos                                     ? "integer"
                                         : type == "BLOB" || type == "BYTEA" ? "bytes"
                                                                            : "text";
      if (table != "sessions" && table != "migrations") real[table].insert(column + " " + kind_of_column);
    }
    for (const StoredTable& table : stored_tables()) {
      for (const StoredColumn& column : table.columns)
        listed[std::string(table.name)].insert(std::string(column.name) + (column.kind == ColumnKind::Integer ? " integer" : column.kind == ColumnKind::Text ? " text" : " bytes"));
      for (std::size_t i = 0; i < table.key.size(); ++i) EXPECT_EQ(table.key[i], table.columns[i].name);
    }
    EXPECT_EQ(real, listed);
  }
}

TEST_F(ExchangeTest, GoesRoundThroughBothDatabases) {
  const auto first = filled(DatabaseKind::Sqlite);
  const std::string content = content_of(first->address());
  for (const StoredTable& table : stored_tables()) EXPECT_NE(content.find(std::string(table.name) + "|"), std::string::npos) << table.name;
  std::vector<std::unique_ptr<DatabaseForTests>> databases;
  std::vector<std::string> archives = {file("0.tar.zst")};
  ok(export_store(open(*first), archives[0]));
  for (const DatabaseKind kind : {DatabaseKind::Postgresql, DatabaseKind::Sqlite}) {
    databases.push_back(DatabaseForTests::make(kind));
    if (!databases.back()) continue;
    Store store = open(*databases.back());
    ok(import_store(store, archives.back()));
    EXPECT_EQ(content_of(databases.back()->address()), content);
    EXPECT_TRUE(ok(verify_store(store)).broken.empty());
    archives.push_back(file(std::to_string(archives.size()) + ".tar.zst"));
    ok(export_store(store, archives.back()));
    // The counters go on where they were.
    fill_more(store);
  }
  for (std::size_t i = 1; i < archives.size(); ++i) {
    EXPECT_EQ(ok(read_parts(archives[i])), ok(read_parts(archives[0])));
  }
}

TEST_F(ExchangeTest, OnlyIntoAnEmptyStoreAndOnlyWhole) {
  const auto database = filled(DatabaseKind::Sqlite);
  Store store = open(*database);
  const std::string path = file("all.tar.zst");
  ok(export_store(store, path));
  EXPECT_EQ(error(import_store(store, path)), "store.import.not_empty");
  const auto empty = DatabaseForTests::make(DatabaseKind::Sqlite);
  Store target = open(*empty);
  EXPECT_EQ(error(import_store(target, file("none"))), "read.file.missing");
  const std::string bytes = *read_file(path);
  for (const std::string& broken : {bytes.substr(0, bytes.size() / 2), std::string("not an archive"), std::string()}) {
    std::ofstream(file("broken"), std::ios::binary) << broken;
    EXPECT_EQ(error(import_store(target, file("broken"))), "store.archive.damaged");
    EXPECT_TRUE(target.is_empty());
    EXPECT_EQ(content_of(empty->address()), "");
  }
}

TEST_F(ExchangeTest, BackupWhileOthersWrite) {
  for (const DatabaseKind kind : kBoth) {
    const auto database = filled(kind);
    if (!database) continue;
    Store store = open(*database);
    std::atomic<bool> stop = false;
    std::atomic<int> written = 0, failed = 0;
    std::thread writer([&] {
      while (!stop) {
        const auto added = store.write({{}, "w"}, [](StoreChange& change) { return add_unit(change, {"x", {}, UnitKind::Unit}); });
        ++(added ? written : failed);
      }
    });
    while (written < 5) std::this_thread::yield();
    const std::string path = file("backup");
    ok(back_up(database->address(), path));
    const int after = written;
    while (written < after + 5) std::this_thread::yield();
    stop = true;
    writer.join();
    EXPECT_EQ(failed, 0);
    const DatabaseAddress copy = kind == DatabaseKind::Sqlite ? DatabaseAddress{kind, file("copy.db")} : DatabaseForTests::make(kind)->address();
    ok(restore(path, copy));
    Result<Store> restored = Store::open(copy);
    ASSERT_TRUE(restored);
    const Verification found = ok(verify_store(*restored));
    EXPECT_TRUE(found.broken.empty());
    EXPECT_GE(found.audit_records, 5);
    EXPECT_LT(found.audit_records, ok(verify_store(store)).audit_records);
    if (kind == DatabaseKind::Sqlite) {
      EXPECT_EQ(error(restore(path, copy)), "store.restore.occupied");
    }
    std::filesystem::remove(path);
  }
}

// Someone with the database's own client goes round the triggers.
void tamper(const DatabaseAddress& address, const std::string& table, const std::string& sql) {
  auto connection = open_connection(address, {});
  const bool sqlite = address.kind == DatabaseKind::Sqlite;
  const std::string off = sqlite ? fmt::format("DROP TRIGGER IF EXISTS {0}_no_UPDATE; DROP TRIGGER IF EXISTS {0}_no_DELETE; PRAGMA foreign_keys = OFF;", table)
                                 : fmt::format("ALTER TABLE {} DISABLE TRIGGER ALL;", table);
  ok((*connection)->script(off + sql));
}

TEST_F(ExchangeTest, VerifyFindsWhatWasChanged) {
  struct Case {
    const char *table, *sql, *subject;
  };
  const std::vector<Case> cases = {
      {"audit", "UPDATE audit SET actor = 'other' WHERE number = 3", "audit/3"},
      {"audit", "UPDATE audit SET detail = '{}' WHERE action = 'filing.ledger' AND number < 9", "audit/8"},
      {"audit", "DELETE FROM audit WHERE number = 2", "audit/2"},
      {"ledger_versions", "UPDATE ledger_versions SET json = '{}' WHERE number = 2", "filing/1/ledger/2"},
      {"ledger_versions", "DELETE FROM ledger_versions WHERE number = 2", "filing/1/ledger/2"},
      {"publications", "UPDATE publications SET page_json = '[]'", "filing/1/published/1"},
      {"claims", "UPDATE claims SET amount_fen = 1", "filing/1/published/1"},
      {"ledger_lines", "DELETE FROM ledger_lines WHERE id = 2", "filing/1/published/1"},
      {"published_files", "UPDATE published_files SET name = 'x' WHERE name = '空.csv'", "filing/1/published/1"},
      {"reports", "UPDATE reports SET json = '[]'", "report/1"},
      {"blobs", "UPDATE blobs SET bytes = SUBSTR(bytes, 2) WHERE sha256 = (SELECT sha256 FROM documents)", "blob/"},
      {"reports", "INSERT INTO reports (document_id, program_version, json, created) VALUES (1, '', '{}', 0)", "reports"},
  };
  for (const DatabaseKind kind : kBoth)
    for (const Case& one : cases) {
      const auto database = filled(kind);
      if (!database) continue;
      const Verification before = ok(verify_store(open(*database)));
      EXPECT_TRUE(before.broken.empty());
      EXPECT_EQ(before.ledger_versions, 2);
      EXPECT_EQ(before.publications, 1);
      EXPECT_EQ(before.blobs, 3);
      tamper(database->address(), one.table, one.sql);
      const Verification after = ok(verify_store(open(*database)));
      ASSERT_FALSE(after.broken.empty()) << one.sql;
      EXPECT_TRUE(after.broken[0].subject.starts_with(one.subject)) << one.sql << ": " << after.broken[0].subject;
    }
}

TEST_F(ExchangeTest, AnAnchorShowsThatTheEndIsGone) {
  const auto database = filled(DatabaseKind::Sqlite);
  const AuditAnchor anchor = ok(verify_store(open(*database))).last;
  EXPECT_TRUE(ok(verify_store(open(*database), anchor)).broken.empty());
  tamper(database->address(), "audit", fmt::format("DELETE FROM audit WHERE number = {}", anchor.number));
  EXPECT_TRUE(ok(verify_store(open(*database))).broken.empty());
  EXPECT_EQ(ok(verify_store(open(*database), anchor)).broken.size(), 1u);
}

TEST_F(ExchangeTest, ADamagedFileIsNotHandedOut) {
  const auto database = filled(DatabaseKind::Sqlite);
  Store store = open(*database);
  const DocumentRecord document = ok(store.read([](StoreView& view) { return find_document(view, 1); }));
  tamper(database->address(), "blobs", "UPDATE blobs SET bytes = x'00'");
  EXPECT_EQ(error(store.read([&](StoreView& view) { return find_blob(view, document.sha256); })), "store.blob.damaged");
}

}  // namespace
}  // namespace mingzhang
