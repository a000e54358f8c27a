#pragma once
// Ledger -> the tables of a form: rows from the codes and projects that have money, cells by evaluating their regions and
// rounding (四舍五入). The reverse of understanding, by the same regions.

#include "compile/ledger_json.h"
#include "disclosure/disclosure.h"
#include "forms/knowledge.h"

namespace mingzhang {

Disclosure compile_tables(const LedgerFile& file, const Form& form, const Knowledge& knowledge);

}  // namespace mingzhang
