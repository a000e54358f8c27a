#pragma once
// Documents that people hand in, the reports on them, and how reviewers judge the findings. Errors: store.missing,
// store.blob.damaged when bytes are not what their hash says.

#include <span>
#include <string_view>

#include "store/store.h"

namespace mingzhang {

// Bytes under their hash, kept once. Written with a record of what they belong to, so not alone.
Result<std::string> add_blob(StoreChange& change, std::string_view bytes);  // its hash
Result<std::string> find_blob(StoreView& view, std::string_view sha256);

struct NewDocument {
  std::string name, media_type, bytes;
  std::optional<RecordId> unit;
  std::optional<int> year;
  std::optional<FilingStage> stage;
  std::optional<RecordId> filing;
};
struct DocumentFilter {
  std::optional<RecordId> within;       // of this unit and all below it, or ...
  std::optional<RecordId> uploaded_by;  // ... handed in by this user
  std::optional<int> year;
  std::optional<FilingStage> stage;
};

Result<DocumentRecord> add_document(StoreChange& change, const NewDocument& document);
Result<DocumentRecord> find_document(StoreView& view, RecordId id);
Result<PageOf<DocumentRecord>> list_documents(StoreView& view, const DocumentFilter& filter, const Paging& page);  // newest first
// What the check found the document to be about, and how many pages it has.
Result<DocumentRecord> place_document(StoreChange& change, RecordId id, std::optional<RecordId> unit, std::optional<int> year,
                                      std::optional<FilingStage> stage, std::optional<std::int64_t> pages);

// `report.id` and `.created` are given by the store; `findings` are those of its JSON.
Result<ReportRecord> add_report(StoreChange& change, const ReportRecord& report, std::span<const FindingRecord> findings);
Result<std::optional<ReportRecord>> newest_report_of_document(StoreView& view, RecordId document);
Result<std::optional<ReportRecord>> newest_report_of_filing(StoreView& view, RecordId filing);
// Findings of the newest report of each document, by unit and code.
Result<std::vector<FindingCountRecord>> count_findings(StoreView& view, const DocumentFilter& filter);

// What verdicts on the findings of a document are kept under.
std::string verdict_scope(const DocumentRecord& document);
Result<VerdictRecord> add_verdict(StoreChange& change, std::string_view scope, std::string_view fingerprint, Judgement verdict,
                                  std::string_view because);
Result<std::vector<VerdictRecord>> list_verdicts(StoreView& view, std::string_view scope);    // the newest of each finding
Result<std::vector<VerdictRecord>> verdict_history(StoreView& view, std::string_view scope);  // all, oldest first

}  // namespace mingzhang
