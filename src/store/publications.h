#pragma once
// What the public reads: only what is published. Each function is one prepared statement.

#include <span>
#include <string_view>

#include "store/store.h"

namespace mingzhang {

struct PublishedKey {
  RecordId unit = 0;
  int year = 0;
  FilingStage stage = FilingStage::Budget;
  std::optional<std::int64_t> version = {};  // the newest published one, unless given
};

struct PublishedSummary {
  int year = 0;
  FilingStage stage = FilingStage::Budget;
  std::int64_t version = 0;
  TimeMs published = 0;
};

Result<std::optional<PublishedPageRecord>> find_published_page(StoreView& view, const PublishedKey& key);
Result<std::vector<PublishedSummary>> list_published(StoreView& view, RecordId unit);  // newest year first
Result<std::vector<PublishedFileRecord>> list_published_files(StoreView& view, RecordId filing, std::int64_t version);
Result<std::optional<PublishedFileRecord>> find_published_file(StoreView& view, RecordId filing, std::int64_t version,
                                                               std::string_view name);
Result<std::vector<ClaimRecord>> list_published_claims(StoreView& view, const PublishedKey& key, std::string_view table);

struct LineFilter {
  std::optional<RecordId> within;
  std::vector<RecordId> units;  // these only; empty: all
  std::optional<RecordId> filing;
  std::optional<int> year;
  std::optional<FilingStage> stage;
  std::string function, economic, source, nature, project, measure;  // the node or any below it; "": all
  std::string flow;       // the same, and lines without a flow, which are of every flow
  bool own_only = false;  // not the lines a filing has for comparison: of other years, of the budget beside final accounts
};
// A frozen version of a filing.
struct PublishedVersionRecord {
  std::int64_t version = 0;
  TimeMs published = 0;
  std::vector<PublishedFileRecord> files;  // by name
};
Result<std::vector<PublishedVersionRecord>> list_published_versions(StoreView& view, RecordId filing);  // newest first
// Lines behind a number of a roll-up, in the order they were published; of the newest published versions.
Result<PageOf<PublishedLineRecord>> list_published_lines(StoreView& view, const LineFilter& filter, const Paging& page);
// Figures whose row or table has these words, in the order they were published. No index knows parts of words, so one page looks
// through so many figures and no more: it may hold fewer than were asked for, or none, and still have a next one.
inline constexpr std::int64_t kClaimsSearched = 100'000;
Result<PageOf<PublishedClaimRecord>> search_published_claims(StoreView& view, std::string_view words, const Paging& page, std::int64_t searched = kClaimsSearched);

}  // namespace mingzhang
