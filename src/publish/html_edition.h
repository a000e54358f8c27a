#pragma once
// The disclosure as a web page for people: the document, before it pictures of where the money comes from and goes to and how that
// changed, behind it the lines of the ledger; every figure links to the lines it sums.

#include <string>

#include "compile/compile.h"
#include "forms/knowledge.h"

namespace mingzhang {

std::string html_edition(const Compiled& compiled, const LedgerFile& file, const Form& form, const Knowledge& knowledge);

}  // namespace mingzhang
