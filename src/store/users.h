#pragma once
// People, their sessions and their API tokens. Errors: store.missing, store.stale, store.unique (a name that is taken).

#include <string_view>

#include "store/store.h"

namespace mingzhang {

struct NewUser {
  std::string name;
  std::string password;  // encoded
  Role role = Role::Clerk;
  RecordId unit = 0;
};

struct UserChange {
  std::optional<Role> role;
  std::optional<RecordId> unit;
  std::optional<bool> disabled;  // a user who is disabled loses sessions and tokens
};

Result<UserRecord> add_user(StoreChange& change, const NewUser& user);
Result<UserRecord> change_user(StoreChange& change, RecordId id, std::int64_t revision, const UserChange& wanted);
// Ends the user's sessions.
Result<void> set_password(StoreChange& change, RecordId id, std::string_view password);

Result<UserRecord> find_user(StoreView& view, RecordId id);
Result<std::optional<UserRecord>> find_user_by_name(StoreView& view, std::string_view name);
// `within`: users whose unit lies there.
Result<PageOf<UserRecord>> list_users(StoreView& view, std::optional<RecordId> within, const Paging& page);

Result<void> add_session(StoreChange& change, const SessionRecord& session);
Result<void> end_session(StoreChange& change, std::string_view token_hash);
struct SignedIn {
  UserRecord user;
  std::string csrf;  // of a session; empty with an API token
  RecordId token = 0;  // of an API token
};
// Who has this session or this token now: none when it has run out, was ended, or the user is disabled. One statement.
Result<std::optional<SignedIn>> find_session(StoreView& view, std::string_view token_hash, TimeMs now);
Result<std::optional<SignedIn>> find_token(StoreView& view, std::string_view token_hash, TimeMs now);

struct NewToken {
  RecordId user = 0;
  std::string name, token_hash;
  std::optional<TimeMs> expires;
};
Result<TokenRecord> add_token(StoreChange& change, const NewToken& token);
Result<void> remove_token(StoreChange& change, RecordId user, RecordId id);
Result<std::vector<TokenRecord>> list_tokens(StoreView& view, RecordId user);

// In Store::maintain.
Result<void> note_token_use(StoreChange& change, RecordId token);
Result<void> remove_expired_sessions(StoreChange& change);

}  // namespace mingzhang
