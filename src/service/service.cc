#include "service/service.h"

#include "store/units.h"

namespace mingzhang {

Roles Caller::role() const {
  if (!user) return kPublicRole;
  switch (user->role) {
    case Role::Clerk:
      return kClerkRole;
    case Role::Reviewer:
      return kReviewerRole;
    case Role::Bureau:
      return kBureauRole;
    case Role::Administrator:
      return kAdministratorRole;
  }
  return kPublicRole;
}

Actor Caller::actor() const {
  ASSERT(user);  // the public changes nothing
  return {user->id, user->name};
}

Result<std::unique_ptr<Service>> Service::open(const DatabaseAddress& address, ServiceOptions options) {
  TRY(Engine engine, load_engine());
  TRY(Store store, Store::open(address));
  return std::unique_ptr<Service>(new Service(std::move(store), std::move(engine), std::move(options)));
}

Result<Rollup*> Service::rollup() {
  const std::lock_guard lock(rollup_mutex_);
  if (!rollup_) {
    auto on_disk = Rollup::open(rollup_path(store_.address()));
    if (on_disk) {
      rollup_.emplace(std::move(*on_disk));
    } else {  // another process has the file: a copy in memory says the same
      TRY(Rollup in_memory, Rollup::open(""));
      rollup_.emplace(std::move(in_memory));
    }
  }
  return &*rollup_;
}

Error forbidden() { return {"access.forbidden", "没有权限", "请用有相应角色、管辖该单位的用户登录，或请管理员授权。", ""}; }

Result<void> allow_path(const Caller& caller, std::string_view unit_path) {
  if (!caller.user || !unit_path.starts_with(caller.user->unit_path)) return tl::unexpected(forbidden());
  return {};
}

Result<void> allow_unit(StoreView& view, const Caller& caller, RecordId unit) {
  TRY(const UnitRecord record, find_unit(view, unit));
  return allow_path(caller, record.path);
}

}  // namespace mingzhang
