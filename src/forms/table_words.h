#pragma once
// The words by which the parts of a printed table are told apart (catalog/tables.yaml). All are keys (see word_key).

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mingzhang {

using KeyList = std::vector<std::string>;

struct TableWords {
  KeyList unit_labels, money_labels, continued, contents, page_decoration, title_endings;
  KeyList code_headers, code_levels, name_headers, sequence_headers, numbering, comparison_headers, count_headers;
  KeyList last_year, last_year_of;
  KeyList totals, total_of, among, nil, notes, empty, organisations, placeholders;
};

bool is_word(const KeyList& words, std::string_view key);
bool has_word(const KeyList& words, std::string_view key);            // anywhere in it
bool ends_with_word(const KeyList& words, std::string_view key);
std::size_t leading_word(const KeyList& words, std::string_view key);  // bytes of the longest that it begins with, 0 for none

// Errors: catalog.yaml.*
Result<TableWords> load_table_words(const std::string& path);

}  // namespace mingzhang
