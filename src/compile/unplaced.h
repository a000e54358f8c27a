#pragma once
// Money for which a form has no place: a total of a table counts it, and no row or column below the total lists it. What is printed
// would not add up (SUM101), so whoever typed the line is told of it instead.

#include <cstddef>
#include <string>
#include <vector>

#include "check/report.h"
#include "compile/ledger_json.h"
#include "disclosure/disclosure.h"
#include "forms/knowledge.h"

namespace mingzhang {

struct UnplacedMoney {
  std::size_t line = 0;  // of the ledger
  Bilingual message;     // which table has no place for what, what it lists instead, and what to do
};

// At most one for a line, by line. `compiled`: the tables of the form, compiled from `file`.
std::vector<UnplacedMoney> unplaced_money(const LedgerFile& file, const Disclosure& compiled, const Knowledge& knowledge);

}  // namespace mingzhang
