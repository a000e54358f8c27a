#pragma once
// The tables of a disclosure as a Document: titles, money unit, header rows with their spans, code columns, empty-table
// statements, as the form lays them out.

#include "disclosure/disclosure.h"
#include "document/document.h"
#include "forms/form.h"

namespace mingzhang {

Document render_tables(const Disclosure& disclosure, const Form& form);

}  // namespace mingzhang
