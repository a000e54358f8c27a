#pragma once
// The tree of units: regions, departments, units. Errors: store.missing; store.stale when the revision is not the newest.

#include <span>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace mingzhang {

struct NewUnit {
  std::string name;
  std::optional<RecordId> parent;
  UnitKind kind = UnitKind::Unit;
};

struct UnitFilter {
  std::optional<RecordId> within;  // this unit and all below it
  std::optional<RecordId> parent;  // directly below it
  std::string words;               // its name has them
  bool with_publications = false;  // only those that have published anything
};

Result<UnitRecord> add_unit(StoreChange& change, const NewUnit& unit);
// Moving a unit moves all below it; it cannot come to lie below itself (store.refused).
Result<UnitRecord> change_unit(StoreChange& change, RecordId id, std::int64_t revision, const NewUnit& unit);

Result<UnitRecord> find_unit(StoreView& view, RecordId id);
Result<std::optional<UnitRecord>> find_unit_by_name(StoreView& view, std::string_view name);  // the first of that name
Result<PageOf<UnitRecord>> list_units(StoreView& view, const UnitFilter& filter, const Paging& page);
Result<bool> is_within(StoreView& view, RecordId unit, RecordId scope);

}  // namespace mingzhang
