// SQLite: all that knows its library.
#include <sqlite3.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unordered_map>

#include <fmt/format.h>

#include "base/utf8.h"
#include "store/connection.h"
#include "store/text_hash.h"

namespace mingzhang {
namespace {

// Its functions, looked up when they are first called (base/late_library.h).
LateLibrary sqlite_library(MINGZHANG_SQLITE_FILE);

#define LATE_SQLITE(name) LATE_FUNCTION(sqlite_library, name)
LATE_SQLITE(sqlite3_backup_finish);
LATE_SQLITE(sqlite3_backup_init);
LATE_SQLITE(sqlite3_backup_step);
LATE_SQLITE(sqlite3_bind_blob64);
LATE_SQLITE(sqlite3_bind_int64);
LATE_SQLITE(sqlite3_bind_null);
LATE_SQLITE(sqlite3_bind_parameter_count);
LATE_SQLITE(sqlite3_bind_text64);
LATE_SQLITE(sqlite3_busy_timeout);
LATE_SQLITE(sqlite3_clear_bindings);
LATE_SQLITE(sqlite3_close);
LATE_SQLITE(sqlite3_column_blob);
LATE_SQLITE(sqlite3_column_bytes);
LATE_SQLITE(sqlite3_column_count);
LATE_SQLITE(sqlite3_column_int64);
LATE_SQLITE(sqlite3_column_text);
LATE_SQLITE(sqlite3_column_type);
LATE_SQLITE(sqlite3_errcode);
LATE_SQLITE(sqlite3_errmsg);
LATE_SQLITE(sqlite3_errstr);
LATE_SQLITE(sqlite3_exec);
LATE_SQLITE(sqlite3_extended_errcode);
LATE_SQLITE(sqlite3_extended_result_codes);
LATE_SQLITE(sqlite3_finalize);
LATE_SQLITE(sqlite3_get_autocommit);
LATE_SQLITE(sqlite3_open_v2);
LATE_SQLITE(sqlite3_prepare_v3);
LATE_SQLITE(sqlite3_reset);
LATE_SQLITE(sqlite3_step);
LATE_SQLITE(sqlite3_total_changes64);
#undef LATE_SQLITE

constexpr std::size_t kStatementsMax = 256;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

class SqliteConnection final : public Connection {
 public:
  explicit SqliteConnection(DatabaseAddress address) : address_(std::move(address)) {}
  SqliteConnection(const SqliteConnection&) = delete;
  ~SqliteConnection() override {
    statements_.clear();
    sqlite3_close(database_);
  }

  Result<void> open(const ConnectionOptions& options) {
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | (options.read_only ? 0 : SQLITE_OPEN_CREATE);
    if (sqlite3_open_v2(address_.target.c_str(), &database_, flags, nullptr) != SQLITE_OK) {
      return tl::unexpected<Error>(unreachable_error(address_, sqlite3_errmsg(database_)));
    }
    sqlite3_extended_result_codes(database_, 1);
    sqlite3_busy_timeout(database_, options.wait_ms);
    // FULL: what was committed survives a loss of power too, not only the end of the process.
    const Result<void> set = script(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
        "PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY;");
    if (!set) return tl::unexpected<Error>(unreachable_error(address_, sqlite3_errmsg(database_)));
    return options.read_only ? script("PRAGMA query_only = ON") : set;
  }

  DatabaseKind kind() const override { return DatabaseKind::Sqlite; }
  sqlite3* database() const { return database_; }

  Result<Rows> run(std::string_view sql, std::span<const Value> values) override {
    failure_ = Failure::None;
    TRY(sqlite3_stmt* const statement, prepare(sql));
    struct Reset {
      ~Reset() {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
      }
      sqlite3_stmt* statement;
    } const reset{statement};
    ASSERT(sqlite3_bind_parameter_count(statement) == static_cast<int>(values.size()));
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i].type() == Value::Type::Text && !is_text(values[i].text()))
        return broken_by(refused_error("invalid byte sequence for encoding UTF8"));
      if (bind(statement, static_cast<int>(i) + 1, values[i]) != SQLITE_OK) return broken();
    }
    return rows_of(statement);
  }

  Result<void> script(std::string_view sql) override {
    failure_ = Failure::None;
    if (sqlite3_exec(database_, std::string(sql).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return broken();
    return {};
  }

  // A writer takes its turn at once: a transaction that began with reading could not go on when another wrote meanwhile.
  Result<void> begin(TransactionKind kind) override {
    first_error_.reset();
    return only_done(run(kind == TransactionKind::Writing ? "BEGIN IMMEDIATE" : "BEGIN", {}));
  }
  Result<void> commit() override {
    if (first_error_) return tl::unexpected<Error>(*first_error_);
    return only_done(run("COMMIT", {}));
  }
  void roll_back() override {
    if (sqlite3_get_autocommit(database_) == 0) sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
  std::int64_t changed() const override { return sqlite3_total_changes64(database_); }

 private:
  static bool is_text(std::string_view text) { return is_valid_utf8(text) && text.find('\0') == std::string_view::npos; }

  Result<sqlite3_stmt*> prepare(std::string_view sql) {
    if (const auto found = statements_.find(sql); found != statements_.end()) return found->second.get();
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &statement, nullptr);
    if (code != SQLITE_OK) return broken();
    if (statements_.size() >= kStatementsMax) statements_.clear();
    return statements_.emplace(std::string(sql), statement).first->second.get();
  }

  static int bind(sqlite3_stmt* statement, int index, const Value& value) {
    if (value.is_null()) return sqlite3_bind_null(statement, index);
    const std::string_view text = value.text();
    switch (value.type()) {
      case Value::Type::Integer:
        return sqlite3_bind_int64(statement, index, value.integer());
      case Value::Type::Text:
        return sqlite3_bind_text64(statement, index, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
      case Value::Type::Bytes:
        return sqlite3_bind_blob64(statement, index, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
  }

  Result<Rows> rows_of(sqlite3_stmt* statement) {
    Rows rows;
    const int columns = sqlite3_column_count(statement);
    rows.start(static_cast<std::size_t>(columns));
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
      for (int i = 0; i < columns; ++i) add_cell(rows, statement, i);
    if (code != SQLITE_DONE) return broken();
    return rows;
  }

  static void add_cell(Rows& rows, sqlite3_stmt* statement, int column) {
    const auto bytes = [&](const void* data) {
      return std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    };
    switch (sqlite3_column_type(statement, column)) {
      case SQLITE_NULL:
        return rows.add_null();
      case SQLITE_INTEGER:
        return rows.add_integer(sqlite3_column_int64(statement, column));
      case SQLITE_BLOB: {
        const void* const data = sqlite3_column_blob(statement, column);
        return rows.add_bytes(data == nullptr ? std::string_view() : bytes(data));
      }
      default:
        return rows.add_text(bytes(sqlite3_column_text(statement, column)));
    }
  }

  tl::unexpected<Error> broken() { return broken_by(error_now()); }

  Error error_now() {
    const int code = sqlite3_extended_errcode(database_);
    const char* const what = sqlite3_errmsg(database_);
    switch (code & 0xff) {
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
        return busy_error(what);
      case SQLITE_CONSTRAINT:
        return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID
                   ? unique_error(what)
                   : refused_error(what);
      case SQLITE_CANTOPEN:
      case SQLITE_NOTADB:
        return unreachable_error(address_, what);
      default:
        return failed_error(what);
    }
  }

  DatabaseAddress address_;
  sqlite3* database_ = nullptr;
  std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
};

}  // namespace

Result<std::unique_ptr<Connection>> open_sqlite(const DatabaseAddress& address, const ConnectionOptions& options) {
  if (!sqlite_library.is_there()) return tl::unexpected<Error>(unreachable_error(address, not_installed(sqlite_library)));
  auto connection = std::make_unique<SqliteConnection>(address);
  const Result<void> opened = connection->open(options);
  if (!opened) return tl::unexpected<Error>(opened.error());
  return connection;
}

Result<void> copy_sqlite(const std::string& from, const std::string& to) {
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
  };
  const auto open = [](const std::string& path, int flags) {
    sqlite3* database = nullptr;
    sqlite3_open_v2(path.c_str(), &database, flags | SQLITE_OPEN_READWRITE, nullptr);
    sqlite3_busy_timeout(database, ConnectionOptions{}.wait_ms);
    return std::unique_ptr<sqlite3, Close>(database);
  };
  const std::string draft = to + ".part";
  std::remove(draft.c_str());
  std::string what = sqlite_library.is_there() ? "" : not_installed(sqlite_library);
  if (what.empty()) {
    const auto source = open(from, 0), target = open(draft, SQLITE_OPEN_CREATE);
    sqlite3_backup* const backup = sqlite3_backup_init(target.get(), "main", source.get(), "main");
    // In one step, so that it is one state; writers go on, for in WAL a reader is in nobody's way.
    if (backup != nullptr) sqlite3_backup_step(backup, -1);
    const int code = backup == nullptr ? sqlite3_errcode(target.get()) : sqlite3_backup_finish(backup);
    if (code != SQLITE_OK) what = sqlite3_errstr(code);
  }
  if (what.empty() && std::rename(draft.c_str(), to.c_str()) == 0) return {};
  if (what.empty()) what = std::strerror(errno);
  std::remove(draft.c_str());
  return fail("write.file.failed", fmt::format("文件“{}”写不进去（{}）", to, what), "请检查目录、写入权限和磁盘空间。", to);
}

}  // namespace mingzhang
