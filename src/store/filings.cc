#include "store/filings.h"

#include <fmt/format.h>

#include "base/sha256.h"
#include "store/bulk_insert.h"
#include "store/connection.h"
#include "store/detail.h"
#include "store/documents.h"
#include "store/figures_hash.h"
#include "store/paging.h"

namespace mingzhang {
namespace {

constexpr std::string_view kSelect =
    "SELECT f.id, f.unit_id, u.name, u.path, f.year, f.stage, f.form, f.state, f.revision, f.ledger_version, f.published_version,"
    " f.approved_on, f.due_on, f.changed FROM filings f JOIN units u ON u.id = f.unit_id";

FilingRecord filing_record(RowReader& row) {
  FilingRecord filing;
  filing.id = row.integer();
  filing.unit = row.integer();
  filing.unit_name = row.string();
  filing.unit_path = row.string();
  filing.year = static_cast<int>(row.integer());
  filing.stage = row.word<FilingStage>();
  filing.form = row.string();
  filing.state = row.word<FilingState>();
  filing.revision = row.integer();
  filing.ledger_version = row.integer();
  filing.published_version = row.optional_integer();
  filing.approved_on = row.optional_string();
  filing.due_on = row.optional_string();
  filing.changed = row.integer();
  return filing;
}

std::string subject_of(RecordId id) { return fmt::format("filing/{}", id); }

LedgerVersionRecord ledger_version_record(RowReader& row) {
  LedgerVersionRecord version;
  version.filing = row.integer();
  version.number = row.integer();
  version.json = row.string();
  version.sha256 = row.string();
  version.author = row.string();
  version.created = row.integer();
  return version;
}

// The filing, when `revision` is still its newest; it stays so until the end of the transaction.
Result<FilingRecord> hold(StoreChange& change, RecordId id, std::int64_t revision) {
  TRY(const Rows rows, change.connection().run("UPDATE filings SET revision = revision + 1, changed = ? WHERE id = ? AND revision = ?"
                                                " RETURNING id",
                                                {change.now(), id, revision}));
  TRY(FilingRecord filing, find_filing(change, id));  // store.missing, when it is that
  if (rows.empty()) return stale_error();
  return filing;
}

}  // namespace

Result<FilingRecord> add_filing(StoreChange& change, const NewFiling& filing) {
  TRY(const Rows rows,
      change.connection().run(
          "INSERT INTO filings (unit_id, year, stage, form, state, changed) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
          {filing.unit, filing.year, filing.stage, filing.form, FilingState::Draft, change.now()}));
  const RecordId id = rows.front().integer();
  change.record("filing.added", subject_of(id),
                 Detail().add("unit", filing.unit).add("year", filing.year).add("stage", filing.stage).add("form", filing.form).json());
  return find_filing(change, id);
}

Result<FilingRecord> find_filing(StoreView& view, RecordId id) {
  static const std::string sql = fmt::format("{} WHERE f.id = ?", kSelect);
  TRY(const Rows rows, view.connection().run(sql, {id}));
  if (rows.empty()) return missing_error("填报");
  RowReader row = rows.front();
  return filing_record(row);
}

Result<std::optional<FilingRecord>> find_filing(StoreView& view, RecordId unit, int year, FilingStage stage) {
  static const std::string sql = fmt::format("{} WHERE f.unit_id = ? AND f.year = ? AND f.stage = ?", kSelect);
  TRY(const Rows rows, view.connection().run(sql, {unit, year, stage}));
  if (rows.empty()) return std::nullopt;
  RowReader row = rows.front();
  return filing_record(row);
}

Result<PageOf<FilingRecord>> list_filings(StoreView& view, const FilingFilter& filter, const Paging& page) {
  Query query(kSelect);
  PathRange range;
  if (filter.within) {
    TRY(range, path_range(view, *filter.within));
    query.where("u.path >= ? AND u.path < ?", {range.from, range.to});
  }
  query.where_if(filter.unit.has_value(), "f.unit_id = ?", filter.unit);
  query.where_if(filter.year.has_value(), "f.year = ?", filter.year);
  query.where_if(filter.stage.has_value(), "f.stage = ?", filter.stage);
  query.where_if(filter.state.has_value(), "f.state = ?", filter.state);
  query.oldest_first("f.id", page);
  return page_of<FilingRecord>(view, query, page, &FilingRecord::id, filing_record);
}

Result<FilingRecord> save_ledger(StoreChange& change, RecordId id, std::int64_t revision, std::string_view json) {
  const std::string sha256 = sha256_hex(json);
  TRY(const Rows same, change.connection().run("SELECT 1 FROM filings f JOIN ledger_versions v ON v.filing_id = f.id AND"
                                                " v.number = f.ledger_version WHERE f.id = ? AND f.revision = ? AND v.sha256 = ?",
                                                {id, revision, sha256}));
  if (!same.empty()) return find_filing(change, id);
  TRY(const FilingRecord filing, hold(change, id, revision));
  const std::int64_t number = filing.ledger_version + 1;
  TRY([[maybe_unused]] const Rows added,
      change.connection().run(
          "INSERT INTO ledger_versions (filing_id, number, json, sha256, author, created) VALUES (?, ?, ?, ?, ?, ?)",
          {id, number, json, sha256, change.actor().name, change.now()}));
  TRY([[maybe_unused]] const Rows changed, change.connection().run("UPDATE filings SET ledger_version = ?, state = ? WHERE id = ?",
                                                                    {number, FilingState::Draft, id}));
  change.record("filing.ledger", subject_of(id), Detail().add("version", number).add("sha256", sha256).json());
  return find_filing(change, id);
}

Result<LedgerVersionRecord> find_ledger(StoreView& view, RecordId filing, std::int64_t number) {
  TRY(const Rows rows,
      view.connection().run("SELECT filing_id, number, json, sha256, author, created FROM ledger_versions"
                               " WHERE filing_id = ? AND number = ?",
                               {filing, number}));
  if (rows.empty()) return missing_error("账目版本");
  RowReader row = rows.front();
  return ledger_version_record(row);
}

Result<LedgerVersionRecord> newest_ledger(StoreView& view, RecordId filing) {
  TRY(const Rows rows,
      view.connection().run("SELECT filing_id, number, json, sha256, author, created FROM ledger_versions"
                               " WHERE filing_id = ? ORDER BY number DESC LIMIT 1",
                               {filing}));
  if (rows.empty()) return missing_error("账目版本");
  RowReader row = rows.front();
  return ledger_version_record(row);
}

Result<std::vector<LedgerVersionRecord>> list_ledger_versions(StoreView& view, RecordId filing) {
  return all_of<LedgerVersionRecord>(
      view.connection().run("SELECT filing_id, number, '', sha256, author, created FROM ledger_versions"
                               " WHERE filing_id = ? ORDER BY number",
                               {filing}),
      ledger_version_record);
}

Result<FilingRecord> set_filing_state(StoreChange& change, RecordId id, std::int64_t revision, FilingState state,
                                      std::string_view because) {
  ASSERT(state != FilingState::Published);
  TRY(const FilingRecord before, hold(change, id, revision));
  TRY([[maybe_unused]] const Rows changed, change.connection().run("UPDATE filings SET state = ? WHERE id = ?", {state, id}));
  Detail detail;
  detail.add("from", before.state).add("version", before.ledger_version);
  if (!because.empty()) detail.add("because", because);
  change.record(fmt::format("filing.{}", word_of(state)), subject_of(id), detail.json());
  return find_filing(change, id);
}

Result<FilingRecord> approve_filing(StoreChange& change, RecordId id, std::int64_t revision, std::string_view approved_on,
                                    std::string_view due_on) {
  TRY(const FilingRecord before, hold(change, id, revision));
  TRY([[maybe_unused]] const Rows changed,
      change.connection().run("UPDATE filings SET state = ?, approved_on = ?, due_on = ? WHERE id = ?",
                               {FilingState::Approved, approved_on, due_on, id}));
  change.record("filing.approved", subject_of(id),
                 Detail().add("version", before.ledger_version).add("approved_on", approved_on).add("due_on", due_on).json());
  const Result<void> owed =
      set_obligation(change, before.unit, before.year, before.stage, std::string(approved_on), std::string(due_on));
  if (!owed) return tl::unexpected<Error>(owed.error());
  return find_filing(change, id);
}

Result<CommentRecord> add_comment(StoreChange& change, RecordId filing, std::string_view text) {
  TRY(const Rows rows, change.connection().run("INSERT INTO comments (filing_id, author, body, created) VALUES (?, ?, ?, ?) RETURNING id",
                                                {filing, change.actor().name, text, change.now()}));
  const RecordId id = rows.front().integer();
  change.record("filing.comment", subject_of(filing), Detail().add("comment", id).json());
  return CommentRecord{id, filing, change.actor().name, std::string(text), change.now()};
}

Result<std::vector<CommentRecord>> list_comments(StoreView& view, RecordId filing) {
  return all_of<CommentRecord>(
      view.connection().run("SELECT id, filing_id, author, body, created FROM comments WHERE filing_id = ? ORDER BY id", {filing}),
      [](RowReader& row) {
        CommentRecord comment;
        comment.id = row.integer();
        comment.filing = row.integer();
        comment.user = row.string();
        comment.text = row.string();
        comment.created = row.integer();
        return comment;
      });
}

Result<void> set_obligation(StoreChange& change, RecordId unit, int year, FilingStage stage,
                            const std::optional<std::string>& approved_on, const std::optional<std::string>& due_on) {
  const Result<void> set = only_done(change.connection().run(
      "INSERT INTO obligations (unit_id, year, stage, approved_on, due_on) VALUES (?, ?, ?, ?, ?)"
      " ON CONFLICT (unit_id, year, stage) DO UPDATE SET approved_on = excluded.approved_on, due_on = excluded.due_on",
      {unit, year, stage, approved_on, due_on}));
  if (!set) return set;
  change.record("obligation.set", fmt::format("unit/{}", unit),
                 Detail().add("year", year).add("stage", stage).add("approved_on", approved_on).add("due_on", due_on).json());
  return {};
}

Result<void> remove_obligation(StoreChange& change, RecordId unit, int year, FilingStage stage) {
  TRY(const Rows rows, change.connection().run(
                           "DELETE FROM obligations WHERE unit_id = ? AND year = ? AND stage = ? RETURNING unit_id", {unit, year, stage}));
  if (rows.empty()) return missing_error("公开任务");
  change.record("obligation.removed", fmt::format("unit/{}", unit), Detail().add("year", year).add("stage", stage).json());
  return {};
}

Result<PageOf<ObligationRecord>> list_obligations(StoreView& view, const ObligationFilter& filter, const Paging& page) {
  Query query(
      "SELECT o.unit_id, u.name, o.year, o.stage, o.approved_on, o.due_on, f.id, f.state, f.published_version, p.created"
      " FROM obligations o JOIN units u ON u.id = o.unit_id"
      " LEFT JOIN filings f ON f.unit_id = o.unit_id AND f.year = o.year AND f.stage = o.stage"
      " LEFT JOIN publications p ON p.filing_id = f.id AND p.version = f.published_version");
  PathRange range;
  if (filter.within) {
    TRY(range, path_range(view, *filter.within));
    query.where("u.path >= ? AND u.path < ?", {range.from, range.to});
  }
  query.where_if(filter.year.has_value(), "o.year = ?", filter.year);
  query.where_if(filter.stage.has_value(), "o.stage = ?", filter.stage);
  query.oldest_first("o.unit_id", page);
  return page_of<ObligationRecord>(view, query, page, &ObligationRecord::unit, [](RowReader& row) {
    ObligationRecord owed;
    owed.unit = row.integer();
    owed.unit_name = row.string();
    owed.year = static_cast<int>(row.integer());
    owed.stage = row.word<FilingStage>();
    owed.approved_on = row.optional_string();
    owed.due_on = row.optional_string();
    owed.filing = row.optional_integer();
    owed.state = row.optional_word<FilingState>();
    owed.published_version = row.optional_integer();
    owed.published = row.optional_integer();
    return owed;
  });
}

namespace {

Result<void> add_files(StoreChange& change, const FilingRecord& filing, const PublicationRecord& publication, Detail& detail) {
  for (const NewPublishedFile& file : publication.files) {
    TRY(const std::string sha256, add_blob(change, file.bytes));
    const Result<void> added = only_done(change.connection().run(
        "INSERT INTO published_files (filing_id, version, name, media_type, sha256, size) VALUES (?, ?, ?, ?, ?, ?)",
        {filing.id, filing.ledger_version, file.name, file.media_type, sha256, static_cast<std::int64_t>(file.bytes.size())}));
    if (!added) return added;
    detail.add(file.name, sha256);
  }
  return {};
}

Result<void> add_claims(StoreChange& change, const FilingRecord& filing, const std::vector<ClaimRecord>& claims) {
  BulkInsert rows(change.connection(), "claims", "filing_id, version, table_title, row_label, column_label, region, amount_fen, printed", 8);
  for (const ClaimRecord& claim : claims) {
    const Result<void> added = rows.add(
        {filing.id, filing.ledger_version, claim.table, claim.row, claim.column, claim.region, claim.amount_fen, claim.printed});
    if (!added) return added;
  }
  return rows.flush();
}

Result<void> add_lines(StoreChange& change, const FilingRecord& filing, const std::vector<LedgerLineRecord>& lines) {
  BulkInsert rows(change.connection(), "ledger_lines",
                  "filing_id, version, line_unit, line_year, line_stage, flow, source, function, economic, nature, project, measure,"
                  " amount_fen",
                  13);
  for (const LedgerLineRecord& line : lines) {
    const Result<void> added =
        rows.add({filing.id, filing.ledger_version, line.unit, line.year, line.stage, line.flow, line.source, line.function, line.economic,
                  line.nature, line.project, line.measure, line.amount_fen});
    if (!added) return added;
  }
  return rows.flush();
}

}  // namespace

Result<FilingRecord> publish_filing(StoreChange& change, RecordId id, std::int64_t revision, const PublicationRecord& publication) {
  TRY(const FilingRecord filing, hold(change, id, revision));
  const std::int64_t version = filing.ledger_version;
  const std::string page_sha256 = sha256_hex(publication.page_json);
  Result<void> done = only_done(
      change.connection().run("INSERT INTO publications (filing_id, version, page_json, page_sha256, created) VALUES (?, ?, ?, ?, ?)",
                               {id, version, publication.page_json, page_sha256, change.now()}));
  Detail files;
  if (done) done = add_files(change, filing, publication, files);
  if (done) done = add_claims(change, filing, publication.claims);
  if (done) done = add_lines(change, filing, publication.lines);
  if (done) {
    done = only_done(change.connection().run("UPDATE filings SET state = ?, published_version = ? WHERE id = ?",
                                              {FilingState::Published, version, id}));
  }
  if (!done) return tl::unexpected<Error>(done.error());
  TRY(const LedgerVersionRecord ledger, find_ledger(change, id, version));
  TRY(const std::string figures_sha256, hash_of_figures(change.connection(), id, version));
  change.record("filing.published", subject_of(id),
                Detail()
                    .add("version", version)
                    .add("ledger_sha256", ledger.sha256)
                    .add("page_sha256", page_sha256)
                    .add("figures_sha256", figures_sha256)
                    .add_object("files", files)
                    .json());
  return find_filing(change, id);
}

}  // namespace mingzhang
