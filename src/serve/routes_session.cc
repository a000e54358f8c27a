// Signing in and out, users, API tokens.
#include <fmt/format.h>

#include "serve/call.h"
#include "serve/views.h"
#include "service/accounts.h"

namespace mingzhang {
namespace {

constexpr std::uint64_t kSmallBody = 64u << 10;

std::string cookie_of(std::string_view token, std::int64_t seconds, bool secure) {
  return fmt::format("mingzhang_session={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", token, seconds, secure ? "; Secure" : "");
}

Json session_view(const std::optional<UserRecord>& user, const std::string& csrf) {
  return {{"user", user ? view_of(*user) : Json(nullptr)}, {"csrf", csrf.empty() ? Json(nullptr) : Json(csrf)}};
}

Result<Response> post_session(Call& call) {
  TRY(const NewSession session, sign_in(call.service, call.body["name"].get<std::string>(), call.body["password"].get<std::string>(), call.caller.address));
  Response response = json_response(session_view(session.user, session.csrf));
  const auto lasts = std::chrono::seconds(call.service.options().session_time).count();
  response.set("Set-Cookie", cookie_of(session.token, lasts, call.request.secure));
  response.set("Cache-Control", "no-store");
  return response;
}

Result<Response> get_session(Call& call) {
  Response response = json_response(session_view(call.caller.user, call.caller.csrf));
  response.set("Cache-Control", "no-store");
  return response;
}

Result<Response> delete_session(Call& call) {
  if (auto ended = sign_out(call.service, call.caller, call.request.cookie("mingzhang_session")); !ended) return tl::unexpected(ended.error());
  Response response = no_content();
  response.set("Set-Cookie", cookie_of("", 0, call.request.secure));
  return response;
}

Result<Response> get_users(Call& call) {
  TRY(const auto users, users_in_scope(call.service, call.caller, call.page()));
  return json_response(json_page(users, [](const UserRecord& user) { return view_of(user); }));
}

Result<Response> post_users(Call& call) {
  const Json& body = call.body;
  TRY(const UserRecord user, create_user(call.service, call.caller, body["name"].get<std::string>(), body["password"].get<std::string>(), *enum_of<Role>(body["role"].get<std::string>()), body["unit"]));
  return json_response(view_of(user), 201);
}

Result<Response> patch_user(Call& call) {
  UserChange change;
  if (call.body.contains("role")) change.role = enum_of<Role>(call.body["role"].get<std::string>());
  if (call.body.contains("unit")) change.unit = call.body["unit"].get<RecordId>();
  if (call.body.contains("disabled")) change.disabled = call.body["disabled"].get<bool>();
  TRY(const UserRecord user, edit_user(call.service, call.caller, call.number("id"), call.body["revision"], change));
  return json_response(view_of(user));
}

Result<Response> put_password(Call& call) {
  const std::string old_password = call.body.value("old", "");
  if (auto changed = change_password(call.service, call.caller, call.number("id"), old_password, call.body["new"].get<std::string>()); !changed) return tl::unexpected(changed.error());
  return no_content();
}

Result<Response> get_tokens(Call& call) {
  TRY(const auto tokens, tokens_of(call.service, call.caller));
  return json_response(json_list(tokens, [](const TokenRecord& token) { return view_of(token); }));
}

Result<Response> post_tokens(Call& call) {
  const std::optional<int> days = call.body.contains("days") ? std::optional(call.body["days"].get<int>()) : std::nullopt;
  TRY(const CreatedToken created, create_token(call.service, call.caller, call.body["name"].get<std::string>(), days));
  Json view = view_of(created.record);
  view["token"] = created.token;
  Response response = json_response(view, 201);
  response.set("Cache-Control", "no-store");
  return response;
}

Result<Response> remove_token_route(Call& call) {
  if (auto deleted = delete_token(call.service, call.caller, call.number("id")); !deleted) return tl::unexpected(deleted.error());
  return no_content();
}

RequestBody body(std::string_view schema) { return {schema, "application/json", kSmallBody}; }

}  // namespace

std::vector<Route> session_routes() {
  return {{Method::Post, "/api/v1/session", "signIn", "Sign in: sets the session's cookie", may::sign_in, post_session, {200, "Session"}, body("SignIn"), {}, kNoCsrf},
          {Method::Get, "/api/v1/session", "getSession", "Who is signed in, and the CSRF token", may::sign_in, get_session, {200, "Session"}},
          {Method::Delete, "/api/v1/session", "signOut", "Sign out", may::sign_in, delete_session, {204, "", ""}},
          {Method::Get, "/api/v1/users", "listUsers", "Users of one's units", may::manage_users, get_users, {200, "Users"}, {}, {}, kPaged},
          {Method::Post, "/api/v1/users", "createUser", "A new user", may::manage_users, post_users, {201, "User"}, body("NewUser")},
          {Method::Patch, "/api/v1/users/{id}", "changeUser", "Another role or unit, or disabled", may::manage_users, patch_user, {200, "User"}, body("UserChange")},
          {Method::Put, "/api/v1/users/{id}/password", "setPassword", "A new password: one's own with the old one, anybody's as administrator", may::work, put_password, {204, "", ""}, body("NewPassword")},
          {Method::Get, "/api/v1/tokens", "listTokens", "One's API tokens", may::work, get_tokens, {200, "Tokens"}},
          {Method::Post, "/api/v1/tokens", "createToken", "A new API token; it is shown here only", may::work, post_tokens, {201, "NewToken"}, body("TokenRequest")},
          {Method::Delete, "/api/v1/tokens/{id}", "deleteToken", "Ends an API token", may::work, remove_token_route, {204, "", ""}}};
}

}  // namespace mingzhang
