#include "rollup/rollup.h"

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <set>

#include <fmt/format.h>

#include "rollup/question_sql.h"
#include "store/audit.h"
#include "store/publications.h"
#include "store/units.h"

namespace mingzhang {
namespace {

constexpr std::int64_t kSchema = 1;

constexpr std::string_view kTables =
    "CREATE TABLE IF NOT EXISTS state (schema BIGINT, audit_number BIGINT, audit_hash VARCHAR);"
    "CREATE TABLE IF NOT EXISTS units (id BIGINT, level BIGINT, ancestor BIGINT);"
    "CREATE TABLE IF NOT EXISTS lines (filing_id BIGINT, unit_id BIGINT, year BIGINT, stage VARCHAR, line_unit VARCHAR, line_year VARCHAR,"
    " line_stage VARCHAR, flow VARCHAR, source VARCHAR, \"function\" VARCHAR, economic VARCHAR, nature VARCHAR, project VARCHAR,"
    " measure VARCHAR, amount_fen BIGINT);";

// How far the copy has followed the audit trail.
struct Position {
  std::int64_t number = 0;
  std::string hash;
};

Result<Position> position_of(AnalyticSession& session) {
  TRY(const AnalyticRows rows, session.run("SELECT schema, audit_number, audit_hash FROM state"));
  if (rows.size() != 1 || rows.integer(0, 0) != kSchema) return Position{};
  return Position{rows.integer(0, 1), rows.text(0, 2)};
}

// What happened behind a position.
struct News {
  Position now;
  bool all = false;  // the trail is another one: everything must be read
  bool units = false;
  std::set<RecordId> filings;
};

void take_in(News& news, const AuditRecord& record) {
  if (record.action.starts_with("unit.")) news.units = true;
  if (record.action == "filing.published") news.filings.insert(std::stoll(record.subject.substr(record.subject.find('/') + 1)));
}

Result<News> news_since(StoreView& view, const Position& position) {
  News news;
  TRY(const auto newest, list_audit(view, {}, {0, 1}));
  if (newest.items.empty()) return news;
  news.now = {newest.items[0].number, newest.items[0].hash};
  if (news.now.number == position.number && news.now.hash == position.hash) return news;
  news.all = position.number == 0 || position.number > news.now.number;
  if (news.all) return news;
  TRY(const auto last, list_audit(view, {}, {position.number + 1, 1}));
  news.all = last.items.empty() || last.items[0].hash != position.hash;
  for (std::int64_t after = 0; !news.all;) {  // newest first, until what is known
    TRY(const auto page, list_audit(view, {}, {after, kPageLimitMax}));
    for (const AuditRecord& record : page.items) {
      if (record.number <= position.number) return news;
      take_in(news, record);
    }
    if (!page.next) return news;
    after = *page.next;
  }
  return news;
}

void add_unit_rows(AnalyticSession::Appender& appender, const UnitRecord& unit) {
  std::vector<RecordId> ancestors;  // from the root
  for (std::size_t at = 1; at < unit.path.size(); at = unit.path.find('/', at) + 1) ancestors.push_back(std::stoll(unit.path.substr(at)));
  for (int level = 1; level <= kUnitDepthMax; ++level) {
    appender.add(unit.id);
    appender.add(static_cast<std::int64_t>(level));
    appender.add(ancestors[std::min<std::size_t>(static_cast<std::size_t>(level), ancestors.size()) - 1]);
    appender.end_row();
  }
}

Result<void> copy_units(StoreView& view, AnalyticSession& session) {
  Result<void> done = session.script("DELETE FROM units");
  if (!done) return done;
  TRY(AnalyticSession::Appender appender, session.append_to("units"));
  for (std::optional<std::int64_t> next = 0; next;) {
    TRY(const auto page, list_units(view, {}, {*next, kPageLimitMax}));
    for (const UnitRecord& unit : page.items) add_unit_rows(appender, unit);
    next = page.next;
  }
  return appender.finish();
}

void add_line_row(AnalyticSession::Appender& appender, const PublishedLineRecord& record) {
  const LedgerLineRecord& line = record.line;
  appender.add(record.filing);
  appender.add(record.unit);
  appender.add(static_cast<std::int64_t>(record.year));
  appender.add(word_of(record.stage));
  for (const std::string* text : {&line.unit, &line.year, &line.stage, &line.flow, &line.source, &line.function, &line.economic,
                                  &line.nature, &line.project, &line.measure})
    appender.add(*text);
  appender.add(line.amount_fen);
  appender.end_row();
}

Result<void> copy_lines(StoreView& view, AnalyticSession& session, const LineFilter& filter) {
  TRY(AnalyticSession::Appender appender, session.append_to("lines"));
  for (std::optional<std::int64_t> next = 0; next;) {
    TRY(const auto page, list_published_lines(view, filter, {*next, kPageLimitMax}));
    for (const PublishedLineRecord& record : page.items) add_line_row(appender, record);
    next = page.next;
  }
  return appender.finish();
}

Result<void> take_in_all(StoreView& view, AnalyticSession& session) {
  Result<void> done = session.script("DELETE FROM lines");
  if (done) done = copy_units(view, session);
  if (done) done = copy_lines(view, session, {});
  return done;
}

Result<void> take_in_changes(StoreView& view, AnalyticSession& session, const News& news) {
  Result<void> done;
  if (news.units) done = copy_units(view, session);
  for (const RecordId filing : news.filings) {
    if (!done) return done;
    LineFilter filter;
    filter.filing = filing;
    done = session.script(fmt::format("DELETE FROM lines WHERE filing_id = {}", filing));
    if (done) done = copy_lines(view, session, filter);
  }
  return done;
}

Result<void> set_position(AnalyticSession& session, const Position& position) {
  const Result<void> cleared = session.script("DELETE FROM state");
  if (!cleared) return cleared;
  TRY([[maybe_unused]] const AnalyticRows rows,
      session.run("INSERT INTO state VALUES (?, ?, ?)", std::vector<AnalyticValue>{kSchema, position.number, position.hash}));
  return {};
}

}  // namespace

struct Rollup::State {
  State(AnalyticDatabase opened) : database(std::move(opened)) {}

  // All of the news or nothing: another session sees the copy as it was, until the end.
  Result<void> take(const Store& store, bool anew) {
    const std::lock_guard lock(following);
    return store.read([&](StoreView& view) -> Result<void> {
      TRY(AnalyticSession session, database.session());
      Position position;
      if (!anew) {
        TRY(position, position_of(session));
      }
      TRY(const News news, news_since(view, position));
      if (news.now.number == position.number && news.now.hash == position.hash) return {};
      Result<void> done = session.script("BEGIN TRANSACTION");
      if (done) done = news.all ? take_in_all(view, session) : take_in_changes(view, session, news);
      if (done) done = set_position(session, news.now);
      if (done) return session.script("COMMIT");
      static_cast<void>(session.script("ROLLBACK"));
      return done;
    });
  }

  AnalyticDatabase database;
  std::mutex following;
};

Rollup::Rollup(std::unique_ptr<State> state) : state_(std::move(state)) {}
Rollup::Rollup(Rollup&&) noexcept = default;
Rollup::~Rollup() = default;

Result<Rollup> Rollup::open(const std::string& path) {
  TRY(AnalyticDatabase database, AnalyticDatabase::open(path));
  TRY(AnalyticSession session, database.session());
  const Result<void> made = session.script(kTables);
  if (!made) return tl::unexpected<Error>(made.error());
  return Rollup(std::make_unique<State>(std::move(database)));
}

Result<void> Rollup::follow(const Store& store) { return state_->take(store, false); }
Result<void> Rollup::rebuild(const Store& store) { return state_->take(store, true); }

Result<std::vector<RollupCell>> Rollup::roll_up(const RollupQuestion& question) const {
  TRY(const QuestionSql asked, sql_of(question));
  TRY(AnalyticSession session, state_->database.session());
  TRY(const AnalyticRows rows, session.run(asked.sql, asked.values));
  const std::size_t axes = question.by.size();
  std::vector<RollupCell> cells(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t axis = 0; axis < axes; ++axis) cells[i].nodes.push_back(rows.text(i, axis));
    cells[i].amount_fen = rows.integer(i, axes);
    cells[i].lines = rows.integer(i, axes + 1);
  }
  return cells;
}

Result<std::int64_t> Rollup::line_count() const {
  TRY(AnalyticSession session, state_->database.session());
  TRY(const AnalyticRows rows, session.run("SELECT COUNT(*) FROM lines"));
  return rows.integer(0, 0);
}

Result<void> Rollup::write_parquet(const std::string& folder) const {
  if (folder.find('\'') != std::string::npos)
    return fail("write.file.failed", fmt::format("文件夹名“{}”里有引号", folder), "请换一个不含引号的文件夹名。", folder);
  TRY(AnalyticSession session, state_->database.session());
  return session.script(
      fmt::format("COPY lines TO '{}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (year), OVERWRITE_OR_IGNORE true)", folder));
}

std::string rollup_path(const DatabaseAddress& address) {
  return address.kind == DatabaseKind::Sqlite ? address.target + ".rollup" : std::string();
}

}  // namespace mingzhang
