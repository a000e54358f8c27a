#pragma once
// All tables of the schema with their columns, for what treats every table alike: export and import. A test holds the list to
// both databases.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace mingzhang {

enum class ColumnKind : std::uint8_t { Integer, Text, Bytes };

struct StoredColumn {
  std::string_view name;
  ColumnKind kind = ColumnKind::Text;
};

struct StoredTable {
  std::string_view name;
  std::vector<std::string_view> key;  // in this order its rows are written; what a row refers to comes before it
  std::vector<StoredColumn> columns;   // the key's first, in its order
  int rows_at_once = 1000;            // that fit into memory
  bool counted = false;               // `id` is given by the database
};

// In the order in which they can be filled. Without `sessions`: people sign in again; and without `migrations`.
std::span<const StoredTable> stored_tables();

}  // namespace mingzhang
