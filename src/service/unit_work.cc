#include "service/unit_work.h"

namespace mingzhang {

Result<PageOf<UnitRecord>> units_in_scope(Service& service, const Caller& caller, UnitFilter filter, const Paging& page) {
  filter.within = caller.user->unit;
  return service.store().read([&](StoreView& view) { return list_units(view, filter, page); });
}

Result<UnitRecord> unit_in_scope(Service& service, const Caller& caller, RecordId id) {
  return service.store().read([&](StoreView& view) -> Result<UnitRecord> {
    TRY(UnitRecord unit, find_unit(view, id));
    if (auto allowed = allow_path(caller, unit.path); !allowed) return tl::unexpected(allowed.error());
    return unit;
  });
}

Result<UnitRecord> create_unit(Service& service, const Caller& caller, NewUnit unit) {
  if (!unit.parent) unit.parent = caller.user->unit;
  return service.store().write(caller.actor(), [&](StoreChange& change) -> Result<UnitRecord> {
    if (auto allowed = allow_unit(change, caller, *unit.parent); !allowed) return tl::unexpected(allowed.error());
    return add_unit(change, unit);
  });
}

Result<UnitRecord> edit_unit(Service& service, const Caller& caller, RecordId id, std::int64_t revision, const NewUnit& unit) {
  return service.store().write(caller.actor(), [&](StoreChange& change) -> Result<UnitRecord> {
    if (auto allowed = allow_unit(change, caller, id); !allowed) return tl::unexpected(allowed.error());
    if (unit.parent)
      if (auto allowed = allow_unit(change, caller, *unit.parent); !allowed) return tl::unexpected(allowed.error());
    NewUnit wanted = unit;
    if (!wanted.parent) {  // it stays where it is
      TRY(const UnitRecord now, find_unit(change, id));
      wanted.parent = now.parent;
    }
    return change_unit(change, id, revision, wanted);
  });
}

}  // namespace mingzhang
