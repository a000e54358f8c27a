#pragma once
// Grids as tables of the disclosure: every amount becomes a claim in a column whose header is understood, or stays open with
// the reason. No form is needed.

#include "disclosure/disclosure.h"
#include "forms/knowledge.h"
#include "understand/table_outline.h"

namespace mingzhang {

// Appends the tables of these grids, their claims and what stays open. `form`: gives tables the ids that rules know them by;
// may be nullptr. The disclosure's year, kind and unit must be known.
void build_grid_tables(const TableOutline& outline, const Form* form, const Knowledge& knowledge, Disclosure& disclosure);

}  // namespace mingzhang
