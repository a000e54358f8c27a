#include "store/users.h"

#include <fmt/format.h>

#include "store/connection.h"
#include "store/detail.h"
#include "store/paging.h"

namespace mingzhang {
namespace {

constexpr std::string_view kColumns = "p.id, p.name, p.password, p.role, p.unit_id, u.path, p.disabled, p.created, p.revision";
constexpr std::string_view kFrom = "users p JOIN units u ON u.id = p.unit_id";

UserRecord user_record(RowReader& row) {
  UserRecord user;
  user.id = row.integer();
  user.name = row.string();
  user.password = row.string();
  user.role = row.word<Role>();
  user.unit = row.integer();
  user.unit_path = row.string();
  user.disabled = row.yes();
  user.created = row.integer();
  user.revision = row.integer();
  return user;
}

TokenRecord token_record(RowReader& row) {
  TokenRecord token;
  token.id = row.integer();
  token.user = row.integer();
  token.name = row.string();
  token.created = row.integer();
  token.last_used = row.optional_integer();
  token.expires = row.optional_integer();
  return token;
}

std::string subject_of(RecordId id) { return fmt::format("user/{}", id); }

Result<void> remove_sessions_of(StoreChange& change, RecordId user, bool tokens_too) {
  TRY([[maybe_unused]] const Rows sessions, change.connection().run("DELETE FROM sessions WHERE user_id = ?", {user}));
  if (!tokens_too) return {};
  TRY([[maybe_unused]] const Rows tokens, change.connection().run("DELETE FROM api_tokens WHERE user_id = ?", {user}));
  return {};
}

}  // namespace

Result<UserRecord> add_user(StoreChange& change, const NewUser& user) {
  TRY(const Rows rows,
      change.connection().run("INSERT INTO users (name, password, role, unit_id, created) VALUES (?, ?, ?, ?, ?) RETURNING id",
                               {user.name, user.password, user.role, user.unit, change.now()}));
  const RecordId id = rows.front().integer();
  change.record("user.added", subject_of(id), Detail().add("name", user.name).add("role", user.role).add("unit", user.unit).json());
  return find_user(change, id);
}

Result<UserRecord> change_user(StoreChange& change, RecordId id, std::int64_t revision, const UserChange& wanted) {
  TRY(const UserRecord before, find_user(change, id));
  const Role role = wanted.role.value_or(before.role);
  const RecordId unit = wanted.unit.value_or(before.unit);
  const bool disabled = wanted.disabled.value_or(before.disabled);
  TRY(const Rows rows, change.connection().run("UPDATE users SET role = ?, unit_id = ?, disabled = ?, revision = revision + 1"
                                                " WHERE id = ? AND revision = ? RETURNING id",
                                                {role, unit, disabled, id, revision}));
  if (rows.empty()) return stale_error();
  if (disabled) {
    const Result<void> removed = remove_sessions_of(change, id, true);
    if (!removed) return tl::unexpected<Error>(removed.error());
  }
  change.record("user.changed", subject_of(id), Detail().add("role", role).add("unit", unit).add("disabled", disabled ? 1 : 0).json());
  return find_user(change, id);
}

Result<void> set_password(StoreChange& change, RecordId id, std::string_view password) {
  TRY(const Rows rows, change.connection().run("UPDATE users SET password = ?, revision = revision + 1 WHERE id = ? RETURNING id",
                                                {password, id}));
  if (rows.empty()) return missing_error("用户");
  change.record("user.password", subject_of(id));
  return remove_sessions_of(change, id, false);
}

Result<UserRecord> find_user(StoreView& view, RecordId id) {
  TRY(const Rows rows, view.connection().run(fmt::format("SELECT {} FROM {} WHERE p.id = ?", kColumns, kFrom), {id}));
  if (rows.empty()) return missing_error("用户");
  RowReader row = rows.front();
  return user_record(row);
}

Result<std::optional<UserRecord>> find_user_by_name(StoreView& view, std::string_view name) {
  TRY(const Rows rows, view.connection().run(fmt::format("SELECT {} FROM {} WHERE p.name = ?", kColumns, kFrom), {name}));
  if (rows.empty()) return std::nullopt;
  RowReader row = rows.front();
  return user_record(row);
}

Result<PageOf<UserRecord>> list_users(StoreView& view, std::optional<RecordId> within, const Paging& page) {
  Query query(fmt::format("SELECT {} FROM {}", kColumns, kFrom));
  PathRange range;
  if (within) {
    TRY(range, path_range(view, *within));
    query.where("u.path >= ? AND u.path < ?", {range.from, range.to});
  }
  query.oldest_first("p.id", page);
  return page_of<UserRecord>(view, query, page, &UserRecord::id, user_record);
}

Result<void> add_session(StoreChange& change, const SessionRecord& session) {
  TRY([[maybe_unused]] const Rows rows,
      change.connection().run("INSERT INTO sessions (token_hash, user_id, csrf, created, expires) VALUES (?, ?, ?, ?, ?)",
                               {session.token_hash, session.user, session.csrf, change.now(), session.expires}));
  change.record("session.begun", subject_of(session.user));
  return {};
}

Result<void> end_session(StoreChange& change, std::string_view token_hash) {
  TRY(const Rows rows, change.connection().run("DELETE FROM sessions WHERE token_hash = ? RETURNING user_id", {token_hash}));
  if (!rows.empty()) change.record("session.ended", subject_of(rows.front().integer()));
  return {};
}

Result<std::optional<SignedIn>> find_session(StoreView& view, std::string_view token_hash, TimeMs now) {
  static const std::string sql = fmt::format(
      "SELECT {}, s.csrf FROM sessions s JOIN users p ON p.id = s.user_id JOIN units u ON u.id = p.unit_id"
      " WHERE s.token_hash = ? AND s.expires > ? AND p.disabled = 0",
      kColumns);
  TRY(const Rows rows, view.connection().run(sql, {token_hash, now}));
  if (rows.empty()) return std::nullopt;
  RowReader row = rows.front();
  SignedIn found;
  found.user = user_record(row);
  found.csrf = row.string();
  return found;
}

Result<std::optional<SignedIn>> find_token(StoreView& view, std::string_view token_hash, TimeMs now) {
  static const std::string sql = fmt::format(
      "SELECT {}, t.id FROM api_tokens t JOIN users p ON p.id = t.user_id JOIN units u ON u.id = p.unit_id"
      " WHERE t.token_hash = ? AND (t.expires IS NULL OR t.expires > ?) AND p.disabled = 0",
      kColumns);
  TRY(const Rows rows, view.connection().run(sql, {token_hash, now}));
  if (rows.empty()) return std::nullopt;
  RowReader row = rows.front();
  SignedIn found;
  found.user = user_record(row);
  found.token = row.integer();
  return found;
}

Result<TokenRecord> add_token(StoreChange& change, const NewToken& token) {
  TRY(const Rows rows, change.connection().run(
                           "INSERT INTO api_tokens (user_id, name, token_hash, created, expires) VALUES (?, ?, ?, ?, ?)"
                           " RETURNING id, user_id, name, created, last_used, expires",
                           {token.user, token.name, token.token_hash, change.now(), token.expires}));
  RowReader row = rows.front();
  TokenRecord record = token_record(row);
  change.record("token.added", subject_of(token.user), Detail().add("token", record.id).add("name", record.name).json());
  return record;
}

Result<void> remove_token(StoreChange& change, RecordId user, RecordId id) {
  TRY(const Rows rows, change.connection().run("DELETE FROM api_tokens WHERE id = ? AND user_id = ? RETURNING id", {id, user}));
  if (rows.empty()) return missing_error("令牌");
  change.record("token.removed", subject_of(user), Detail().add("token", id).json());
  return {};
}

Result<std::vector<TokenRecord>> list_tokens(StoreView& view, RecordId user) {
  return all_of<TokenRecord>(
      view.connection().run("SELECT id, user_id, name, created, last_used, expires FROM api_tokens WHERE user_id = ? ORDER BY id", {user}),
      token_record);
}

Result<void> note_token_use(StoreChange& change, RecordId token) {
  TRY([[maybe_unused]] const Rows rows,
      change.connection().run("UPDATE api_tokens SET last_used = ? WHERE id = ?", {change.now(), token}));
  return {};
}

Result<void> remove_expired_sessions(StoreChange& change) {
  TRY([[maybe_unused]] const Rows rows, change.connection().run("DELETE FROM sessions WHERE expires <= ?", {change.now()}));
  return {};
}

}  // namespace mingzhang
