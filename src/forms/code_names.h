#pragma once

#include "codes/catalog.h"
#include "cube/space.h"

namespace mingzhang {

// Codes that a ledger only implies (the class of an item), or whose lines name none, get the names they have in the year, or else their newest.
void name_codes(Space& space, const Catalog& catalog, int year);

}  // namespace mingzhang
