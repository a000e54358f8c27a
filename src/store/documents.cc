#include "store/documents.h"

#include <map>

#include <fmt/format.h>

#include "base/sha256.h"
#include "store/connection.h"
#include "store/detail.h"
#include "store/paging.h"

namespace mingzhang {
namespace {

constexpr std::string_view kSelect =
    "SELECT d.id, d.sha256, d.name, d.media_type, d.size, d.unit_id, d.year, d.stage, d.filing_id, d.uploaded_by, d.created, d.pages"
    " FROM documents d";

DocumentRecord document_record(RowReader& row) {
  DocumentRecord document;
  document.id = row.integer();
  document.sha256 = row.string();
  document.name = row.string();
  document.media_type = row.string();
  document.size = row.integer();
  document.unit = row.optional_integer();
  document.year = row.optional_int();
  document.stage = row.optional_word<FilingStage>();
  document.filing = row.optional_integer();
  document.uploaded_by = row.optional_integer();
  document.created = row.integer();
  document.pages = row.optional_integer();
  return document;
}

ReportRecord report_record(RowReader& row) {
  ReportRecord report;
  report.id = row.integer();
  report.document = row.optional_integer();
  report.filing = row.optional_integer();
  report.ledger_version = row.optional_integer();
  report.program_version = row.string();
  report.json = row.string();
  report.created = row.integer();
  report.checked = row.optional_integer().value_or(1) != 0;  // reports from before step 3 of the schema do not say
  return report;
}

VerdictRecord verdict_record(RowReader& row) {
  VerdictRecord verdict;
  verdict.id = row.integer();
  verdict.scope = row.string();
  verdict.fingerprint = row.string();
  verdict.verdict = row.word<Judgement>();
  verdict.because = row.string();
  verdict.user = row.string();
  verdict.created = row.integer();
  return verdict;
}

std::string subject_of(RecordId id) { return fmt::format("document/{}", id); }

Result<std::optional<ReportRecord>> newest_report(StoreView& view, std::string_view column, RecordId id) {
  TRY(const Rows rows,
      view.connection().run(fmt::format("SELECT id, document_id, filing_id, ledger_version, program_version, json, created, checked"
                                           " FROM reports WHERE {} = ? ORDER BY id DESC LIMIT 1",
                                           column),
                               {id}));
  if (rows.empty()) return std::nullopt;
  RowReader row = rows.front();
  return report_record(row);
}

// verdict_scope() of a document, in SQL.
constexpr std::string_view kScope =
    "CASE WHEN d.unit_id IS NULL OR d.year IS NULL OR d.stage IS NULL THEN 'sha256/' || d.sha256"
    " ELSE 'unit/' || d.unit_id || '/' || d.year || '/' || d.stage END";

struct CheckedDocument {
  RecordId id = 0;
  std::optional<bool> checked;
  FindingTotals findings;
};

CheckedDocument checked_document(RowReader& row) {
  CheckedDocument document;
  document.id = row.integer();
  if (const auto checked = row.optional_integer()) document.checked = *checked != 0;
  document.findings = {row.integer(), row.integer(), row.integer(), row.integer()};
  return document;
}

// What the newest checks of all these found, in one statement.
Result<void> add_findings(StoreView& view, std::span<DocumentRecord> documents) {
  std::map<RecordId, DocumentRecord*> by_id;
  std::vector<RecordId> ids;
  for (DocumentRecord& document : documents) {
    by_id[document.id] = &document;
    ids.push_back(document.id);
  }
  if (ids.empty()) return {};
  Query query(fmt::format("SELECT d.id, r.checked, COUNT(CASE WHEN f.severity = 'error' THEN 1 END), COUNT(CASE WHEN f.severity = 'warning' THEN 1 END),"
                          " COUNT(CASE WHEN f.severity = 'note' THEN 1 END), COUNT(CASE WHEN f.severity IN ('error', 'warning') AND EXISTS"
                          " (SELECT 1 FROM verdicts v WHERE v.scope = {} AND v.fingerprint = f.fingerprint) THEN 1 END)"
                          " FROM documents d JOIN reports r ON r.id = (SELECT MAX(n.id) FROM reports n WHERE n.document_id = d.id)"
                          " LEFT JOIN findings f ON f.report_id = r.id",
                          kScope));
  query.where_in<RecordId>("d.id", ids);
  query.end_with(" GROUP BY d.id, r.id, r.checked");
  TRY(const std::vector<CheckedDocument> found, all_of<CheckedDocument>(query.run(view), checked_document));
  for (const CheckedDocument& each : found) {
    DocumentRecord& document = *by_id[each.id];
    const bool has_findings = each.findings.errors + each.findings.warnings + each.findings.notes > 0;
    // A report from before step 3 of the schema that found nothing may be one of a document that could not be read.
    document.checked = has_findings ? std::optional(true) : each.checked;
    if (document.checked == true) document.findings = each.findings;
  }
  return {};
}

// The conditions on `d` that both lists and counts share. `range` must outlive the query.
Result<void> restrict_to(StoreView& view, Query& query, const DocumentFilter& filter, PathRange& range) {
  if (filter.within) {
    TRY(range, path_range(view, *filter.within));
    constexpr std::string_view kBelow = "d.unit_id IN (SELECT u.id FROM units u WHERE u.path >= ? AND u.path < ?)";
    if (filter.uploaded_by)
      query.where(fmt::format("({} OR d.uploaded_by = ?)", kBelow), {range.from, range.to, filter.uploaded_by});
    else
      query.where(kBelow, {range.from, range.to});
  } else if (filter.uploaded_by) {
    query.where("d.uploaded_by = ?", {filter.uploaded_by});
  }
  query.where_if(filter.year.has_value(), "d.year = ?", filter.year);
  query.where_if(filter.stage.has_value(), "d.stage = ?", filter.stage);
  return {};
}

}  // namespace

Result<std::string> add_blob(StoreChange& change, std::string_view bytes) {
  std::string sha256 = sha256_hex(bytes);
  TRY([[maybe_unused]] const Rows rows,
      change.connection().run("INSERT INTO blobs (sha256, bytes) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING", {sha256, Bytes{bytes}}));
  return sha256;
}

Result<std::string> find_blob(StoreView& view, std::string_view sha256) {
  TRY(const Rows rows, view.connection().run("SELECT bytes FROM blobs WHERE sha256 = ?", {sha256}));
  if (rows.empty()) return missing_error("文件内容");
  const std::string_view bytes = rows.front().bytes();
  if (sha256_hex(bytes) != sha256) {
    return fail("store.blob.damaged", fmt::format("文件内容与它的校验值不符（{}）", sha256),
                "数据库文件可能损坏或被改动。请运行 mingzhang verify，并从备份恢复。");
  }
  return std::string(bytes);
}

Result<DocumentRecord> add_document(StoreChange& change, const NewDocument& document) {
  TRY(const std::string sha256, add_blob(change, document.bytes));
  const auto size = static_cast<std::int64_t>(document.bytes.size());
  TRY(const Rows rows,
      change.connection().run(
          "INSERT INTO documents (sha256, name, media_type, size, unit_id, year, stage, filing_id, uploaded_by, created)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
          {sha256, document.name, document.media_type, size, document.unit, document.year, document.stage, document.filing,
           change.actor().user, change.now()}));
  const RecordId id = rows.front().integer();
  change.record("document.added", subject_of(id), Detail().add("name", document.name).add("sha256", sha256).add("size", size).json());
  return find_document(change, id);
}

Result<DocumentRecord> find_document(StoreView& view, RecordId id) {
  TRY(const Rows rows, view.connection().run(fmt::format("{} WHERE d.id = ?", kSelect), {id}));
  if (rows.empty()) return missing_error("文件");
  RowReader row = rows.front();
  DocumentRecord document = document_record(row);
  if (auto added = add_findings(view, {&document, 1}); !added) return tl::unexpected<Error>(added.error());
  return document;
}

Result<PageOf<DocumentRecord>> list_documents(StoreView& view, const DocumentFilter& filter, const Paging& page) {
  Query query(kSelect);
  PathRange range;
  const Result<void> restricted = restrict_to(view, query, filter, range);
  if (!restricted) return tl::unexpected<Error>(restricted.error());
  query.newest_first("d.id", page);
  TRY(PageOf<DocumentRecord> documents, page_of<DocumentRecord>(view, query, page, &DocumentRecord::id, document_record));
  if (auto added = add_findings(view, documents.items); !added) return tl::unexpected<Error>(added.error());
  return documents;
}

Result<DocumentRecord> place_document(StoreChange& change, RecordId id, std::optional<RecordId> unit, std::optional<int> year,
                                      std::optional<FilingStage> stage, std::optional<std::int64_t> pages) {
  TRY(const Rows rows, change.connection().run("UPDATE documents SET unit_id = ?, year = ?, stage = ?, pages = ? WHERE id = ? RETURNING id",
                                                {unit, year, stage, pages, id}));
  if (rows.empty()) return missing_error("文件");
  change.record("document.placed", subject_of(id), Detail().add("unit", unit).add("year", year).add("stage", stage).add("pages", pages).json());
  return find_document(change, id);
}

Result<ReportRecord> add_report(StoreChange& change, const ReportRecord& report, std::span<const FindingRecord> findings) {
  ASSERT(report.document || report.filing);
  TRY(const Rows rows,
      change.connection().run("INSERT INTO reports (document_id, filing_id, ledger_version, program_version, json, created, checked)"
                               " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
                               {report.document, report.filing, report.ledger_version, report.program_version, report.json, change.now(), report.checked}));
  ReportRecord added = report;
  added.id = rows.front().integer();
  added.created = change.now();
  for (const FindingRecord& finding : findings) {
    TRY([[maybe_unused]] const Rows row,
        change.connection().run("INSERT INTO findings (report_id, code, severity, fingerprint) VALUES (?, ?, ?, ?)",
                                 {added.id, finding.code, finding.severity, finding.fingerprint}));
  }
  const std::string subject = report.document ? subject_of(*report.document) : fmt::format("filing/{}", *report.filing);
  change.record("report.added", subject,
                 Detail().add("report", added.id).add("version", report.ledger_version).add("sha256", sha256_hex(report.json)).json());
  return added;
}

Result<std::optional<ReportRecord>> newest_report_of_document(StoreView& view, RecordId document) {
  return newest_report(view, "document_id", document);
}

Result<std::optional<ReportRecord>> newest_report_of_filing(StoreView& view, RecordId filing) {
  return newest_report(view, "filing_id", filing);
}

Result<std::vector<FindingCountRecord>> count_findings(StoreView& view, const DocumentFilter& filter) {
  Query query("SELECT d.unit_id, g.code, g.severity, COUNT(*) FROM documents d JOIN findings g ON g.report_id ="
              " (SELECT MAX(r.id) FROM reports r WHERE r.document_id = d.id)");
  PathRange range;
  const Result<void> restricted = restrict_to(view, query, filter, range);
  if (!restricted) return tl::unexpected<Error>(restricted.error());
  query.end_with(" GROUP BY d.unit_id, g.code, g.severity ORDER BY d.unit_id, g.code, g.severity");
  return all_of<FindingCountRecord>(query.run(view), [](RowReader& row) {
    FindingCountRecord count;
    count.unit = row.optional_integer();
    count.code = row.string();
    count.severity = row.string();
    count.count = row.integer();
    return count;
  });
}

std::string verdict_scope(const DocumentRecord& document) {
  if (!document.unit || !document.year || !document.stage) return fmt::format("sha256/{}", document.sha256);
  return fmt::format("unit/{}/{}/{}", *document.unit, *document.year, word_of(*document.stage));
}

Result<VerdictRecord> add_verdict(StoreChange& change, std::string_view scope, std::string_view fingerprint, Judgement verdict,
                                  std::string_view because) {
  TRY(const Rows rows, change.connection().run(
                           "INSERT INTO verdicts (scope, fingerprint, verdict, because, author, created) VALUES (?, ?, ?, ?, ?, ?)"
                           " RETURNING id, scope, fingerprint, verdict, because, author, created",
                           {scope, fingerprint, verdict, because, change.actor().name, change.now()}));
  change.record("verdict.added", fmt::format("verdict/{}", scope),
                 Detail().add("fingerprint", fingerprint).add("verdict", verdict).add("because", because).json());
  RowReader row = rows.front();
  return verdict_record(row);
}

Result<std::vector<VerdictRecord>> list_verdicts(StoreView& view, std::string_view scope) {
  return all_of<VerdictRecord>(
      view.connection().run("SELECT v.id, v.scope, v.fingerprint, v.verdict, v.because, v.author, v.created FROM verdicts v"
                               " WHERE v.scope = ? AND v.id = (SELECT MAX(w.id) FROM verdicts w"
                               " WHERE w.scope = v.scope AND w.fingerprint = v.fingerprint) ORDER BY v.id",
                               {scope}),
      verdict_record);
}

Result<std::vector<VerdictRecord>> verdict_history(StoreView& view, std::string_view scope) {
  return all_of<VerdictRecord>(
      view.connection().run("SELECT id, scope, fingerprint, verdict, because, author, created FROM verdicts WHERE scope = ? ORDER BY id",
                               {scope}),
      verdict_record);
}

}  // namespace mingzhang
