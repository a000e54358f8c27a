#pragma once
// What became of a publication, for people: a line for each thing that stands against the release, and for each file that passed.

#include <string>

#include "base/language.h"
#include "publish/publish.h"

namespace mingzhang {

// "unit.xlsx: [compile.reason.missing] …", "disclosure.pdf: SUM101 …"; "" when nothing stands against it. `path`: of what was typed.
std::string print_troubles(const Publication& publication, const std::string& path, Language language);

// "disclosure.pdf: 读回 412 个数字，全部一致"
std::string print_passed(const Publication& publication, Language language);

// Of a ledger without files, too.
// "ledger.json: [compile.unplaced] /lines/12 …": the place in a ledger file.
std::string print_unplaced(const std::vector<UnplacedMoney>& unplaced, const std::string& path, Language language);
std::string print_missing_reasons(const std::vector<MissingReason>& reasons, const std::string& path, Language language);

}  // namespace mingzhang
