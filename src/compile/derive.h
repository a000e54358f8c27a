#pragma once
// Each fact is typed once. What follows from the lines of a ledger and from what the unit states, and is not stated by lines of
// its own, is added: running costs from public expenses, the three public expenses from their economic items, the money and
// number of projects with targets, the number of offices.

#include "compile/ledger_json.h"

namespace mingzhang {

void add_derived_lines(LedgerFile& file);

}  // namespace mingzhang
