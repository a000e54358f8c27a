#include "store/bulk_insert.h"

#include <fmt/format.h>

namespace mingzhang {
namespace {

constexpr std::size_t kRowsAtOnce = 50;

std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += fmt::format("{}{}", i == 0 ? "" : ", ", text);
  return all;
}

}  // namespace

BulkInsert::BulkInsert(Connection& connection, std::string_view table, std::string_view columns, std::size_t column_count)
    : connection_(connection), column_count_(column_count) {
  const std::string row = fmt::format("({})", repeated("?", column_count));
  one_ = fmt::format("INSERT INTO {} ({}) VALUES {}", table, columns, row);
  many_ = fmt::format("INSERT INTO {} ({}) VALUES {}", table, columns, repeated(row, kRowsAtOnce));
}

Result<void> BulkInsert::add(std::span<const Value> row) {
  ASSERT(row.size() == column_count_);
  values_.insert(values_.end(), row.begin(), row.end());
  if (values_.size() < kRowsAtOnce * column_count_) return {};
  const Result<void> done = only_done(connection_.run(many_, values_));
  values_.clear();
  return done;
}

Result<void> BulkInsert::flush() {
  for (std::size_t at = 0; at < values_.size(); at += column_count_) {
    const Result<void> done = only_done(connection_.run(one_, std::span(values_).subspan(at, column_count_)));
    if (!done) return done;
  }
  values_.clear();
  return {};
}

}  // namespace mingzhang
