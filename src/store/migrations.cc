#include "store/migrations.h"

#include <array>

#include <fmt/format.h>

#include "base/sha256.h"

namespace mingzhang {
namespace {

constexpr std::array kMigrations = {
    Migration{1, "first",
#include "store/schema_1.h"
    },
    Migration{2, "pages of documents", "ALTER TABLE documents ADD COLUMN pages {integer};"},
    Migration{3, "reports on what could not be checked", "ALTER TABLE reports ADD COLUMN checked {integer} CHECK (checked IN (0, 1));"},
};

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

std::string append_only(std::string_view table, DatabaseKind kind) {
  if (kind == DatabaseKind::Postgresql) {
    return fmt::format(
        "CREATE TRIGGER {0}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {0} EXECUTE FUNCTION refuse_change();", table);
  }
  std::string text;
  for (const std::string_view change : {"UPDATE", "DELETE"}) {
    text += fmt::format("CREATE TRIGGER {0}_no_{1} BEFORE {1} ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END;\n",
                        table, change);
  }
  return text;
}

constexpr std::string_view kRefuseChange =
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN RAISE EXCEPTION ''% is append-only'', TG_TABLE_NAME; END';\n";

Result<bool> has_table(Connection& connection, std::string_view name) {
  TRY(const Rows rows, connection.kind() == DatabaseKind::Sqlite
                           ? connection.run("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", {name})
                           : connection.run("SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = ?",
                                            {name}));
  return !rows.empty();
}

Result<std::int64_t> count_tables(Connection& connection) {
  TRY(const Rows rows,
      connection.run(connection.kind() == DatabaseKind::Sqlite
                         ? "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                         : "SELECT COUNT(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"));
  return rows.front().integer();
}

tl::unexpected<Error> newer(int recorded, std::size_t known) {
  return fail("store.schema.newer", fmt::format("数据库是更新版本的明账建立的（结构版本 {}，本程序只到 {}）", recorded, known),
              "请用与数据库相同或更新版本的明账打开。");
}

Result<void> apply(Connection& connection, const Migration& step, std::int64_t now_ms) {
  const Result<void> done = connection.script(for_database(step.text, connection.kind()));
  if (!done) return done;
  const Result<Rows> recorded = connection.run("INSERT INTO migrations (number, name, sha256, applied) VALUES (?, ?, ?, ?)",
                                               {step.number, step.name, sha256_hex(step.text), now_ms});
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return {};
}

Result<void> prepare_empty(Connection& connection) {
  TRY(const std::int64_t tables, count_tables(connection));
  if (tables > 0) {
    return fail("store.schema.foreign", "这个数据库里有别的表，不是明账的数据库", "请换一个空的数据库或新的文件名。");
  }
  std::string text =
      "CREATE TABLE migrations (number {integer} PRIMARY KEY, name {text} NOT NULL, sha256 {text} NOT NULL, applied {integer} NOT NULL)"
      "{strict};";
  if (connection.kind() == DatabaseKind::Postgresql) text += kRefuseChange;
  return connection.script(for_database(text, connection.kind()));
}

// In a transaction that keeps others out.
Result<void> migrate_alone(Connection& connection, std::span<const Migration> steps, std::int64_t now_ms) {
  TRY(const bool begun, has_table(connection, "migrations"));
  if (!begun) {
    const Result<void> prepared = prepare_empty(connection);
    if (!prepared) return prepared;
  }
  TRY(const Rows recorded, connection.run("SELECT number, sha256 FROM migrations ORDER BY number"));
  for (std::size_t i = 0; i < recorded.size(); ++i) {
    RowReader row = recorded[i];
    const auto number = static_cast<int>(row.integer());
    if (i >= steps.size()) return newer(static_cast<int>(recorded[recorded.size() - 1].integer()), steps.size());
    if (steps[i].number != number || sha256_hex(steps[i].text) != row.text()) {
      return fail("store.schema.changed", fmt::format("数据库结构的第 {} 步与本程序所知的不同", number),
                  "数据库可能由别的版本或被改动过的程序建立。请用原来的程序导出（mingzhang export），再用本程序导入。");
    }
  }
  for (const Migration& step : steps.subspan(recorded.size())) {
    const Result<void> applied = apply(connection, step, now_ms);
    if (!applied) return applied;
  }
  return {};
}

}  // namespace

std::span<const Migration> migrations() { return kMigrations; }

std::string for_database(std::string_view source, DatabaseKind kind) {
  const bool sqlite = kind == DatabaseKind::Sqlite;
  std::string text(source);
  replace_all(text, "{identity}", sqlite ? "INTEGER PRIMARY KEY AUTOINCREMENT" : "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY");
  replace_all(text, "{integer}", sqlite ? "INTEGER" : "BIGINT");
  replace_all(text, "{strict}", sqlite ? " STRICT" : "");  // no text in a column of numbers, which PostgreSQL refuses anyway
  replace_all(text, "{bytes}", sqlite ? "BLOB" : "BYTEA");
  replace_all(text, "{text}", sqlite ? "TEXT" : "TEXT COLLATE \"C\"");  // both in the order of the bytes
  constexpr std::string_view kAppendOnly = "@append_only ";
  for (std::size_t at = text.find(kAppendOnly); at != std::string::npos; at = text.find(kAppendOnly, at)) {
    const std::size_t begin = at + kAppendOnly.size(), end = text.find(';', at);
    const std::string trigger = append_only(std::string_view(text).substr(begin, end - begin), kind);
    text.replace(at, end + 1 - at, trigger);
    at += trigger.size();
  }
  return text;
}

Result<int> schema_number(Connection& connection) {
  TRY(const bool begun, has_table(connection, "migrations"));
  if (!begun) return 0;
  TRY(const Rows rows, connection.run("SELECT COALESCE(MAX(number), 0) FROM migrations"));
  return static_cast<int>(rows.front().integer());
}

Result<void> migrate(Connection& connection, std::span<const Migration> steps, std::int64_t now_ms) {
  Result<void> begun = connection.begin(TransactionKind::Writing);
  // Servers that start together: one goes first, the others find its work done.
  if (begun && connection.kind() == DatabaseKind::Postgresql) begun = connection.script("SELECT pg_advisory_xact_lock(6021970)");
  if (!begun) return begun;
  Result<void> done = migrate_alone(connection, steps, now_ms);
  if (done) done = connection.commit();
  if (!done) connection.roll_back();
  return done;
}

}  // namespace mingzhang
