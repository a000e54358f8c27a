#pragma once
// /d/{year}/{unit}/{table}: a table of a published disclosure, as data. The table is named by its id in the form (general_basic),
// its number as printed (表6), or its title.

#include <string>
#include <string_view>

#include "base/result.h"

namespace mingzhang {

// Both take the JSON of a published page. Error: service.missing.
Result<std::string> linked_table_json(std::string_view page_json, std::string_view table);  // schema LinkedTable
Result<std::string> linked_table_csv(std::string_view page_json, std::string_view table);
// For people without the browser application: the table as a page.
Result<std::string> linked_table_html(std::string_view page_json, std::string_view table);

}  // namespace mingzhang
