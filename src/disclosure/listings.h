#pragma once
// What a table lists is all there is in its scope: the rows and columns of tables as Listings (cube/identities.h).

#include <vector>

#include "disclosure/disclosure.h"

namespace mingzhang {

// For each dimension the nodes that the rows name, together everything that is not zero in the scope. Rows under a
// subordinate unit list what that unit has.
void list_rows(const std::vector<Row>& rows, const Region& scope, int table_index, Space& space, std::vector<Listing>& listings);
// Items with names of their own (projects, what is bought) are all there is under the rest of what their row says.
void list_items(const std::vector<Row>& rows, const Region& scope, int table_index, Space& space, std::vector<Listing>& listings);
void list_columns(const std::vector<Column>& columns, const Region& scope, int table_index, Space& space, std::vector<Listing>& listings);

}  // namespace mingzhang
