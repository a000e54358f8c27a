#pragma once
// The tree of units, as far as the caller sees it.

#include "service/service.h"
#include "store/units.h"

namespace mingzhang {

Result<PageOf<UnitRecord>> units_in_scope(Service& service, const Caller& caller, UnitFilter filter, const Paging& page);
Result<UnitRecord> unit_in_scope(Service& service, const Caller& caller, RecordId id);
// Without a parent: below the caller's own unit.
Result<UnitRecord> create_unit(Service& service, const Caller& caller, NewUnit unit);
Result<UnitRecord> edit_unit(Service& service, const Caller& caller, RecordId id, std::int64_t revision, const NewUnit& unit);

}  // namespace mingzhang
