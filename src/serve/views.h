#pragma once
// Records as the interface shows them; the schemas of api_schemas.cc say the same.

#include <nlohmann/json.hpp>

#include "forms/knowledge.h"
#include "service/overview.h"
#include "store/audit.h"
#include "store/jobs.h"
#include "store/publications.h"
#include "store/records.h"

namespace mingzhang {

using Json = nlohmann::ordered_json;

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

std::string time_text(TimeMs time);  // "2026-11-30T16:20:32.123Z"
Json time_or_null(const std::optional<TimeMs>& time);

Json view_of(const UnitRecord& unit);
Json view_of(const UserRecord& user);
Json view_of(const TokenRecord& token);
Json view_of(const FilingRecord& filing);
Json view_of(const LedgerVersionRecord& version);
Json view_of(const CommentRecord& comment);
Json view_of(const DocumentRecord& document);
Json view_of(const VerdictRecord& verdict);
Json view_of(const JobRecord& job);
Json view_of(const AuditRecord& record);
Json view_of(const ObligationRecord& obligation, std::string_view today);
Json view_of(const PublishedFileRecord& file);
Json view_of(const PublishedLineRecord& line, const Knowledge& knowledge);
Json view_of(const PublishedVersionRecord& version);
Json view_of(const PublishedClaimRecord& claim);

}  // namespace mingzhang
