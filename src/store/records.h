#pragma once
// What the store keeps, as plain values. Times are milliseconds since 1970 (UTC), dates are "2026-11-30", money is fen, hashes
// are SHA-256 in 64 lower-case hex digits. A subject's functions stand in the header of its name (units.h, filings.h ...).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/words.h"

namespace mingzhang {

using RecordId = std::int64_t;  // from 1; 0 is no record
using TimeMs = std::int64_t;

// Lists come in pages. `after` is the `next` of the page before, 0 for the first.
struct Paging {
  std::int64_t after = 0;
  int limit = 50;  // 1 to kPageLimitMax
};
inline constexpr int kPageLimitMax = 1000;

template <class T>
struct PageOf {
  std::vector<T> items;
  std::optional<std::int64_t> next;  // no value: this was the last page
};

struct UnitRecord {
  RecordId id = 0;
  std::string name;
  std::optional<RecordId> parent;  // of the root: none
  UnitKind kind = UnitKind::Unit;
  std::string path;  // "/1/5/12/": the ids from the root to the unit itself; a unit is below another when its path begins with it
  std::int64_t revision = 0;
};

struct UserRecord {
  RecordId id = 0;
  std::string name;      // to sign in with; unique
  std::string password;  // encoded with its parameters; what it means is for service/ alone
  Role role = Role::Clerk;
  RecordId unit = 0;     // sees this unit and all below it
  std::string unit_path;
  bool disabled = false;
  TimeMs created = 0;
  std::int64_t revision = 0;
};

struct SessionRecord {
  std::string token_hash;
  RecordId user = 0;
  std::string csrf;
  TimeMs created = 0, expires = 0;
};

struct TokenRecord {
  RecordId id = 0, user = 0;
  std::string name;
  TimeMs created = 0;
  std::optional<TimeMs> last_used, expires;
};

struct FilingRecord {
  RecordId id = 0, unit = 0;
  std::string unit_name, unit_path;
  int year = 0;
  FilingStage stage = FilingStage::Budget;
  std::string form;
  FilingState state = FilingState::Draft;
  std::int64_t revision = 0;        // +1 at every change
  std::int64_t ledger_version = 0;  // the newest; 0: none yet
  std::optional<std::int64_t> published_version;
  std::optional<std::string> approved_on, due_on;
  TimeMs changed = 0;
};

struct LedgerVersionRecord {
  RecordId filing = 0;
  std::int64_t number = 0;  // from 1
  std::string json;         // empty in lists
  std::string sha256;
  std::string author;       // the user's name
  TimeMs created = 0;
};

// A unit owes a filing until a day; met when it is published.
struct ObligationRecord {
  RecordId unit = 0;
  std::string unit_name;
  int year = 0;
  FilingStage stage = FilingStage::Budget;
  std::optional<std::string> approved_on, due_on;
  std::optional<RecordId> filing;  // when it has been begun
  std::optional<FilingState> state;
  std::optional<std::int64_t> published_version;
  std::optional<TimeMs> published;
};

struct PublishedFileRecord {
  std::string name, media_type, sha256;
  std::int64_t size = 0;
};

// A line of a published ledger: the node in each dimension, as the ledger file writes it; "" is the root.
struct LedgerLineRecord {
  std::string unit, year, stage, flow, source, function, economic, nature, project, measure;
  std::int64_t amount_fen = 0;
};

// A figure that a published disclosure prints.
struct ClaimRecord {
  std::string table, row, column;  // its title, its row's and its column's label
  std::string region;              // key that is the same in every document
  std::int64_t amount_fen = 0;
  std::string printed;             // "12.80"
};

// What one line, or one claim, belongs to.
struct PublishedLineRecord {
  RecordId filing = 0, unit = 0;
  std::int64_t version = 0;
  std::string unit_name;
  int year = 0;
  FilingStage stage = FilingStage::Budget;
  LedgerLineRecord line;
};
struct PublishedClaimRecord {
  RecordId filing = 0, unit = 0;
  std::int64_t version = 0;
  std::string unit_name;
  int year = 0;
  FilingStage stage = FilingStage::Budget;
  ClaimRecord claim;
};

// The page data of a published filing, made once when it is published.
struct PublishedPageRecord {
  RecordId filing = 0;
  std::int64_t version = 0;
  std::string json;
  std::string sha256;  // of json; an ETag
  TimeMs published = 0;
};

// What the newest check of a document found.
struct FindingTotals {
  std::int64_t errors = 0, warnings = 0, notes = 0;
  std::int64_t judged = 0;  // of the errors and warnings
};

struct DocumentRecord {
  RecordId id = 0;
  std::string sha256, name, media_type;
  std::int64_t size = 0;
  std::optional<RecordId> unit;
  std::optional<int> year;
  std::optional<FilingStage> stage;
  std::optional<RecordId> filing;
  std::optional<RecordId> uploaded_by;
  TimeMs created = 0;
  std::optional<std::int64_t> pages;  // of formats with numbered pages, when it has been read
  std::optional<bool> checked;        // false: the newest check could not read it; none: there has been none
  std::optional<FindingTotals> findings;
};

// What a check of a document, or of a filing's ledger version, found.
struct ReportRecord {
  RecordId id = 0;
  std::optional<RecordId> document, filing;
  std::optional<std::int64_t> ledger_version;
  std::string program_version;
  std::string json;
  TimeMs created = 0;
  bool checked = true;  // false: the document could not be read or understood, and `json` says why
};

// A finding of a report, for counting: what the dashboard shows by kind and by unit.
struct FindingRecord {
  std::string code, severity, fingerprint;
};

struct FindingCountRecord {
  std::optional<RecordId> unit;
  std::string code, severity;
  std::int64_t count = 0;
};

// `scope` names the document a finding is about, so that a judgement survives another run and another copy of the file:
// "unit/12/2024/budget", or "sha256/…" where the unit is not known.
struct VerdictRecord {
  RecordId id = 0;
  std::string scope, fingerprint;
  Judgement verdict = Judgement::Right;
  std::string because;
  std::string user;
  TimeMs created = 0;
};

struct CommentRecord {
  RecordId id = 0, filing = 0;
  std::string user, text;
  TimeMs created = 0;
};

struct JobRecord {
  RecordId id = 0;
  std::string kind;
  JobState state = JobState::Waiting;
  std::string input;  // JSON
  std::int64_t progress = 0, total = 0;
  std::string message;
  std::optional<std::string> result;  // JSON
  std::string user;
  std::string worker;
  int attempts = 0;  // how often it was taken
  TimeMs created = 0;
  std::optional<TimeMs> started, finished, heartbeat;
};

struct AuditRecord {
  std::int64_t number = 0;  // from 1, without gaps
  TimeMs created = 0;
  std::optional<RecordId> user;
  std::string actor;    // the user's name at that time, or which part of the program
  std::string action;   // "filing.published"
  std::string subject;  // "filing/12"
  std::string detail;   // JSON object
  std::string previous_hash, hash;
};

}  // namespace mingzhang
