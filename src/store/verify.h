#pragma once
// Whether what a store holds is what was written: the chain of the audit trail, and against it and against their own hashes the
// ledger versions, published pages and figures, reports and files.
//
// A chain cannot tell whether its end was cut off together with all that belongs to it. So note the last number and hash now and
// then somewhere else, and give them as `anchor`.

#include <functional>
#include <string>
#include <vector>

#include "store/store.h"

namespace mingzhang {

struct AuditAnchor {
  std::int64_t number = 0;
  std::string hash;
};

struct BrokenRecord {
  std::string subject;  // "audit/12", "filing/3/ledger/2", "blob/<hash>"
  std::string what;     // Chinese
};

struct Verification {
  std::int64_t audit_records = 0, ledger_versions = 0, publications = 0, reports = 0, blobs = 0;
  AuditAnchor last;
  std::vector<BrokenRecord> broken;  // in the order found, no more than kBrokenMax
};
inline constexpr std::size_t kBrokenMax = 100;

using RecordsDone = std::function<void(std::int64_t done, std::int64_t total)>;
// Reads everything once. An Error when the store cannot be read; what is wrong with it is no Error.
Result<Verification> verify_store(const Store& store, const std::optional<AuditAnchor>& anchor = {}, const RecordsDone& progress = {});

}  // namespace mingzhang
