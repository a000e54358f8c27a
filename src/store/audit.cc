#include "store/audit.h"

#include <fmt/format.h>

#include "base/sha256.h"
#include "store/audit_chain.h"
#include "store/connection.h"
#include "store/figures_hash.h"
#include "store/paging.h"

namespace mingzhang {
std::string hash_of(const AuditRecord& record) {
  std::string text;
  add_netstring(text, fmt::format("{}", record.number));
  add_netstring(text, fmt::format("{}", record.created));
  add_netstring(text, record.user ? fmt::format("{}", *record.user) : "");
  for (const std::string* field : {&record.actor, &record.action, &record.subject, &record.detail, &record.previous_hash})
    add_netstring(text, *field);
  return sha256_hex(text);
}

AuditRecord audit_record(RowReader& row) {
  AuditRecord record;
  record.number = row.integer();
  record.created = row.integer();
  record.user = row.optional_integer();
  record.actor = row.string();
  record.action = row.string();
  record.subject = row.string();
  record.detail = row.string();
  record.previous_hash = row.string();
  record.hash = row.string();
  return record;
}

Result<void> append_to_chain(Connection& connection, std::span<AuditRecord> records) {
  if (records.empty()) return {};
  if (connection.kind() == DatabaseKind::Postgresql) {  // SQLite lets only one write at all
    const Result<void> locked = connection.script("SELECT pg_advisory_xact_lock(6021971)");
    if (!locked) return locked;
  }
  TRY(const Rows rows, connection.run("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1"));
  std::int64_t number = 0;
  std::string hash(kFirstPreviousHash);
  if (!rows.empty()) {
    RowReader row = rows.front();
    number = row.integer();
    hash = row.string();
  }
  for (AuditRecord& record : records) {
    record.number = ++number;
    record.previous_hash = hash;
    record.hash = hash = hash_of(record);
    const Result<Rows> added = connection.run(
        "INSERT INTO audit (number, created, user_id, actor, action, subject, detail, previous_hash, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {record.number, record.created, record.user, record.actor, record.action, record.subject, record.detail,
         record.previous_hash, record.hash});
    if (!added) return tl::unexpected<Error>(added.error());
  }
  return {};
}

Result<PageOf<AuditRecord>> list_audit(StoreView& view, const AuditFilter& filter, const Paging& page) {
  Query query(fmt::format("SELECT {} FROM audit", kAuditColumns));
  query.where_if(filter.user.has_value(), "user_id = ?", filter.user);
  query.where_if(!filter.action.empty(), "action = ?", filter.action);
  query.where_if(!filter.subject.empty(), "subject = ?", filter.subject);
  query.newest_first("number", page);
  return page_of<AuditRecord>(view, query, page, &AuditRecord::number, audit_record);
}

}  // namespace mingzhang
