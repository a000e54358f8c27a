#include "store/units.h"

#include <fmt/format.h>

#include "store/connection.h"
#include "store/detail.h"
#include "store/paging.h"

namespace mingzhang {
namespace {

constexpr std::string_view kColumns = "u.id, u.name, u.parent_id, u.kind, u.path, u.revision";

UnitRecord unit_record(RowReader& row) {
  UnitRecord unit;
  unit.id = row.integer();
  unit.name = row.string();
  unit.parent = row.optional_integer();
  unit.kind = row.word<UnitKind>();
  unit.path = row.string();
  unit.revision = row.integer();
  return unit;
}

std::string subject_of(RecordId id) { return fmt::format("unit/{}", id); }

std::string detail_of(const NewUnit& unit) {
  return Detail().add("name", unit.name).add("parent", unit.parent).add("kind", unit.kind).json();
}

// The path of a unit below this parent.
Result<std::string> path_below(StoreView& view, const std::optional<RecordId>& parent, RecordId id) {
  if (!parent) return fmt::format("/{}/", id);
  TRY(const UnitRecord above, find_unit(view, *parent));
  return fmt::format("{}{}/", above.path, id);
}

}  // namespace

Result<UnitRecord> add_unit(StoreChange& change, const NewUnit& unit) {
  Connection& connection = change.connection();
  TRY(const Rows rows, connection.run("INSERT INTO units (name, parent_id, kind, path) VALUES (?, ?, ?, '') RETURNING id",
                                      {unit.name, unit.parent, unit.kind}));
  const RecordId id = rows.front().integer();
  TRY(const std::string path, path_below(change, unit.parent, id));
  TRY([[maybe_unused]] const Rows placed, connection.run("UPDATE units SET path = ? WHERE id = ?", {path, id}));
  change.record("unit.added", subject_of(id), detail_of(unit));
  return find_unit(change, id);
}

Result<UnitRecord> change_unit(StoreChange& change, RecordId id, std::int64_t revision, const NewUnit& unit) {
  Connection& connection = change.connection();
  // Two moves at once could put a unit below itself.
  if (connection.kind() == DatabaseKind::Postgresql) {
    const Result<void> locked = connection.script("LOCK TABLE units IN SHARE ROW EXCLUSIVE MODE");
    if (!locked) return tl::unexpected<Error>(locked.error());
  }
  TRY(const UnitRecord before, find_unit(change, id));
  if (before.revision != revision) return stale_error();
  TRY(const std::string path, path_below(change, unit.parent, id));
  if (path != before.path && path.starts_with(before.path)) {
    return fail("store.refused", fmt::format("单位“{}”不能移到它自己的下级之下", before.name), "请选择另外的上级单位。");
  }
  TRY([[maybe_unused]] const Rows changed,
      connection.run("UPDATE units SET name = ?, parent_id = ?, kind = ?, revision = revision + 1 WHERE id = ?",
                     {unit.name, unit.parent, unit.kind, id}));
  if (path != before.path) {
    TRY(const PathRange below, path_range(change, id));
    TRY([[maybe_unused]] const Rows moved,
        connection.run("UPDATE units SET path = ? || SUBSTR(path, CAST(? AS INTEGER)) WHERE path >= ? AND path < ?",
                       {path, static_cast<std::int64_t>(before.path.size()) + 1, below.from, below.to}));
  }
  change.record("unit.changed", subject_of(id), detail_of(unit));
  return find_unit(change, id);
}

Result<UnitRecord> find_unit(StoreView& view, RecordId id) {
  TRY(const Rows rows, view.connection().run(fmt::format("SELECT {} FROM units u WHERE u.id = ?", kColumns), {id}));
  if (rows.empty()) return missing_error("单位");
  RowReader row = rows.front();
  return unit_record(row);
}

Result<std::optional<UnitRecord>> find_unit_by_name(StoreView& view, std::string_view name) {
  TRY(const Rows rows,
      view.connection().run(fmt::format("SELECT {} FROM units u WHERE u.name = ? ORDER BY u.id LIMIT 1", kColumns), {name}));
  if (rows.empty()) return std::nullopt;
  RowReader row = rows.front();
  return unit_record(row);
}

Result<PageOf<UnitRecord>> list_units(StoreView& view, const UnitFilter& filter, const Paging& page) {
  Query query(fmt::format("SELECT {} FROM units u", kColumns));
  PathRange range;
  if (filter.within) {
    TRY(range, path_range(view, *filter.within));
    query.where("u.path >= ? AND u.path < ?", {range.from, range.to});
  }
  query.where_if(filter.parent.has_value(), "u.parent_id = ?", filter.parent);
  const std::string pattern = like_pattern(filter.words);
  query.where_if(!filter.words.empty(), "LOWER(u.name) LIKE LOWER(?) ESCAPE '!'", pattern);
  query.where_if(filter.with_publications,
                 "EXISTS (SELECT 1 FROM filings f WHERE f.unit_id = u.id AND f.published_version IS NOT NULL)");
  query.oldest_first("u.id", page);
  return page_of<UnitRecord>(view, query, page, &UnitRecord::id, unit_record);
}

Result<bool> is_within(StoreView& view, RecordId unit, RecordId scope) {
  TRY(const Rows rows,
      view.connection().run(
          "SELECT 1 FROM units u, units s WHERE u.id = ? AND s.id = ? AND SUBSTR(u.path, 1, LENGTH(s.path)) = s.path", {unit, scope}));
  return !rows.empty();
}

}  // namespace mingzhang
