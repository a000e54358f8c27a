#include "service/accounts.h"

#include <fmt/format.h>

#include "base/sha256.h"
#include "base/utf8.h"
#include "service/password.h"
#include "store/units.h"

namespace mingzhang {
namespace {

constexpr TimeMs kDayMs = 86'400'000;
constexpr std::size_t kPasswordCharactersMin = 10, kPasswordBytesMax = 1000;

Error wrong_password() {
  return {"access.password", "用户名或密码不对", "请重新输入；忘记密码请管理员重设。", ""};
}

Result<void> accept_password(std::string_view password) {
  if (count_code_points(password) >= kPasswordCharactersMin && password.size() <= kPasswordBytesMax) return {};
  return fail("access.password.weak", fmt::format("密码至少要有 {} 个字符", kPasswordCharactersMin), "请用更长的密码，例如几个不相干的词。");
}

Result<UserRecord> user_in_scope(StoreView& view, const Caller& caller, RecordId id) {
  TRY(UserRecord user, find_user(view, id));
  if (auto allowed = allow_path(caller, user.unit_path); !allowed) return tl::unexpected(allowed.error());
  return user;
}

}  // namespace

Result<std::optional<FirstAdministrator>> make_first_administrator(Service& service, std::string_view root_name) {
  if (!service.store().is_empty()) return std::nullopt;
  FirstAdministrator first{"admin", random_password()};
  const std::string encoded = encode_password(first.password);
  TRY(const UserRecord user, service.store().write(Actor{{}, "system"}, [&](StoreChange& writing) -> Result<UserRecord> {
    TRY(const UnitRecord root, add_unit(writing, {std::string(root_name), {}, UnitKind::Region}));
    return add_user(writing, {first.name, encoded, Role::Administrator, root.id});
  }));
  static_cast<void>(user);
  return first;
}

Result<NewSession> sign_in(Service& service, std::string_view name, std::string_view password, std::string_view address) {
  const auto now = std::chrono::steady_clock::now();
  SignInLimiter& limiter = service.sign_in_limiter();
  if (const auto wait = limiter.wait(name, address, now); wait.count() > 0)
    return fail("access.too_often", fmt::format("登录失败次数太多，请 {} 秒后再试", wait.count()), "确认用户名和密码；忘记密码请管理员重设。", std::to_string(wait.count()));
  TRY(const std::optional<UserRecord> user, service.store().read([&](StoreView& view) { return find_user_by_name(view, name); }));
  const bool usable = user && !user->disabled && password.size() <= kPasswordBytesMax;
  if (!usable) waste_time_of_a_password(password.substr(0, kPasswordBytesMax));
  if (!usable || !password_matches(password, user->password)) {
    limiter.failed(name, address, now);
    return tl::unexpected(wrong_password());
  }
  limiter.succeeded(name);
  NewSession session{random_secret(), random_secret(), *user};
  const TimeMs created = service.store().now();
  const TimeMs lasts = std::chrono::milliseconds(service.options().session_time).count();
  const SessionRecord record{sha256_hex(session.token), user->id, session.csrf, created, created + lasts};
  const Result<void> added = service.store().write(Actor{user->id, user->name}, [&](StoreChange& writing) { return add_session(writing, record); });
  if (!added) return tl::unexpected(added.error());
  return session;
}

Result<void> sign_out(Service& service, const Caller& caller, std::string_view token) {
  if (!caller.user || token.empty()) return {};
  const std::string hash = sha256_hex(token);
  return service.store().write(caller.actor(), [&](StoreChange& writing) { return end_session(writing, hash); });
}

Result<Caller> caller_of_session(Service& service, std::string_view token) {
  const std::string hash = sha256_hex(token);
  const TimeMs now = service.store().now();
  TRY(std::optional<SignedIn> signed_in, service.store().look_up([&](StoreView& view) { return find_session(view, hash, now); }));
  Caller caller;
  if (!signed_in) return caller;
  caller.user = std::move(signed_in->user);
  caller.csrf = std::move(signed_in->csrf);
  return caller;
}

Result<Caller> caller_of_token(Service& service, std::string_view token) {
  const std::string hash = sha256_hex(token);
  const TimeMs now = service.store().now();
  TRY(std::optional<SignedIn> signed_in, service.store().look_up([&](StoreView& view) { return find_token(view, hash, now); }));
  Caller caller;
  if (!signed_in) return caller;
  caller.user = std::move(signed_in->user);
  caller.token = signed_in->token;
  const RecordId id = caller.token;
  // Only a note for its owner: what was asked for does not depend on it.
  static_cast<void>(service.store().maintain([&](StoreChange& writing) { return note_token_use(writing, id); }));
  return caller;
}

Result<UserRecord> create_user(Service& service, const Caller& caller, std::string_view name, std::string_view password, Role role, RecordId unit) {
  if (auto accepted = accept_password(password); !accepted) return tl::unexpected(accepted.error());
  const std::string encoded = encode_password(password);
  return service.store().write(caller.actor(), [&](StoreChange& writing) -> Result<UserRecord> {
    if (auto allowed = allow_unit(writing, caller, unit); !allowed) return tl::unexpected(allowed.error());
    return add_user(writing, {std::string(name), encoded, role, unit});
  });
}

Result<UserRecord> edit_user(Service& service, const Caller& caller, RecordId id, std::int64_t revision, const UserChange& change) {
  return service.store().write(caller.actor(), [&](StoreChange& writing) -> Result<UserRecord> {
    TRY(const UserRecord user, user_in_scope(writing, caller, id));
    if (change.unit)
      if (auto allowed = allow_unit(writing, caller, *change.unit); !allowed) return tl::unexpected(allowed.error());
    // An administrator who locks the door from outside cannot open it again.
    if (user.id == caller.user->id && (change.disabled.value_or(false) || change.role.value_or(user.role) != user.role)) return tl::unexpected(forbidden());
    return change_user(writing, id, revision, change);
  });
}

Result<void> change_password(Service& service, const Caller& caller, RecordId id, std::string_view old_password, std::string_view new_password) {
  const bool own = caller.user->id == id;
  if (!own && caller.user->role != Role::Administrator) return tl::unexpected(forbidden());
  if (own) {
    const auto now = std::chrono::steady_clock::now();
    if (service.sign_in_limiter().wait(caller.user->name, caller.address, now).count() > 0 || !password_matches(old_password, caller.user->password)) {
      service.sign_in_limiter().failed(caller.user->name, caller.address, now);
      return tl::unexpected(wrong_password());
    }
  }
  if (auto accepted = accept_password(new_password); !accepted) return accepted;
  const std::string encoded = encode_password(new_password);
  return service.store().write(caller.actor(), [&](StoreChange& writing) -> Result<void> {
    TRY(const UserRecord user, user_in_scope(writing, caller, id));
    return set_password(writing, user.id, encoded);
  });
}

Result<PageOf<UserRecord>> users_in_scope(Service& service, const Caller& caller, const Paging& page) {
  return service.store().read([&](StoreView& view) { return list_users(view, caller.user->unit, page); });
}

Result<CreatedToken> create_token(Service& service, const Caller& caller, std::string_view name, std::optional<int> days) {
  CreatedToken created;
  created.token = random_secret();
  NewToken token{caller.user->id, std::string(name), sha256_hex(created.token), {}};
  if (days) token.expires = service.store().now() + *days * kDayMs;
  TRY(created.record, service.store().write(caller.actor(), [&](StoreChange& writing) { return add_token(writing, token); }));
  return created;
}

Result<std::vector<TokenRecord>> tokens_of(Service& service, const Caller& caller) {
  return service.store().read([&](StoreView& view) { return list_tokens(view, caller.user->id); });
}

Result<void> delete_token(Service& service, const Caller& caller, RecordId id) {
  return service.store().write(caller.actor(), [&](StoreChange& writing) { return remove_token(writing, caller.user->id, id); });
}

}  // namespace mingzhang
