#pragma once
// The audit trail: an append-only chain. The hash of a record is SHA-256 over its fields and the hash before it, so that no
// record can be changed, removed or put in later without every hash behind it changing.
//
// What is hashed: number, created, user ("" for none), actor, action, subject, detail, previous_hash, each as its length in
// bytes in decimal, ":", the bytes, "," (netstrings). The first record's previous hash is 64 zeros.

#include <string>

#include "store/store.h"

namespace mingzhang {

inline constexpr std::string_view kFirstPreviousHash = "0000000000000000000000000000000000000000000000000000000000000000";

std::string hash_of(const AuditRecord& record);  // of all fields but `hash`

struct AuditFilter {
  std::optional<RecordId> user;
  std::string action, subject;  // exactly; "": all
};
Result<PageOf<AuditRecord>> list_audit(StoreView& view, const AuditFilter& filter, const Paging& page);  // newest first

}  // namespace mingzhang
