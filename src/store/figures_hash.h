#pragma once

#include <string>

#include "store/connection.h"

namespace mingzhang {

// SHA-256 over the published figures and ledger lines of a version, as the audit trail records it: every field of every row, in
// the order of their numbers, as netstrings (audit.h).
Result<std::string> hash_of_figures(Connection& connection, std::int64_t filing, std::int64_t version);

void add_netstring(std::string& text, std::string_view field);

}  // namespace mingzhang
