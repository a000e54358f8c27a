#pragma once
// Statements whose conditions depend on what is asked for, and their answers in pages.

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/connection.h"
#include "store/store.h"

namespace mingzhang {

class Query {
 public:
  explicit Query(std::string_view select) : sql_(select) {}

  void where(std::string_view condition, std::initializer_list<Value> values) {
    sql_ += std::exchange(has_condition_, true) ? " AND " : " WHERE ";
    sql_ += condition;
    values_.insert(values_.end(), values);
  }
  void where_if(bool asked, std::string_view condition, const Value& value) {
    if (asked) where(condition, {value});
  }
  void where_if(bool asked, std::string_view condition) {
    if (asked) where(condition, {});
  }
  // `id` ascending from behind `page.after`, or descending from before it. One more than the page shows whether there are others.
  void oldest_first(std::string_view id, const Paging& page) {
    where(std::string(id) + " > ?", {page.after});
    limit(std::string(id), page);
  }
  void newest_first(std::string_view id, const Paging& page) {
    if (page.after > 0) where(std::string(id) + " < ?", {page.after});
    limit(std::string(id) + " DESC", page);
  }
  // One of several values: `id` IN (...).
  template <class T>
  void where_in(std::string_view column, std::span<const T> ids) {
    if (ids.empty()) return;
    std::string list;
    for (std::size_t i = 0; i < ids.size(); ++i) list += i == 0 ? "?" : ", ?";
    where(std::string(column) + " IN (" + list + ")", {});
    values_.insert(values_.end(), ids.begin(), ids.end());
  }

  void end_with(std::string_view sql) { sql_ += sql; }  // grouping and order, without values

  Result<Rows> run(StoreView& view) const { return view.connection().run(sql_, values_); }

  static int limit_of(const Paging& page) { return std::clamp(page.limit, 1, kPageLimitMax); }

 private:
  void limit(const std::string& order, const Paging& page) {
    sql_ += " ORDER BY " + order + " LIMIT ?";
    values_.push_back(limit_of(page) + 1);
  }

  std::string sql_;
  std::vector<Value> values_;  // they look at text of the caller
  bool has_condition_ = false;
};

template <class T>
Result<std::vector<T>> all_of(Result<Rows> rows, T (*make)(RowReader&)) {
  if (!rows) return tl::unexpected<Error>(std::move(rows).error());
  std::vector<T> items;
  items.reserve(rows->size());
  for (std::size_t i = 0; i < rows->size(); ++i) {
    RowReader row = (*rows)[i];
    items.push_back(make(row));
  }
  return items;
}

// `key` is the member whose value is the cursor.
template <class T>
Result<PageOf<T>> page_of(StoreView& view, const Query& query, const Paging& page, std::int64_t T::*key, T (*make)(RowReader&)) {
  TRY(std::vector<T> items, all_of(query.run(view), make));
  PageOf<T> result;
  const auto limit = static_cast<std::size_t>(Query::limit_of(page));
  if (items.size() > limit) {
    items.resize(limit);
    result.next = items.back().*key;
  }
  result.items = std::move(items);
  return result;
}

// The path of a unit, and the first path that is not below it: `path >= from AND path < to`.
struct PathRange {
  std::string from, to;
};
Result<PathRange> path_range(StoreView& view, RecordId unit);

// '%' and '_' in what people search for mean themselves: for LIKE ? ESCAPE '!'.
std::string like_pattern(std::string_view words);

tl::unexpected<Error> missing_error(std::string_view what_zh);
// What an UPDATE ... WHERE id = ? AND revision = ? that found no row means.
tl::unexpected<Error> stale_error();

}  // namespace mingzhang
