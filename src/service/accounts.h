#pragma once
// Signing in and out, users, API tokens.

#include <string>
#include <string_view>

#include "service/service.h"
#include "store/users.h"

namespace mingzhang {

// Of a store without users: the root of the units, and an administrator over it. The password is told here and never again.
struct FirstAdministrator {
  std::string name, password;
};
Result<std::optional<FirstAdministrator>> make_first_administrator(Service& service, std::string_view root_name);

struct NewSession {
  std::string token;  // for the cookie; only its hash is kept
  std::string csrf;
  UserRecord user;
};
// Errors: access.password, access.too_often.
Result<NewSession> sign_in(Service& service, std::string_view name, std::string_view password, std::string_view address);
Result<void> sign_out(Service& service, const Caller& caller, std::string_view token);

// Who this is; the public when the session or token is not, or no longer, valid.
Result<Caller> caller_of_session(Service& service, std::string_view token);
Result<Caller> caller_of_token(Service& service, std::string_view token);

// Errors: access.forbidden, store.unique, store.stale, access.password.weak.
Result<UserRecord> create_user(Service& service, const Caller& caller, std::string_view name, std::string_view password, Role role, RecordId unit);
Result<UserRecord> edit_user(Service& service, const Caller& caller, RecordId id, std::int64_t revision, const UserChange& change);
// Of oneself with the old password, or of anybody by an administrator. Error: access.password.
Result<void> change_password(Service& service, const Caller& caller, RecordId id, std::string_view old_password, std::string_view new_password);
Result<PageOf<UserRecord>> users_in_scope(Service& service, const Caller& caller, const Paging& page);

struct CreatedToken {
  TokenRecord record;
  std::string token;  // told here and never again
};
Result<CreatedToken> create_token(Service& service, const Caller& caller, std::string_view name, std::optional<int> days);
Result<std::vector<TokenRecord>> tokens_of(Service& service, const Caller& caller);
Result<void> delete_token(Service& service, const Caller& caller, RecordId id);

}  // namespace mingzhang
