#pragma once
// The tables of a disclosure as blocks of a Document: titles, money unit, header rows with their spans, code columns, empty-table
// statements, as the form lays them out.

#include <vector>

#include "disclosure/disclosure.h"
#include "document/document.h"
#include "forms/form.h"

namespace mingzhang {

// One table after another, each with its caption and on a page of its own.
std::vector<Block> render_tables(const Disclosure& disclosure, const Form& form);

}  // namespace mingzhang
