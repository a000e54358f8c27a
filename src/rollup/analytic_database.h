#pragma once
// DuckDB as we use it: a database in a file or in memory, statements with values, columns of whole numbers and texts, and a fast way
// in for many rows. Any number of sessions may ask at the same time.

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "rollup/duckdb_library.h"

namespace mingzhang {

using AnalyticValue = std::variant<std::int64_t, std::string>;

// What a statement answered, column by column. No NULLs: statements say what stands for them.
struct AnalyticColumn {
  std::vector<std::int64_t> integers;  // or
  std::vector<std::string> texts;
};
struct AnalyticAnswer {
  std::vector<AnalyticColumn> columns;
  std::size_t rows = 0;
  std::int64_t integer(std::size_t row, std::size_t column) const { return columns[column].integers[row]; }
  const std::string& text(std::size_t row, std::size_t column) const { return columns[column].texts[row]; }
};

class AnalyticSession {
 public:
  AnalyticSession(AnalyticSession&& other) noexcept;
  AnalyticSession& operator=(AnalyticSession&&) = delete;
  ~AnalyticSession();

  // Error: rollup.failed.
  Result<AnalyticAnswer> run(std::string_view sql, std::span<const AnalyticValue> values = {});
  Result<void> script(std::string_view sql);
  // Rows of whole numbers (BIGINT), some thousands at a time as they lie in the library's memory: a pointer for each column.
  using TakeRows = std::function<void(std::span<const std::int64_t* const> columns, std::size_t rows)>;
  Result<void> scan(std::string_view sql, std::span<const AnalyticValue> values, const TakeRows& take);

  // Rows into a table, in the order of its columns.
  class Appender {
   public:
    Appender(Appender&& other) noexcept;
    Appender& operator=(Appender&&) = delete;
    ~Appender();
    void add(std::int64_t integer);
    void add(std::string_view text);
    void end_row();
    Result<void> finish();  // tells what went wrong before, too

   private:
    friend class AnalyticSession;
    Appender(const DuckdbLibrary& library, DuckdbRef appender) : library_(&library), appender_(appender) {}
    const DuckdbLibrary* library_;
    DuckdbRef appender_;
    bool failed_ = false;
  };
  Result<Appender> append_to(const std::string& table);

 private:
  friend class AnalyticDatabase;
  AnalyticSession(const DuckdbLibrary& library, DuckdbRef connection) : library_(&library), connection_(connection) {}
  const DuckdbLibrary* library_;
  DuckdbRef connection_;
};

class AnalyticDatabase {
 public:
  // "" is one in memory. Errors: rollup.library.missing, rollup.failed (also when another process has the file open).
  static Result<AnalyticDatabase> open(const std::string& path);
  AnalyticDatabase(AnalyticDatabase&& other) noexcept;
  AnalyticDatabase& operator=(AnalyticDatabase&& other) noexcept;
  ~AnalyticDatabase();
  Result<AnalyticSession> session() const;

 private:
  AnalyticDatabase(const DuckdbLibrary& library, DuckdbRef database) : library_(&library), database_(database) {}
  const DuckdbLibrary* library_;
  DuckdbRef database_;
};

}  // namespace mingzhang
