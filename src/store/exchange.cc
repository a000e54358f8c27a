#include "store/exchange.h"

#include <cstdio>
#include <deque>
#include <filesystem>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "store/archive_file.h"
#include "store/bulk_insert.h"
#include "store/connection.h"
#include "store/detail.h"
#include "store/migrations.h"
#include "store/tables.h"

namespace mingzhang {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kFormat = "mingzhang-store";
constexpr int kVersion = 1;
constexpr std::string_view kBlobs = "blobs";
constexpr std::size_t kPartBytes = 4u << 20;

std::string joined(const auto& items, const auto& text_of, std::string_view between) {
  std::string text;
  for (const auto& item : items) {
    if (!text.empty()) text += between;
    text += text_of(item);
  }
  return text;
}

std::string column_list(const StoredTable& table) {
  return joined(table.columns, [](const StoredColumn& column) { return column.name; }, ", ");
}

std::string question_marks(std::size_t count) {
  return joined(std::vector<int>(count), [](int) { return "?"; }, ", ");
}

// The next rows behind a key, in the order of the key.
std::string select_behind(const StoredTable& table, bool first) {
  const std::string key = joined(table.key, [](std::string_view name) { return name; }, ", ");
  const std::string behind = first ? "" : fmt::format(" WHERE ({}) > ({})", key, question_marks(table.key.size()));
  return fmt::format("SELECT {} FROM {}{} ORDER BY {} LIMIT {}", column_list(table), table.name, behind, key, table.rows_at_once);
}

struct KeyValue {
  std::int64_t integer = 0;
  std::string text;
};

// One table, from its first row to its last.
class TableExport {
 public:
  TableExport(StoreView& view, ArchiveWriter& archive, const StoredTable& table) : view_(view), archive_(archive), table_(table) {}

  template <class Done>
  Result<void> run(const Done& done) {
    for (bool first = true;; first = false) {
      TRY(const Rows rows, next_rows(first));
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const Result<void> added = add(rows[i]);
        if (!added) return added;
      }
      done(static_cast<std::int64_t>(rows.size()));
      if (rows.size() < static_cast<std::size_t>(table_.rows_at_once)) return flush();
    }
  }

 private:
  Result<Rows> next_rows(bool first) {
    std::vector<Value> values;
    for (std::size_t i = 0; !first && i < table_.key.size(); ++i) {
      if (table_.columns[i].kind == ColumnKind::Integer)
        values.emplace_back(key_[i].integer);
      else
        values.emplace_back(key_[i].text);
    }
    return view_.connection().run(select_behind(table_, first), values);
  }

  Result<void> add(RowReader row) {
    key_.clear();
    if (table_.name == kBlobs) {
      key_.push_back({0, row.string()});
      return archive_.add(fmt::format("blobs/{}", key_[0].text), row.bytes());
    }
    Detail line;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) add_column(line, row, i);
    lines_ += line.json();
    lines_ += '\n';
    return lines_.size() < kPartBytes ? Result<void>() : flush();
  }

  void add_column(Detail& line, RowReader& row, std::size_t index) {
    const StoredColumn& column = table_.columns[index];
    if (row.skip_null()) return;
    KeyValue value;
    if (column.kind == ColumnKind::Integer)
      line.add(column.name, value.integer = row.integer());
    else
      line.add(column.name, value.text = row.string());
    if (index < table_.key.size()) key_.push_back(std::move(value));
  }

  Result<void> flush() {
    if (lines_.empty()) return {};
    const Result<void> added = archive_.add(fmt::format("tables/{}/{:06}.jsonl", table_.name, ++parts_), lines_);
    lines_.clear();
    return added;
  }

  StoreView& view_;
  ArchiveWriter& archive_;
  const StoredTable& table_;
  std::vector<KeyValue> key_;  // of the last row
  std::string lines_;
  int parts_ = 0;
};

struct Manifest {
  int schema = 0;
  std::map<std::string, std::int64_t, std::less<>> counts;
  std::int64_t total() const {
    std::int64_t sum = 0;
    for (const auto& [table, count] : counts) sum += count;
    return sum;
  }
};

Result<Manifest> manifest_of(StoreView& view) {
  Manifest manifest;
  TRY(manifest.schema, schema_number(view.connection()));
  for (const StoredTable& table : stored_tables()) {
    TRY(const Rows rows, view.connection().run(fmt::format("SELECT COUNT(*) FROM {}", table.name)));
    manifest.counts.emplace(table.name, rows.front().integer());
  }
  return manifest;
}

std::string to_json(const Manifest& manifest, TimeMs now) {
  Detail counts;
  for (const StoredTable& table : stored_tables()) counts.add(table.name, manifest.counts.find(table.name)->second);
  Detail head;
  head.add("format", kFormat).add("version", kVersion).add("schema", manifest.schema).add("created", now).add_object("tables", counts);
  return head.json() + "\n";
}

Result<Manifest> manifest_from_json(const std::string& json, const std::string& path) {
  const Json head = Json::parse(json, nullptr, false);
  if (!head.is_object() || head.value("format", "") != kFormat || !head["schema"].is_number_integer() || !head["tables"].is_object())
    return damaged_archive(path, "manifest.json");
  Manifest manifest;
  manifest.schema = head["schema"].get<int>();
  const auto known = static_cast<int>(migrations().size());
  if (head["version"] != kVersion || manifest.schema > known) {
    return fail("store.schema.newer", fmt::format("导出文件来自更新版本的明账（结构版本 {}，本程序只到 {}）", manifest.schema, known),
                "请用与导出程序相同或更新版本的明账导入。", path);
  }
  for (const auto& [table, count] : head["tables"].items()) {
    if (!count.is_number_integer()) return damaged_archive(path, "manifest.json");
    manifest.counts.emplace(table, count.get<std::int64_t>());
  }
  return manifest;
}

// Rows out of an archive into an empty store.
class Import {
 public:
  Import(StoreChange& change, const std::string& path, const RowsDone& progress) : change_(change), path_(path), progress_(progress) {}

  Result<void> run() {
    TRY(ArchiveReader archive, ArchiveReader::open(path_));
    TRY(const std::optional<ArchivePart> head, archive.next());
    if (!head || head->name != "manifest.json") return damaged_archive(path_, "manifest.json");
    TRY(manifest_, manifest_from_json(head->bytes, path_));
    for (;;) {
      TRY(const std::optional<ArchivePart> part, archive.next());
      if (!part) break;
      const Result<void> added = add_part(*part);
      if (!added) return added;
    }
    for (const auto& [table, count] : manifest_.counts)
      if (done_[table] != count) return damaged_archive(path_, fmt::format("{}: {} of {} rows", table, done_[table], count));
    return set_counters();
  }

 private:
  Result<void> add_part(const ArchivePart& part) {
    const std::string_view name = part.name;
    if (name.starts_with("blobs/")) return add_blob_part(name.substr(6), part.bytes);
    for (const StoredTable& table : stored_tables())
      if (name.starts_with(fmt::format("tables/{}/", table.name))) return add_lines(table, part);
    return damaged_archive(path_, name);
  }

  Result<void> add_blob_part(std::string_view sha256, std::string_view bytes) {
    if (sha256_hex(bytes) != sha256) return damaged_archive(path_, fmt::format("blobs/{}", sha256));
    count(kBlobs);
    return only_done(change_.connection().run("INSERT INTO blobs (sha256, bytes) VALUES (?, ?)", {sha256, Bytes{bytes}}));
  }

  Result<void> add_lines(const StoredTable& table, const ArchivePart& part) {
    BulkInsert rows(change_.connection(), table.name, column_list(table), table.columns.size());
    std::deque<Json> lines;  // the rows look at their texts
    std::string_view rest = part.bytes;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      lines.push_back(Json::parse(rest.substr(0, end), nullptr, false));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const Result<void> added = lines.back().is_object() ? add_row(table, rows, lines.back()) : damaged_archive(path_, part.name);
      if (!added) return added;
      count(table.name);
      if (rows.is_empty()) lines.clear();
    }
    return rows.flush();
  }

  Result<void> add_row(const StoredTable& table, BulkInsert& rows, const Json& line) {
    std::vector<Value> values;
    for (const StoredColumn& column : table.columns) {
      const auto found = line.find(column.name);
      const bool is_there = found != line.end();
      if (column.kind == ColumnKind::Integer) {
        if (is_there && !found->is_number_integer()) return damaged_archive(path_, fmt::format("{}.{}", table.name, column.name));
        values.emplace_back(is_there ? std::optional(found->get<std::int64_t>()) : std::nullopt);
      } else {
        if (is_there && !found->is_string()) return damaged_archive(path_, fmt::format("{}.{}", table.name, column.name));
        values.emplace_back(is_there ? std::optional<std::string_view>(found->get_ref<const std::string&>()) : std::nullopt);
      }
    }
    return rows.add(values);
  }

  void count(std::string_view table) {
    ++done_[std::string(table)];
    if (progress_ && ++total_ % 1000 == 0) progress_(total_, manifest_.total());
  }

  // What the databases give next: SQLite sees it from the rows, PostgreSQL must be told.
  Result<void> set_counters() {
    if (change_.connection().kind() == DatabaseKind::Sqlite) return {};
    for (const StoredTable& table : stored_tables()) {
      if (!table.counted) continue;
      const Result<void> set = change_.connection().script(fmt::format(
          "SELECT setval(pg_get_serial_sequence('{0}', 'id'), GREATEST((SELECT MAX(id) FROM {0}), 1), EXISTS (SELECT 1 FROM {0}))", table.name));
      if (!set) return set;
    }
    return {};
  }

  StoreChange& change_;
  const std::string& path_;
  const RowsDone& progress_;
  Manifest manifest_;
  std::map<std::string, std::int64_t, std::less<>> done_;
  std::int64_t total_ = 0;
};

Result<void> require_empty(StoreView& view) {
  TRY(const Manifest manifest, manifest_of(view));
  if (manifest.total() == 0) return {};
  return fail("store.import.not_empty", "要导入的数据库里已有内容", "请导入到一个新的、空的数据库。");
}

bool is_sqlite_file(const std::string& path) {
  constexpr std::string_view kMagic = "SQLite format 3";
  std::string head(kMagic.size(), '\0');
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  return file && std::fread(head.data(), 1, head.size(), file.get()) == head.size() && head == kMagic;
}

}  // namespace

Result<void> export_store(const Store& store, const std::string& path, const RowsDone& progress) {
  return store.read([&](StoreView& view) -> Result<void> {
    TRY(ArchiveWriter archive, ArchiveWriter::create(path));
    TRY(const Manifest manifest, manifest_of(view));
    Result<void> done = archive.add("manifest.json", to_json(manifest, store.now()));
    std::int64_t rows = 0;
    for (const StoredTable& table : stored_tables()) {
      if (!done) return done;
      done = TableExport(view, archive, table).run([&](std::int64_t more) {
        rows += more;
        if (progress) progress(rows, manifest.total());
      });
    }
    return done ? archive.close() : done;
  });
}

Result<void> import_store(Store& store, const std::string& path, const RowsDone& progress) {
  return store.maintain([&](StoreChange& change) -> Result<void> {
    const Result<void> empty = require_empty(change);
    return empty ? Import(change, path, progress).run() : empty;
  });
}

Result<void> back_up(const DatabaseAddress& address, const std::string& path) {
  if (address.kind == DatabaseKind::Sqlite) {
    if (!std::filesystem::exists(address.target)) return tl::unexpected<Error>(unreachable_error(address, "no such file"));
    return copy_sqlite(address.target, path);
  }
  TRY(const Store store, Store::open(address));
  return export_store(store, path);
}

Result<void> restore(const std::string& path, const DatabaseAddress& address) {
  if (!is_sqlite_file(path)) {
    TRY(Store store, Store::open(address));
    return import_store(store, path);
  }
  if (address.kind != DatabaseKind::Sqlite || std::filesystem::exists(address.target)) {
    return fail("store.restore.occupied", "SQLite 备份只能恢复为一个新的 SQLite 文件",
                "请换一个还不存在的文件名；要恢复到 PostgreSQL，请先恢复为文件，再用 mingzhang export 和 import。", address.printable());
  }
  const Result<void> copied = copy_sqlite(path, address.target);
  if (!copied) return copied;
  TRY([[maybe_unused]] const Store store, Store::open(address));  // of a schema this program knows
  return {};
}

}  // namespace mingzhang
