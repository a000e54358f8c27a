#pragma once
// The whole disclosure as people read it: the text of the form with its tables in their place.

#include <string>
#include <vector>

#include "compile/compile.h"
#include "document/document.h"
#include "forms/form.h"
#include "render/tables.h"

namespace mingzhang {

std::string title_of(const LedgerFile& ledger, const Form& form);  // "云山县图书馆2024年部门预算公开"

// `figures`, if given, learns where the claims stand in the document, in its order.
Document edition_of(const Compiled& compiled, const Form& form, std::vector<FigureSpot>* figures = nullptr);

}  // namespace mingzhang
