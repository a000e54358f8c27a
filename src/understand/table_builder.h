#pragma once
// The rows of all tables, their figures placed into columns, as tables and claims of the disclosure.

#include <vector>

#include "disclosure/disclosure.h"
#include "forms/knowledge.h"
#include "understand/flat_table.h"
#include "understand/outline.h"

namespace mingzhang {

// Appends one Table per panel to the disclosure, without figures yet; `flat[i]` belongs to `ranges[i]`.
// Returns for each appended table the rows it was made from, whose names and labels have moved into it.
std::vector<const FlatPanel*> build_tables(const std::vector<TableRange>& ranges, std::vector<FlatTable>& flat, Disclosure& disclosure);

// Places the figures of all rows at once and appends their claims. Sentences already read (claims of the disclosure) help
// where the tables alone leave a choice.
void place_claims(const Knowledge& knowledge, const std::vector<const FlatPanel*>& panels, Disclosure& disclosure);

}  // namespace mingzhang
