#pragma once
// Where a store lies: the one place that takes `--database` apart, and the one way to print it.

#include <string>
#include <string_view>

#include "base/result.h"

namespace mingzhang {

enum class DatabaseKind { Sqlite, Postgresql };

struct DatabaseAddress {
  DatabaseKind kind = DatabaseKind::Sqlite;
  std::string target;  // a path, or the whole postgresql:// URL; may hold a password, so never print it

  std::string printable() const;  // without password: the only form for messages and logs
};

// "sqlite:PATH", or "postgresql://USER:PASSWORD@HOST:PORT/NAME" (also "postgres://"; sockets by ?host=/run/…). Passwords may
// also come from $PGPASSWORD or ~/.pgpass, as libpq has it. Error: store.address.invalid.
Result<DatabaseAddress> parse_database_address(std::string_view text);

}  // namespace mingzhang
