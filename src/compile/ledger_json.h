#pragma once
// A ledger as a file: schemas/ledger-1.json. Amounts are fen, written as whole numbers; nodes are written by id, only where
// they are not the root, so that a person can read and edit a line.

#include <string>
#include <string_view>

#include "base/result.h"
#include "cube/ledger.h"

namespace mingzhang {

// A ledger with what a compiled disclosure needs to know besides the money.
struct LedgerFile {
  std::string unit;  // 单位名称
  int year = 0;
  Ledger ledger;
};

std::string to_json(const LedgerFile& file);
// `space`: the fixed trees of the catalog, to which the file's own codes, units and projects are added.
Result<LedgerFile> ledger_from_json(std::string_view json, const Space& space, const std::string& path);

}  // namespace mingzhang
