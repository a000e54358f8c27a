#pragma once
// Filings: what a unit discloses for a year and a stage, its ledger versions, its way from draft to publication, and what is
// owed by when. Which step is allowed, and to whom, is for service/; the store keeps the steps, whole and in order.
// Every change names the revision it was made on. Errors: store.missing, store.stale, store.unique.

#include <span>
#include <string_view>

#include "store/store.h"

namespace mingzhang {

struct NewFiling {
  RecordId unit = 0;
  int year = 0;
  FilingStage stage = FilingStage::Budget;
  std::string form;
};

struct FilingFilter {
  std::optional<RecordId> within;  // filings of this unit and all below it
  std::optional<RecordId> unit;
  std::optional<int> year;
  std::optional<FilingStage> stage;
  std::optional<FilingState> state;
};

Result<FilingRecord> add_filing(StoreChange& change, const NewFiling& filing);
Result<FilingRecord> find_filing(StoreView& view, RecordId id);
Result<std::optional<FilingRecord>> find_filing(StoreView& view, RecordId unit, int year, FilingStage stage);
Result<PageOf<FilingRecord>> list_filings(StoreView& view, const FilingFilter& filter, const Paging& page);

// Adds a ledger version and makes the filing a draft. A text equal to the newest version's changes nothing.
Result<FilingRecord> save_ledger(StoreChange& change, RecordId id, std::int64_t revision, std::string_view json);
Result<LedgerVersionRecord> find_ledger(StoreView& view, RecordId filing, std::int64_t number);
Result<LedgerVersionRecord> newest_ledger(StoreView& view, RecordId filing);
Result<std::vector<LedgerVersionRecord>> list_ledger_versions(StoreView& view, RecordId filing);

// Any step but publication. `because` goes into the audit trail.
Result<FilingRecord> set_filing_state(StoreChange& change, RecordId id, std::int64_t revision, FilingState state,
                                      std::string_view because = {});
// approved: the dates of the approval, which also become what is owed (set_obligation).
Result<FilingRecord> approve_filing(StoreChange& change, RecordId id, std::int64_t revision, std::string_view approved_on,
                                    std::string_view due_on);

struct NewPublishedFile {
  std::string name, media_type, bytes;
};
struct PublicationRecord {
  std::vector<NewPublishedFile> files;
  std::vector<ClaimRecord> claims;
  std::vector<LedgerLineRecord> lines;
  std::string page_json;  // what the public page of it says
};
// Freezes the newest ledger version with its files, figures and page. What was published before stays readable under its version.
Result<FilingRecord> publish_filing(StoreChange& change, RecordId id, std::int64_t revision, const PublicationRecord& publication);

Result<CommentRecord> add_comment(StoreChange& change, RecordId filing, std::string_view text);
Result<std::vector<CommentRecord>> list_comments(StoreView& view, RecordId filing);

struct ObligationFilter {
  std::optional<RecordId> within;
  std::optional<int> year;
  std::optional<FilingStage> stage;
};
Result<void> set_obligation(StoreChange& change, RecordId unit, int year, FilingStage stage,
                            const std::optional<std::string>& approved_on, const std::optional<std::string>& due_on);
Result<void> remove_obligation(StoreChange& change, RecordId unit, int year, FilingStage stage);
// By unit. With what has become of each.
Result<PageOf<ObligationRecord>> list_obligations(StoreView& view, const ObligationFilter& filter, const Paging& page);

}  // namespace mingzhang
