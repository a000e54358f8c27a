#pragma once
// A ledger as a file: schemas/ledger-1.json. Amounts are whole numbers, nodes are written by id, and only where they are not
// what the head of the file says for all lines, so that a person can read and edit a line:
//   {"year": "2024", "source": "fiscal.general", "function": "2080505", "nature": "basic.personnel", "amount_fen": 1586000}

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "compile/unit_facts.h"
#include "cube/ledger.h"
#include "money/figure.h"

namespace mingzhang {

// A ledger with what a compiled disclosure needs to know besides the money.
struct LedgerFile {
  std::string unit;  // 单位名称
  int year = 0;
  Ledger ledger;
  // Measures that are not money ("staff.serving": Count), and so what the amounts of their lines mean. Lines of such a
  // measure are written with "amount" instead of "amount_fen".
  std::map<std::string, Unit, std::less<>> measure_units;
  UnitFacts facts;
};

std::string to_json(const LedgerFile& file);

// `space`: the fixed trees of the catalog, to which the file's own codes, units and projects are added. A code that has
// a name in `space` keeps it, whatever the file calls it. Lines at one point may repeat: they are added up. All amounts
// together fit 64 bits, whatever their signs, so that no sum of them can overflow.
// Errors: ledger.json.invalid with the JSON pointer, .too_deep, .version.
Result<LedgerFile> ledger_from_json(std::string_view json, const Space& space, const std::string& path);

}  // namespace mingzhang
