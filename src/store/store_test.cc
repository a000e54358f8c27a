// The store on both databases: every test runs on each of them.
#include "store/store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <set>

#include "base/sha256.h"
#include "store/audit.h"
#include "store/database_for_tests.h"
#include "store/documents.h"
#include "store/filings.h"
#include "store/jobs.h"
#include "store/migrations.h"
#include "store/publications.h"
#include "store/units.h"
#include "store/users.h"

namespace mingzhang {
namespace {

const Actor kTester{{}, "tester"};

class StoreTest : public testing::TestWithParam<DatabaseKind> {
 protected:
  void SetUp() override {
    database_ = DatabaseForTests::make(GetParam());
    if (!database_) GTEST_SKIP() << kNoPostgresql;
    Result<Store> opened = open();
    ASSERT_TRUE(opened) << opened.error().message;
    store_.emplace(std::move(*opened));
  }

  Result<Store> open(int wait_ms = 10'000) {
    StoreOptions options;
    options.wait_ms = wait_ms;
    options.clock = [this] { return now_.load(); };
    return Store::open(database_->address(), options);
  }

  template <class Body>
  auto write(Body&& body) {
    return store_->write(kTester, std::forward<Body>(body));
  }
  template <class Body>
  auto read(Body&& body) {
    return store_->read(std::forward<Body>(body));
  }

  // A value that must be there.
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

  UnitRecord unit(const std::string& name, std::optional<RecordId> parent = {}, UnitKind kind = UnitKind::Unit) {
    return ok(write([&](StoreChange& change) { return add_unit(change, {name, parent, kind}); }));
  }
  FilingRecord filing(RecordId unit_id, int year = 2024) {
    return ok(write([&](StoreChange& change) {
      return add_filing(change, {unit_id, year, FilingStage::Budget, "xinjiang-budget-2024"});
    }));
  }
  FilingRecord saved(const FilingRecord& before, std::string_view json) {
    return ok(write([&](StoreChange& change) { return save_ledger(change, before.id, before.revision, json); }));
  }
  FilingRecord published(const FilingRecord& before, const PublicationRecord& publication) {
    return ok(write([&](StoreChange& change) { return publish_filing(change, before.id, before.revision, publication); }));
  }
  std::vector<AuditRecord> trail() {
    auto page = ok(read([&](StoreView& view) { return list_audit(view, {}, {0, kPageLimitMax}); }));
    std::ranges::reverse(page.items);
    return page.items;
  }
  void expect_sound_trail() {
    std::string hash(kFirstPreviousHash);
    std::int64_t number = 0;
    for (const AuditRecord& record : trail()) {
      EXPECT_EQ(record.number, ++number);
      EXPECT_EQ(record.previous_hash, hash);
      EXPECT_EQ(record.hash, hash_of(record));
      hash = record.hash;
    }
  }
  // Past the store, as someone with a database client would.
  Result<void> by_hand(const std::string& sql) {
    auto connection = open_connection(database_->address(), {});
    if (!connection) return tl::unexpected<Error>(connection.error());
    return (*connection)->script(sql);
  }

  std::unique_ptr<DatabaseForTests> database_;
  std::optional<Store> store_;
  std::atomic<TimeMs> now_ = 1'700'000'000'000;
};

INSTANTIATE_TEST_SUITE_P(Databases, StoreTest, testing::Values(DatabaseKind::Sqlite, DatabaseKind::Postgresql),
                         [](const auto& info) { return info.param == DatabaseKind::Sqlite ? "Sqlite" : "Postgresql"; });

TEST_P(StoreTest, AnEmptyStoreHasNoUser) {
  EXPECT_TRUE(store_->is_empty());
  const UnitRecord root = unit("某市", {}, UnitKind::Region);
  ok(write([&](StoreChange& change) { return add_user(change, {"admin", "x", Role::Administrator, root.id}); }));
  EXPECT_FALSE(store_->is_empty());
}

TEST_P(StoreTest, ReopensWhatItWrote) {
  const UnitRecord before = unit("某市", {}, UnitKind::Region);
  store_.reset();
  Result<Store> again = open();
  ASSERT_TRUE(again) << again.error().message;
  store_.emplace(std::move(*again));
  const UnitRecord after = ok(read([&](StoreView& view) { return find_unit(view, before.id); }));
  EXPECT_EQ(after.name, "某市");
  EXPECT_EQ(after.kind, UnitKind::Region);
  EXPECT_EQ(after.path, "/1/");
  EXPECT_EQ(trail().size(), 1u);
}

TEST_P(StoreTest, UnitsAreATree) {
  const UnitRecord city = unit("市", {}, UnitKind::Region), bureau = unit("局", city.id, UnitKind::Department);
  const UnitRecord school = unit("校", bureau.id), other = unit("院", city.id);
  const auto within = [&](RecordId scope) {
    std::vector<std::string> names;
    UnitFilter filter;
    filter.within = scope;
    for (const UnitRecord& one : ok(read([&](StoreView& view) { return list_units(view, filter, {}); })).items) names.push_back(one.name);
    return names;
  };
  EXPECT_EQ(within(city.id), (std::vector<std::string>{"市", "局", "校", "院"}));
  EXPECT_EQ(within(bureau.id), (std::vector<std::string>{"局", "校"}));
  // The bureau goes below the other unit, and takes the school along.
  ok(write([&](StoreChange& change) { return change_unit(change, bureau.id, bureau.revision, {"新局", other.id, UnitKind::Department}); }));
  EXPECT_EQ(within(other.id), (std::vector<std::string>{"新局", "校", "院"}));
  EXPECT_EQ(ok(read([&](StoreView& view) { return find_unit(view, school.id); })).path, "/1/4/2/3/");
  EXPECT_TRUE(ok(read([&](StoreView& view) { return is_within(view, school.id, other.id); })));
  EXPECT_FALSE(ok(read([&](StoreView& view) { return is_within(view, other.id, bureau.id); })));
  // Not below itself; not on an old revision; not below what is not there.
  EXPECT_EQ(error(write([&](StoreChange& change) { return change_unit(change, other.id, other.revision, {"院", school.id, UnitKind::Unit}); })),
            "store.refused");
  EXPECT_EQ(error(write([&](StoreChange& change) { return change_unit(change, bureau.id, bureau.revision, {"局", city.id, UnitKind::Unit}); })),
            "store.stale");
  EXPECT_EQ(error(write([&](StoreChange& change) { return add_unit(change, {"无", 99, UnitKind::Unit}); })), "store.refused");
  EXPECT_EQ(error(read([&](StoreView& view) { return find_unit(view, 99); })), "store.missing");
}

TEST_P(StoreTest, SearchTakesWordsAsTheyAre) {
  unit("教育局100%");
  unit("教育局1000");
  unit("财政局");
  const auto found = [&](const std::string& words) {
    UnitFilter filter;
    filter.words = words;
    return ok(read([&](StoreView& view) { return list_units(view, filter, {}); })).items.size();
  };
  EXPECT_EQ(found("教育"), 2u);
  EXPECT_EQ(found("100%"), 1u);
  EXPECT_EQ(found("_"), 0u);
  EXPECT_EQ(found("'; DROP TABLE units; --"), 0u);
}

TEST_P(StoreTest, ListsComeInPages) {
  for (int i = 0; i < 7; ++i) unit("单位" + std::to_string(i));
  std::vector<std::string> names;
  int pages = 0;
  for (std::optional<std::int64_t> next = 0; next; ++pages) {
    const auto page = ok(read([&](StoreView& view) { return list_units(view, {}, {*next, 3}); }));
    for (const UnitRecord& one : page.items) names.push_back(one.name);
    next = page.next;
  }
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(names.size(), 7u);
  EXPECT_EQ(names.back(), "单位6");
}

TEST_P(StoreTest, SessionsAndTokensEnd) {
  const UnitRecord root = unit("市");
  const UserRecord user = ok(write([&](StoreChange& change) { return add_user(change, {"li", "$scrypt$", Role::Clerk, root.id}); }));
  EXPECT_EQ(error(write([&](StoreChange& change) { return add_user(change, {"li", "", Role::Clerk, root.id}); })), "store.unique");
  const auto session = [&](std::string_view hash) {
    return ok(read([&](StoreView& view) { return find_session(view, hash, now_); })).has_value();
  };
  ok(write([&](StoreChange& change) { return add_session(change, {"h1", user.id, "csrf", 0, now_ + 1000}); }));
  ok(write([&](StoreChange& change) { return add_session(change, {"h2", user.id, "csrf", 0, now_ + 9000}); }));
  ok(write([&](StoreChange& change) { return add_token(change, {user.id, "script", "t1", {}}); }));
  const auto found = ok(read([&](StoreView& view) { return find_session(view, "h1", now_); }));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->user.name, "li");
  EXPECT_EQ(found->user.unit_path, root.path);
  EXPECT_EQ(found->csrf, "csrf");
  EXPECT_FALSE(session("h3"));
  now_ += 1000;
  EXPECT_FALSE(session("h1"));
  EXPECT_TRUE(session("h2"));
  ok(store_->maintain([](StoreChange& change) { return remove_expired_sessions(change); }));
  ok(write([&](StoreChange& change) { return set_password(change, user.id, "$new$"); }));
  EXPECT_FALSE(session("h2"));
  const auto token = [&] { return ok(read([&](StoreView& view) { return find_token(view, "t1", now_); })); };
  ASSERT_TRUE(token());
  ok(store_->maintain([&](StoreChange& change) { return note_token_use(change, token()->token); }));
  EXPECT_EQ(ok(read([&](StoreView& view) { return list_tokens(view, user.id); })).at(0).last_used, now_.load());
  const UserRecord now = ok(read([&](StoreView& view) { return find_user(view, user.id); }));
  UserChange disable;
  disable.disabled = true;
  ok(write([&](StoreChange& change) { return change_user(change, user.id, now.revision, disable); }));
  EXPECT_FALSE(token());
  EXPECT_EQ(error(write([&](StoreChange& change) { return change_user(change, user.id, now.revision, disable); })), "store.stale");
}

TEST_P(StoreTest, AFilingGoesItsWayAndBack) {
  const UnitRecord school = unit("校");
  FilingRecord now = filing(school.id);
  EXPECT_EQ(now.state, FilingState::Draft);
  EXPECT_EQ(error(write([&](StoreChange& change) { return add_filing(change, {school.id, 2024, FilingStage::Budget, "x"}); })), "store.unique");
  const FilingRecord first = now;
  now = saved(now, R"({"lines":[]})");
  EXPECT_EQ(now.ledger_version, 1);
  EXPECT_EQ(now.revision, first.revision + 1);
  EXPECT_EQ(error(write([&](StoreChange& change) { return save_ledger(change, first.id, first.revision, "{}"); })), "store.stale");
  const auto records = trail().size();
  EXPECT_EQ(saved(now, R"({"lines":[]})").revision, now.revision);  // the same text is no change
  EXPECT_EQ(trail().size(), records);
  now = ok(write([&](StoreChange& change) { return set_filing_state(change, now.id, now.revision, FilingState::Submitted); }));
  now = ok(write([&](StoreChange& change) { return set_filing_state(change, now.id, now.revision, FilingState::Returned, "缺说明"); }));
  EXPECT_EQ(now.state, FilingState::Returned);
  now = saved(now, R"({"lines":[1]})");
  EXPECT_EQ(now.state, FilingState::Draft);
  now = ok(write([&](StoreChange& change) { return approve_filing(change, now.id, now.revision, "2024-02-01", "2024-02-21"); }));
  EXPECT_EQ(now.due_on, "2024-02-21");
  const auto versions = ok(read([&](StoreView& view) { return list_ledger_versions(view, now.id); }));
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(ok(read([&](StoreView& view) { return find_ledger(view, now.id, 1); })).json, R"({"lines":[]})");
  EXPECT_EQ(versions[1].sha256, sha256_hex(R"({"lines":[1]})"));
  EXPECT_EQ(ok(read([&](StoreView& view) { return newest_ledger(view, now.id); })).number, 2);
  expect_sound_trail();
}

PublicationRecord publication(const std::string& words) {
  PublicationRecord record;
  record.files = {{"预算.pdf", "application/pdf", std::string("%PDF\0\xff", 6) + words}, {"ledger.csv", "text/csv", ""}};
  record.claims = {{"表1", "住房公积金", "合计", "function=2210201", 128000, words}};
  LedgerLineRecord line;
  line.year = "2024";
  line.function = "2210201";
  line.economic = "30113";
  line.nature = "basic.personnel";
  line.amount_fen = 128000;
  record.lines = {line};
  record.page_json = "{\"page\":\"" + words + "\"}";
  return record;
}

TEST_P(StoreTest, WhatIsPublishedStays) {
  const UnitRecord school = unit("校");
  const PublishedKey key{school.id, 2024, FilingStage::Budget};
  FilingRecord now = saved(filing(school.id), "{}");
  EXPECT_FALSE(ok(read([&](StoreView& view) { return find_published_page(view, key); })));
  now = published(now, publication("12.80"));
  EXPECT_EQ(now.state, FilingState::Published);
  // A correction: the old page stays until the new version is published, and after that under its number.
  now = saved(now, "{\"corrected\":true}");
  EXPECT_EQ(now.state, FilingState::Draft);
  EXPECT_EQ(now.published_version, 1);
  EXPECT_EQ(ok(read([&](StoreView& view) { return find_published_page(view, key); }))->json, "{\"page\":\"12.80\"}");
  now = published(now, publication("13.00"));
  EXPECT_EQ(ok(read([&](StoreView& view) { return find_published_page(view, key); }))->version, 2);
  PublishedKey old = key;
  old.version = 1;
  EXPECT_EQ(ok(read([&](StoreView& view) { return find_published_page(view, old); }))->json, "{\"page\":\"12.80\"}");
  EXPECT_EQ(ok(read([&](StoreView& view) { return list_published_claims(view, key, "表1"); })).at(0).printed, "13.00");
  EXPECT_EQ(ok(read([&](StoreView& view) { return list_published_claims(view, old, ""); })).at(0).printed, "12.80");
  const auto file = ok(read([&](StoreView& view) { return find_published_file(view, now.id, 1, "预算.pdf"); }));
  ASSERT_TRUE(file);
  EXPECT_EQ(ok(read([&](StoreView& view) { return find_blob(view, file->sha256); })), publication("12.80").files[0].bytes);
  EXPECT_EQ(ok(read([&](StoreView& view) { return list_published_files(view, now.id, 2); })).size(), 2u);
  EXPECT_EQ(ok(read([&](StoreView& view) { return list_published(view, school.id); })).size(), 1u);
  // A version is published once.
  EXPECT_EQ(error(write([&](StoreChange& change) { return publish_filing(change, now.id, now.revision, publication("x")); })), "store.unique");
  expect_sound_trail();
}

TEST_P(StoreTest, LinesAreFoundByNodeAndUnit) {
  const UnitRecord bureau = unit("局"), school = unit("校", bureau.id), other = unit("院");
  published(saved(filing(school.id), "{}"), publication("12.80"));
  published(saved(filing(other.id), "{}"), publication("7.00"));
  const auto count = [&](const LineFilter& filter) {
    return ok(read([&](StoreView& view) { return list_published_lines(view, filter, {}); })).items.size();
  };
  LineFilter filter;
  EXPECT_EQ(count(filter), 2u);
  filter.function = "221";
  filter.nature = "basic";
  EXPECT_EQ(count(filter), 2u);
  filter.within = bureau.id;
  EXPECT_EQ(count(filter), 1u);
  filter.nature = "bas";
  EXPECT_EQ(count(filter), 0u);
  filter = {};
  filter.units = {other.id, school.id};
  EXPECT_EQ(count(filter), 2u);
  filter.units = {bureau.id};
  EXPECT_EQ(count(filter), 0u);
  EXPECT_EQ(ok(read([&](StoreView& view) { return search_published_claims(view, "公积金", {}); })).items.size(), 2u);
}

TEST_P(StoreTest, APageOfASearchLooksThroughSoManyFigures) {
  const std::vector<UnitRecord> units = {unit("甲校"), unit("乙校"), unit("丙校")};
  for (const UnitRecord& each : units) published(saved(filing(each.id), "{}"), publication("12.80"));
  const auto search = [&](std::string_view words, Paging page, std::int64_t searched) {
    return ok(read([&](StoreView& view) { return search_published_claims(view, words, page, searched); }));
  };
  const std::size_t all = search("公积金", {}, kClaimsSearched).items.size();
  EXPECT_EQ(all, 3u);
  EXPECT_FALSE(search("公积金", {}, kClaimsSearched).next);
  for (const std::string_view words : {"公积金", "没有的词"}) {
    std::size_t found = 0;
    int pages = 0;
    std::optional<std::int64_t> after = 0;
    for (; after && pages < 100; ++pages) {
      const auto page = search(words, {*after, 100}, 1);
      EXPECT_LE(page.items.size(), 1u);
      EXPECT_EQ(page.next.value_or(*after + 1), *after + 1);  // no further than it may look, and no figure is passed over
      found += page.items.size();
      after = page.next;
    }
    EXPECT_EQ(found, words == "公积金" ? all : 0u);
    EXPECT_GE(pages, 3);
    EXPECT_FALSE(after);
  }
}

TEST_P(StoreTest, WhatIsOwedAndWhatBecameOfIt) {
  const UnitRecord bureau = unit("局"), school = unit("校", bureau.id);
  ok(write([&](StoreChange& change) { return set_obligation(change, school.id, 2024, FilingStage::Budget, {}, "2024-02-21"); }));
  ok(write([&](StoreChange& change) { return set_obligation(change, bureau.id, 2024, FilingStage::Budget, {}, "2024-02-21"); }));
  ObligationFilter filter;
  filter.within = bureau.id;
  filter.year = 2024;
  const auto owed = [&] { return ok(read([&](StoreView& view) { return list_obligations(view, filter, {}); })).items; };
  EXPECT_EQ(owed().size(), 2u);
  EXPECT_FALSE(owed()[1].state);
  published(saved(filing(school.id), "{}"), publication("12.80"));
  EXPECT_EQ(owed()[1].state, FilingState::Published);
  EXPECT_EQ(owed()[1].published, now_.load());
  ok(write([&](StoreChange& change) { return remove_obligation(change, bureau.id, 2024, FilingStage::Budget); }));
  EXPECT_EQ(owed().size(), 1u);
}

TEST_P(StoreTest, DocumentsReportsAndVerdicts) {
  const UnitRecord school = unit("校");
  NewDocument upload{"预算.pdf", "application/pdf", std::string("\0\x01\xff%PDF", 7), {}, {}, {}, {}};
  const DocumentRecord first = ok(write([&](StoreChange& change) { return add_document(change, upload); }));
  const DocumentRecord copy = ok(write([&](StoreChange& change) { return add_document(change, upload); }));
  EXPECT_EQ(first.sha256, copy.sha256);  // the bytes are kept once
  EXPECT_EQ(ok(read([&](StoreView& view) { return find_blob(view, first.sha256); })), upload.bytes);
  EXPECT_EQ(verdict_scope(first), "sha256/" + first.sha256);
  const DocumentRecord placed =
      ok(write([&](StoreChange& change) { return place_document(change, first.id, school.id, 2024, FilingStage::Budget, 12); }));
  EXPECT_EQ(verdict_scope(placed), "unit/1/2024/budget");
  ReportRecord report;
  report.document = first.id;
  report.program_version = "0.1.0";
  report.json = "{}";
  const std::vector<FindingRecord> findings = {{"SUM101", "error", "f1"}, {"SUM101", "error", "f2"}, {"TXT103", "warning", "f3"}};
  ok(write([&](StoreChange& change) { return add_report(change, report, findings); }));
  report.json = "{\"again\":1}";
  ok(write([&](StoreChange& change) { return add_report(change, report, std::span(findings).first(2)); }));
  EXPECT_EQ(ok(read([&](StoreView& view) { return newest_report_of_document(view, first.id); }))->json, "{\"again\":1}");
  const auto counts = ok(read([&](StoreView& view) { return count_findings(view, {}); }));
  ASSERT_EQ(counts.size(), 1u);  // of the newest report only
  EXPECT_EQ(counts[0].count, 2);
  const std::string scope = verdict_scope(placed);
  ok(write([&](StoreChange& change) { return add_verdict(change, scope, "f1", Judgement::Wrong, "误报"); }));
  ok(write([&](StoreChange& change) { return add_verdict(change, scope, "f2", Judgement::Right, ""); }));
  ok(write([&](StoreChange& change) { return add_verdict(change, scope, "f1", Judgement::Accepted, "已更正"); }));
  const auto verdicts = ok(read([&](StoreView& view) { return list_verdicts(view, scope); }));
  ASSERT_EQ(verdicts.size(), 2u);
  EXPECT_EQ(verdicts[1].verdict, Judgement::Accepted);
  EXPECT_EQ(ok(read([&](StoreView& view) { return verdict_history(view, scope); })).size(), 3u);
}

TEST_P(StoreTest, DocumentsSayWhatTheirNewestChecksFound) {
  const UnitRecord school = unit("校");
  const auto hand_in = [&](const char* bytes) { return ok(write([&](StoreChange& change) { return add_document(change, {"a.pdf", "application/pdf", bytes, {}, {}, {}, {}}); })).id; };
  const RecordId placed = hand_in("1"), unplaced = hand_in("2"), clean = hand_in("3"), unreadable = hand_in("4"), waiting = hand_in("5");
  ok(write([&](StoreChange& change) { return place_document(change, placed, school.id, 2024, FilingStage::Budget, {}); }));
  const auto check = [&](RecordId document, std::vector<FindingRecord> findings, bool checked = true) {
    ReportRecord report;
    report.document = document;
    report.json = "{}";
    report.checked = checked;
    EXPECT_EQ(ok(write([&](StoreChange& change) { return add_report(change, report, findings); })).checked, checked);
    EXPECT_EQ(ok(read([&](StoreView& view) { return newest_report_of_document(view, document); }))->checked, checked);
  };
  check(placed, {{"SUM101", "error", "old"}, {"SUM101", "error", "older"}});
  check(placed, {{"SUM101", "error", "f1"}, {"SUM102", "error", "f2"}, {"TXT103", "warning", "f3"}, {"TXT104", "note", "f4"}});
  check(unplaced, {{"SUM101", "error", "f1"}});
  check(clean, {});
  check(unreadable, {}, false);
  const auto judge = [&](RecordId document, const char* fingerprint) {
    const std::string scope = verdict_scope(ok(read([&](StoreView& view) { return find_document(view, document); })));
    ok(write([&](StoreChange& change) { return add_verdict(change, scope, fingerprint, Judgement::Right, ""); }));
  };
  for (const char* fingerprint : {"f1", "f1", "f3", "f4", "old"}) judge(placed, fingerprint);  // "f1" twice is one, a note is not waited for
  const auto words = [](const DocumentRecord& document) {
    if (!document.checked) return std::string("waiting");
    if (!document.findings) return std::string("unreadable");
    return fmt::format("{} {} {} {}", document.findings->errors, document.findings->warnings, document.findings->notes, document.findings->judged);
  };
  const std::map<RecordId, std::string> expected = {{placed, "2 1 1 2"}, {unplaced, "1 0 0 0"}, {clean, "0 0 0 0"}, {unreadable, "unreadable"}, {waiting, "waiting"}};
  std::map<RecordId, std::string> listed, alone;
  for (const DocumentRecord& document : ok(read([&](StoreView& view) { return list_documents(view, {}, {}); })).items) {
    listed[document.id] = words(document);
    alone[document.id] = words(ok(read([&](StoreView& view) { return find_document(view, document.id); })));
  }
  EXPECT_EQ(listed, expected);
  EXPECT_EQ(alone, expected);
  judge(unplaced, "f1");  // under its bytes, as it has no unit
  EXPECT_EQ(words(ok(read([&](StoreView& view) { return find_document(view, unplaced); }))), "1 0 0 1");
  // Reports from before it was said whether the document could be checked: nothing found is not taken for nothing wrong.
  ok(by_hand(fmt::format("INSERT INTO reports (document_id, program_version, json, created) VALUES ({}, '', '{{}}', 0)", waiting)));
  EXPECT_EQ(words(ok(read([&](StoreView& view) { return find_document(view, waiting); }))), "waiting");
}

TEST_P(StoreTest, JobsAreTakenOnceAndComeBack) {
  for (int i = 0; i < 3; ++i) ok(write([&](StoreChange& change) { return add_job(change, i == 1 ? "publish" : "check", "{}"); }));
  const auto take = [&](std::string_view worker) {
    const auto job = ok(store_->maintain([&](StoreChange& change) { return take_job(change, worker); }));
    return job ? job->id : 0;
  };
  EXPECT_EQ(take("a"), 1);
  EXPECT_EQ(take("b"), 2);
  const auto keep = [&](RecordId id, std::string_view worker) {
    return error(store_->maintain([&](StoreChange& change) { return keep_job(change, id, worker, 1, 10, "第 1 页"); }));
  };
  EXPECT_EQ(keep(1, "a"), "");
  EXPECT_EQ(keep(1, "b"), "store.job.lost");
  now_ += kJobSilenceMsMax;
  EXPECT_EQ(keep(1, "a"), "");
  now_ += 1;
  EXPECT_EQ(take("c"), 2);  // the job of b, who fell silent
  EXPECT_EQ(keep(2, "b"), "store.job.lost");
  ok(store_->maintain([&](StoreChange& change) { return finish_job(change, 1, "a", "{\"findings\":0}"); }));
  const JobRecord done = ok(read([&](StoreView& view) { return find_job(view, 1); }));
  EXPECT_EQ(done.state, JobState::Done);
  EXPECT_EQ(done.progress, 10);
  EXPECT_EQ(done.result, "{\"findings\":0}");
  const std::vector<std::string_view> kinds = {"publish"};
  EXPECT_FALSE(ok(store_->maintain([&](StoreChange& change) { return take_job(change, "d", kinds); })));
  for (int turn = 0; turn < kJobAttemptsMax; ++turn) {
    now_ += kJobSilenceMsMax + 1;
    take("e");
  }
  now_ += kJobSilenceMsMax + 1;
  take("e");
  EXPECT_EQ(ok(read([&](StoreView& view) { return find_job(view, 2); })).state, JobState::Failed);
}

TEST_P(StoreTest, ManyWorkersTakeEveryJobOnce) {
  constexpr int kJobs = 60, kWorkers = 6;
  for (int i = 0; i < kJobs; ++i) ok(write([&](StoreChange& change) { return add_job(change, "check", "{}"); }));
  std::array<std::vector<RecordId>, kWorkers> taken;
  std::vector<std::thread> threads;
  for (int w = 0; w < kWorkers; ++w)
    threads.emplace_back([&, w] {
      const std::string name = "worker" + std::to_string(w);
      for (;;) {
        const auto job = store_->maintain([&](StoreChange& change) { return take_job(change, name); });
        ASSERT_TRUE(job) << job.error().message;
        if (!*job) return;
        taken[w].push_back((*job)->id);
      }
    });
  for (std::thread& thread : threads) thread.join();
  std::multiset<RecordId> all;
  for (const auto& ids : taken) all.insert(ids.begin(), ids.end());
  EXPECT_EQ(all.size(), static_cast<std::size_t>(kJobs));
  EXPECT_EQ(std::set<RecordId>(all.begin(), all.end()).size(), static_cast<std::size_t>(kJobs));
}

TEST_P(StoreTest, FiftyClerksSaveAtOnce) {
  constexpr int kClerks = 50, kSaves = 4;
  std::vector<FilingRecord> filings;
  for (int i = 0; i < kClerks; ++i) filings.push_back(filing(unit("校" + std::to_string(i)).id));
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kClerks; ++i)
    threads.emplace_back([&, i] {
      FilingRecord now = filings[i];
      for (int turn = 0; turn < kSaves; ++turn) {
        const std::string json = fmt::format("{{\"clerk\":{},\"turn\":{}}}", i, turn);
        Result<FilingRecord> result = store_->write({{}, fmt::format("clerk{}", i)}, [&](StoreChange& change) {
          return save_ledger(change, now.id, now.revision, json);
        });
        if (result) now = *result;
        failures += !result;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(trail().size(), static_cast<std::size_t>(kClerks * (2 + kSaves)));
  expect_sound_trail();
}

TEST_P(StoreTest, OfTwoWhoSaveTheSameOneIsStale) {
  const FilingRecord now = filing(unit("校").id);
  std::atomic<int> won = 0, stale = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, i] {
      const auto result = write([&](StoreChange& change) { return save_ledger(change, now.id, now.revision, std::to_string(i)); });
      won += result.has_value();
      stale += error(result) == "store.stale";
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(stale, 7);
}

TEST_P(StoreTest, NothingStaysOfAChangeThatFails) {
  const auto result = write([&](StoreChange& change) -> Result<UnitRecord> {
    TRY([[maybe_unused]] const UnitRecord added, add_unit(change, {"半途", {}, UnitKind::Unit}));
    return fail("store.refused", "不要", "");
  });
  EXPECT_EQ(error(result), "store.refused");
  // Nor when the body hides that a call failed.
  const auto hidden = write([&](StoreChange& change) -> Result<int> {
    TRY([[maybe_unused]] const UnitRecord added, add_unit(change, {"半途", {}, UnitKind::Unit}));
    [[maybe_unused]] const auto lost = add_unit(change, {"无上级", 99, UnitKind::Unit});
    return 1;
  });
  EXPECT_EQ(error(hidden), "store.refused");
  EXPECT_TRUE(ok(read([&](StoreView& view) { return list_units(view, {}, {}); })).items.empty());
  EXPECT_TRUE(trail().empty());
}

TEST_P(StoreTest, AChangeWithoutARecordIsABug) {
  EXPECT_DEATH(
      {
        [[maybe_unused]] const auto result = store_->write(kTester, [](StoreChange& change) -> Result<int> {
          TRY([[maybe_unused]] const Rows rows, change.connection().run("INSERT INTO units (name, kind, path) VALUES ('x', 'unit', '/')"));
          return 1;
        });
      },
      "internal error");
}

TEST_P(StoreTest, WhatIsKeptForGoodRefusesChanges) {
  published(saved(filing(unit("校").id), "{}"), publication("12.80"));
  for (const char* table : {"audit", "ledger_versions", "blobs", "publications", "published_files", "claims", "ledger_lines"}) {
    EXPECT_EQ(error(by_hand(fmt::format("DELETE FROM {}", table))), "store.refused") << table;
    const char* const column = std::string_view(table) == "audit"              ? "actor"
                               : std::string_view(table) == "ledger_versions"  ? "author"
                               : std::string_view(table) == "blobs"            ? "sha256"
                               : std::string_view(table) == "publications"     ? "page_json"
                               : std::string_view(table) == "published_files"  ? "name"
                               : std::string_view(table) == "claims"           ? "printed"
                                                                               : "project";
    EXPECT_EQ(error(by_hand(fmt::format("UPDATE {} SET {} = 'x'", table, column))), "store.refused") << table;
  }
}

TEST_P(StoreTest, TextIsTextOnly) {
  for (const std::string& name : {std::string("\xff\xfe"), std::string("a\0b", 3)})
    EXPECT_EQ(error(write([&](StoreChange& change) { return add_unit(change, {name, {}, UnitKind::Unit}); })), "store.refused");
}

TEST_P(StoreTest, SchemaIsKnownOrRefused) {
  store_.reset();
  ok(by_hand("INSERT INTO migrations (number, name, sha256, applied) VALUES (99, 'later', '', 0)"));
  EXPECT_EQ(error(open()), "store.schema.newer");
  ok(by_hand("DELETE FROM migrations WHERE number = 99; UPDATE migrations SET sha256 = 'x' WHERE number = 1"));
  EXPECT_EQ(error(open()), "store.schema.changed");
  const auto other = DatabaseForTests::make(GetParam());
  auto connection = open_connection(other->address(), {});
  ASSERT_TRUE(connection);
  ok((*connection)->script("CREATE TABLE things (id BIGINT)"));
  EXPECT_EQ(error(Store::open(other->address())), "store.schema.foreign");
}

TEST_P(StoreTest, StepsAreAppliedOnceAndWhole) {
  const auto other = DatabaseForTests::make(GetParam());
  auto connection = open_connection(other->address(), {});
  ASSERT_TRUE(connection);
  const std::vector<Migration> steps = {{1, "a", "CREATE TABLE a (id {identity});"}, {2, "b", "CREATE TABLE b (id {identity}); nonsense;"}};
  ok(migrate(**connection, std::span(steps).first(1), 0));
  EXPECT_EQ(error(migrate(**connection, steps, 0)), "store.failed");
  EXPECT_EQ(ok(schema_number(**connection)), 1);
  const std::vector<Migration> mended = {steps[0], {2, "b", "CREATE TABLE b (id {identity});"}};
  ok(migrate(**connection, mended, 0));
  ok(migrate(**connection, mended, 0));
  EXPECT_EQ(ok(schema_number(**connection)), 2);
}

TEST_P(StoreTest, WhoWaitsTooLongIsToldSo) {
  store_.reset();
  StoreOptions options;
  options.wait_ms = 50;
  options.connections_max = 1;
  Result<Store> store = Store::open(database_->address(), options);
  ASSERT_TRUE(store);
  // Whoever looks, or changes, holds the only connection for it.
  const auto inner = store->read([&](StoreView&) -> Result<int> { return store->read([](StoreView&) -> Result<int> { return 1; }); });
  EXPECT_EQ(error(inner), "store.busy");
  EXPECT_EQ(ok(store->read([](StoreView&) -> Result<int> { return 2; })), 2);
}

TEST_P(StoreTest, ServersThatStartTogetherShareOneSchema) {
  const auto other = DatabaseForTests::make(GetParam());
  std::atomic<int> opened = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      const Result<Store> store = Store::open(other->address());
      EXPECT_TRUE(store) << store.error().message;
      opened += store.has_value();
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(opened, 4);
}

TEST_P(StoreTest, GoesOnAfterARestartOfTheServer) {
  if (GetParam() == DatabaseKind::Sqlite) GTEST_SKIP() << "SQLite has no server";
  const UnitRecord before = unit("校");
  PostgresqlForTests::instance()->stop(SIGINT);
  EXPECT_EQ(error(read([&](StoreView& view) { return find_unit(view, before.id); })), "store.unreachable");
  EXPECT_EQ(error(write([&](StoreChange& change) { return add_unit(change, {"x", {}, UnitKind::Unit}); })), "store.unreachable");
  PostgresqlForTests::instance()->restart();
  EXPECT_EQ(ok(read([&](StoreView& view) { return find_unit(view, before.id); })).name, "校");
  unit("新校");
  PostgresqlForTests::instance()->stop(SIGINT);
  PostgresqlForTests::instance()->restart();
  unit("另一校");  // the connections that were lost meanwhile are not noticed
  EXPECT_EQ(trail().size(), 3u);
}

TEST(StoreAddress, IsParsedAndPrintedWithoutPassword) {
  EXPECT_EQ(parse_database_address("sqlite:/var/lib/store.db")->target, "/var/lib/store.db");
  for (const char* text : {"", "sqlite:", "store.db", "mysql://x"})
    EXPECT_EQ(parse_database_address(text).error().id, "store.address.invalid") << text;
  const auto printed = [](std::string_view text) { return parse_database_address(text)->printable(); };
  EXPECT_EQ(printed("sqlite:a.db"), "sqlite:a.db");
  EXPECT_EQ(printed("postgresql://me:geheim@host:5433/db?sslmode=require"), "postgresql://me:***@host:5433/db?sslmode=require");
  EXPECT_EQ(printed("postgres://me@/db?host=/run/x&password=geheim"), "postgres://me@/db?host=/run/x&password=***");
  EXPECT_EQ(printed("postgresql://me:ge@hei/m@host/db"), "postgresql://me:***@host/db");
  EXPECT_EQ(printed("postgresql://host/db"), "postgresql://host/db");
}

TEST(StoreAddress, UnreachableNamesNoPassword) {
  for (const char* text : {"postgresql://me:geheim@127.0.0.1:1/db", "postgresql://me:geheim@[broken/db", "postgresql://me:geheim@host:port/db"}) {
    const Result<Store> opened = Store::open(*parse_database_address(text));
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().id, "store.unreachable");
    EXPECT_EQ((opened.error().message + opened.error().where + opened.error().advice).find("geheim"), std::string::npos) << opened.error().message;
  }
  EXPECT_EQ(Store::open({DatabaseKind::Sqlite, "/no/such/folder/store.db"}).error().id, "store.unreachable");
}

}  // namespace
}  // namespace mingzhang
