#include "rollup/columnar_copy.h"

#include <set>

#include <fmt/format.h>

#include "store/audit.h"
#include "store/publications.h"
#include "store/units.h"

namespace mingzhang {
namespace {

constexpr std::int64_t kSchema = 5;

constexpr std::string_view kTables =
    "CREATE TABLE IF NOT EXISTS units (id BIGINT, path VARCHAR, name VARCHAR);"
    "CREATE TABLE IF NOT EXISTS nodes (number BIGINT, id VARCHAR);"
    "CREATE TABLE IF NOT EXISTS lines (filing_id BIGINT, unit_id INTEGER, year INTEGER, stage INTEGER, own INTEGER, line_unit INTEGER,"
    " line_year INTEGER, line_stage INTEGER, flow INTEGER, source INTEGER, \"function\" INTEGER, economic INTEGER, nature INTEGER,"
    " project INTEGER, measure INTEGER, amount_fen BIGINT);";

// How far the copy has followed the audit trail.
struct Position {
  std::int64_t number = 0;
  std::string hash;
  friend bool operator==(const Position&, const Position&) = default;
};

Result<Position> position_of(AnalyticSession& session) {
  TRY(const AnalyticAnswer answer, session.run("SELECT schema, audit_number, audit_hash FROM state"));
  if (answer.rows != 1) return Position{};
  return Position{answer.integer(0, 1), answer.text(0, 2)};
}

Result<void> set_position(AnalyticSession& session, const Position& position) {
  const Result<void> cleared = session.script("DELETE FROM state");
  if (!cleared) return cleared;
  TRY([[maybe_unused]] const AnalyticAnswer answer,
      session.run("INSERT INTO state VALUES (?, ?, ?)", std::vector<AnalyticValue>{kSchema, position.number, position.hash}));
  return {};
}

// What happened behind a position.
struct News {
  Position now;
  bool all = false;  // the trail is another one: everything must be read
  bool units = false;
  std::set<RecordId> filings;

  void add(const AuditRecord& record) {
    if (record.action.starts_with("unit.")) units = true;
    if (record.action == "filing.published") filings.insert(std::stoll(record.subject.substr(record.subject.find('/') + 1)));
  }
};

Result<News> news_since(StoreView& view, const Position& position) {
  News news;
  TRY(const auto newest, list_audit(view, {}, {0, 1}));
  if (newest.items.empty()) return news;
  news.now = {newest.items[0].number, newest.items[0].hash};
  if (news.now == position) return news;
  news.all = position.number == 0 || position.number > news.now.number;
  if (news.all) return news;
  TRY(const auto last, list_audit(view, {}, {position.number + 1, 1}));
  news.all = last.items.empty() || last.items[0].hash != position.hash;
  for (std::int64_t after = 0; !news.all;) {  // newest first, until what is known
    TRY(const auto page, list_audit(view, {}, {after, kPageLimitMax}));
    for (const AuditRecord& record : page.items) {
      if (record.number <= position.number) return news;
      news.add(record);
    }
    if (!page.next) return news;
    after = *page.next;
  }
  return news;
}

// The store's rows into the tables of a session.
class Copying {
 public:
  Copying(StoreView& view, AnalyticSession& session, NodeNumbers& numbers) : view_(view), session_(session), numbers_(numbers) {}

  Result<void> units() {
    const Result<void> cleared = session_.script("DELETE FROM units");
    if (!cleared) return cleared;
    TRY(AnalyticSession::Appender appender, session_.append_to("units"));
    for (std::optional<std::int64_t> next = 0; next;) {
      TRY(const auto page, list_units(view_, {}, {*next, kPageLimitMax}));
      for (const UnitRecord& unit : page.items) {
        appender.add(unit.id);
        appender.add(unit.path);
        appender.add(unit.name);
        appender.end_row();
      }
      next = page.next;
    }
    return appender.finish();
  }

  Result<void> all_lines() {
    const Result<void> cleared = session_.script("DELETE FROM lines");
    return cleared ? lines({}) : cleared;
  }

  Result<void> lines_of(RecordId filing) {
    const Result<void> cleared = session_.script(fmt::format("DELETE FROM lines WHERE filing_id = {}", filing));
    LineFilter filter;
    filter.filing = filing;
    return cleared ? lines(filter) : cleared;
  }

  // Those from this number on.
  Result<void> nodes(std::size_t from) {
    TRY(AnalyticSession::Appender appender, session_.append_to("nodes"));
    for (auto number = static_cast<std::int64_t>(from); number < static_cast<std::int64_t>(numbers_.size()); ++number) {
      appender.add(number);
      appender.add(numbers_.id(number));
      appender.end_row();
    }
    return appender.finish();
  }

 private:
  Result<void> lines(const LineFilter& filter) {
    TRY(AnalyticSession::Appender appender, session_.append_to("lines"));
    for (std::optional<std::int64_t> next = 0; next;) {
      TRY(const auto page, list_published_lines(view_, filter, {*next, kPageLimitMax}));
      for (const PublishedLineRecord& record : page.items) add(appender, record);
      next = page.next;
    }
    return appender.finish();
  }

  void add(AnalyticSession::Appender& appender, const PublishedLineRecord& record) {
    const LedgerLineRecord& line = record.line;
    const bool own = (line.year.empty() || line.year == std::to_string(record.year)) && (line.stage.empty() || line.stage == word_of(record.stage));
    appender.add(record.filing);
    appender.add(record.unit);
    appender.add(static_cast<std::int64_t>(record.year));
    appender.add(static_cast<std::int64_t>(record.stage));
    appender.add(static_cast<std::int64_t>(own));
    for (const std::string* text : {&line.unit, &line.year, &line.stage, &line.flow, &line.source, &line.function, &line.economic,
                                    &line.nature, &line.project, &line.measure})
      appender.add(numbers_.number_of(*text));
    appender.add(line.amount_fen);
    appender.end_row();
  }

  StoreView& view_;
  AnalyticSession& session_;
  NodeNumbers& numbers_;
};

}  // namespace

Result<std::unique_ptr<ColumnarCopy>> ColumnarCopy::open(const std::string& path) {
  TRY(AnalyticDatabase database, AnalyticDatabase::open(path));
  std::unique_ptr<ColumnarCopy> copy(new ColumnarCopy(std::move(database)));
  const Result<void> loaded = copy->load();
  if (!loaded) return tl::unexpected<Error>(loaded.error());
  return copy;
}

Result<void> ColumnarCopy::load() {
  TRY(AnalyticSession session, database_.session());
  Result<void> made = session.script("CREATE TABLE IF NOT EXISTS state (schema BIGINT, audit_number BIGINT, audit_hash VARCHAR)");
  if (!made) return made;
  TRY(const AnalyticAnswer foreign, session.run("SELECT COUNT(*) FROM state WHERE schema <> ?", std::vector<AnalyticValue>{kSchema}));
  // A copy of another version of ours is not worth keeping: it can be made anew.
  if (foreign.integer(0, 0) > 0) made = session.script("DROP TABLE IF EXISTS lines; DROP TABLE IF EXISTS units; DROP TABLE IF EXISTS nodes; DROP TABLE IF EXISTS ancestors; DELETE FROM state");
  if (made) made = session.script(kTables);
  if (!made) return made;
  TRY(const AnalyticAnswer nodes, session.run("SELECT id FROM nodes ORDER BY number"));
  auto numbers = std::make_shared<NodeNumbers>();
  for (std::size_t row = 0; row < nodes.rows; ++row) numbers->number_of(nodes.text(row, 0));
  set(std::move(numbers));
  return read_units(session);
}

Result<void> ColumnarCopy::read_units(AnalyticSession& session) {
  TRY(const AnalyticAnswer rows, session.run("SELECT id, path, name FROM units"));
  auto units = std::make_shared<KnownUnits>();
  for (std::size_t row = 0; row < rows.rows; ++row) units->add(rows.integer(row, 0), rows.text(row, 1), rows.text(row, 2));
  const std::lock_guard lock(mutex_);
  units_ = std::move(units);
  return {};
}

Result<void> ColumnarCopy::follow(const Store& store, bool anew) {
  const std::lock_guard lock(following_);
  return store.read([&](StoreView& view) { return take_in(view, anew); });
}

Result<void> ColumnarCopy::take_in(StoreView& view, bool anew) {
  TRY(AnalyticSession session, database_.session());
  Position position;
  if (!anew) {
    TRY(position, position_of(session));
  }
  TRY(const News news, news_since(view, position));
  if (news.now == position) return {};
  const auto before = numbers();
  auto grown = std::make_shared<NodeNumbers>(*before);
  Copying copying(view, session, *grown);
  Result<void> done = session.script("BEGIN TRANSACTION");
  if (done && (news.all || news.units)) done = copying.units();
  if (done && news.all) done = copying.all_lines();
  for (const RecordId filing : news.filings)
    if (done) done = copying.lines_of(filing);
  if (done) done = copying.nodes(before->size());
  if (done) done = set_position(session, news.now);
  if (done) {
    set(grown);  // before others can see numbers that are new
    done = session.script("COMMIT");
    if (done && (news.all || news.units)) done = read_units(session);
  }
  if (done) return done;
  static_cast<void>(session.script("ROLLBACK"));
  set(before);
  return done;
}

std::shared_ptr<const NodeNumbers> ColumnarCopy::numbers() const {
  const std::lock_guard lock(mutex_);
  return numbers_;
}

std::shared_ptr<const KnownUnits> ColumnarCopy::units() const {
  const std::lock_guard lock(mutex_);
  return units_;
}

void ColumnarCopy::set(std::shared_ptr<const NodeNumbers> numbers) {
  const std::lock_guard lock(mutex_);
  numbers_ = std::move(numbers);
}

}  // namespace mingzhang
