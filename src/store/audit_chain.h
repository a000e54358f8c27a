#pragma once

#include <span>

#include "store/connection.h"
#include "store/records.h"

namespace mingzhang {

// Numbers, links and writes the records at the end of the chain, last in their transaction: from here to the commit nobody
// else can append.
Result<void> append_to_chain(Connection& connection, std::span<AuditRecord> records);

inline constexpr std::string_view kAuditColumns = "number, created, user_id, actor, action, subject, detail, previous_hash, hash";
AuditRecord audit_record(RowReader& row);  // of these columns

}  // namespace mingzhang
