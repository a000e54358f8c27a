#pragma once
// The schema, as numbered steps. Each is applied once, in a transaction, and recorded with the checksum of its text; so a
// database always is at a known step. A step that has been released is never edited: what is new is a new step.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/connection.h"

namespace mingzhang {

struct Migration {
  int number = 0;
  std::string_view name;
  std::string_view text;  // with the words of `for_database`
};

std::span<const Migration> migrations();

// {identity}, {integer}, {text} and {bytes} are types, {strict} ends a table; `@append_only TABLE;` makes a table that refuses UPDATE and DELETE.
std::string for_database(std::string_view text, DatabaseKind kind);

// Errors: store.schema.newer, .changed (a recorded step has another text), .foreign (tables, but none of ours).
Result<void> migrate(Connection& connection, std::span<const Migration> steps, std::int64_t now_ms);
// 0: an empty database.
Result<int> schema_number(Connection& connection);

}  // namespace mingzhang
