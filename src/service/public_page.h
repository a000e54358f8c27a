#pragma once
// What the public reads of a published filing, made once when it is published: totals, the flow of money from its sources through
// the functions to what it is spent on, and the tables as printed. JSON, as schema PublicPage of the interface has it.

#include <string>
#include <vector>

#include "compile/compile.h"
#include "compile/ledger_json.h"
#include "publish/publish.h"
#include "store/filings.h"

namespace mingzhang {

std::string public_page_json(const FilingRecord& filing, const LedgerFile& ledger, const Compiled& compiled, const Form& form, const Publication& publication,
                             const Knowledge& knowledge);

// The figures of the tables, and the lines of the ledger, as the store keeps them.
std::vector<ClaimRecord> claims_of(const Disclosure& disclosure, const Knowledge& knowledge);
std::vector<LedgerLineRecord> lines_of(const LedgerFile& ledger);

}  // namespace mingzhang
