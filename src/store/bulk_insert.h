#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/connection.h"

namespace mingzhang {

// Many rows into one table, several a statement: a row alone costs PostgreSQL a way there and back.
class BulkInsert {
 public:
  // `columns`: "a, b, c"
  BulkInsert(Connection& connection, std::string_view table, std::string_view columns, std::size_t column_count);

  // Its text must stay where it is until flush(), or until is_empty().
  Result<void> add(std::initializer_list<Value> row) { return add(std::span(row.begin(), row.size())); }
  Result<void> add(std::span<const Value> row);
  Result<void> flush();
  bool is_empty() const { return values_.empty(); }

 private:
  Connection& connection_;
  std::size_t column_count_;
  std::string one_, many_;  // statements
  std::vector<Value> values_;
};

}  // namespace mingzhang
