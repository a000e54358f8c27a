#pragma once
// Everything a store holds in one archive that does not depend on the database, and back. In it:
//   manifest.json                {"format": "mingzhang-store", "version": 1, "schema": 1, "created": ms, "tables": {"units": 12, ...}}
//   tables/<table>/<n>.jsonl     one row a line, an object with the column names; n from 000001
//   blobs/<sha256>               the bytes
// Sessions are not in it: people sign in again.

#include <functional>
#include <string>

#include "store/store.h"

namespace mingzhang {

using RowsDone = std::function<void(std::int64_t done, std::int64_t total)>;

// One consistent state, while others go on writing.
Result<void> export_store(const Store& store, const std::string& path, const RowsDone& progress = {});

// Into a store without content; all of it or nothing. Errors: store.import.not_empty, store.archive.damaged, store.schema.newer,
// read.file.missing.
Result<void> import_store(Store& store, const std::string& path, const RowsDone& progress = {});

// A copy of a whole database while it is in use: of SQLite a database file (by its online backup), of PostgreSQL an archive.
Result<void> back_up(const DatabaseAddress& address, const std::string& path);
// Back from either, into a database that is empty or a file that is not there. Error: also store.restore.occupied.
Result<void> restore(const std::string& path, const DatabaseAddress& address);

}  // namespace mingzhang
