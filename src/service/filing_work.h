#pragma once
// What people do with filings: begin, fill, check, send in, return, approve, correct; look at a preview. Publication is a job
// (publication_job.h).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/report.h"
#include "compile/compile.h"
#include "service/service.h"
#include "service/workflow.h"
#include "store/documents.h"
#include "store/filings.h"

namespace mingzhang {

// All of them see filings of the caller's scope only. Errors: access.forbidden, store.missing, store.stale,
// service.step.not_allowed.
Result<PageOf<FilingRecord>> filings_in_scope(Service& service, const Caller& caller, FilingFilter filter, const Paging& page);
Result<FilingRecord> filing_in_scope(Service& service, const Caller& caller, RecordId id);
Result<FilingRecord> filing_in_scope(StoreView& view, const Caller& caller, RecordId id);

// Errors: compile.form.unknown, service.form.unfit.
Result<FilingRecord> begin_filing(Service& service, const Caller& caller, const NewFiling& filing);
// Errors: ledger.json.*, service.ledger.foreign (it is of another unit or year).
Result<FilingRecord> save_filing(Service& service, const Caller& caller, RecordId id, std::int64_t revision, std::string_view json);
Result<LedgerVersionRecord> ledger_of(Service& service, const Caller& caller, RecordId id, std::optional<std::int64_t> version);
Result<std::vector<LedgerVersionRecord>> ledger_versions_of(Service& service, const Caller& caller, RecordId id);

// The disclosure that a ledger makes, and what is wrong with it.
struct CheckedLedger {
  Compiled compiled;
  FileReport report;
  std::string report_json;  // bilingual_report()
  bool sound() const;       // no error, no reason is missing, and all money has a place
};
Result<CheckedLedger> check_ledger(const Engine& engine, std::string_view form, std::string_view ledger_json);

// {"zh": report, "en": report, "missing_reasons": […], "unplaced": […]} of schemas/report-1.json; what the store keeps of a check. A
// missing reason is {"name", "before", "now", "region"}: with "reason" added to its region it is what facts.reasons of the ledger
// lacks. Unplaced money is {"line", "zh", "en"}: a line of the ledger from 0, and what is wrong with it.
// `compiled`: of a filing; null of a document.
std::string bilingual_report(const FileReport& report, const Compiled* compiled);
std::vector<FindingRecord> findings_of(const FileReport& report);

struct CheckedFiling {
  FilingRecord filing;
  std::string report_json;
};
Result<CheckedFiling> check_filing(Service& service, const Caller& caller, RecordId id, std::int64_t revision);

struct FilingPreview {
  std::string html;
  std::string report_json;
};
Result<FilingPreview> preview_filing(Service& service, const Caller& caller, RecordId id, std::string_view ledger_json);

Result<FilingRecord> submit_filing(Service& service, const Caller& caller, RecordId id, std::int64_t revision);
Result<FilingRecord> return_filing(Service& service, const Caller& caller, RecordId id, std::int64_t revision, std::string_view because);
Result<FilingRecord> approve_filing_on(Service& service, const Caller& caller, RecordId id, std::int64_t revision, std::string_view approved_on);
Result<FilingRecord> correct_filing(Service& service, const Caller& caller, RecordId id, std::int64_t revision, std::string_view because);

Result<std::vector<CommentRecord>> comments_of(Service& service, const Caller& caller, RecordId id);
Result<CommentRecord> comment_on(Service& service, const Caller& caller, RecordId id, std::string_view text);

}  // namespace mingzhang
