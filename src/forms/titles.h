#pragma once
// Titles of tables as documents print them: with the year, the unit's name, a number, brackets or the money unit around the words
// of the form.

#include <span>
#include <string>
#include <string_view>

#include "forms/knowledge.h"

namespace mingzhang {

// A line's key without what stands behind a title: brackets, the money unit, the leaders and page number of a table of contents.
std::string_view bare_title(std::string_view key);

// Does the line print this title (as word_key)? Before its words may stand a number, a year, a unit or a level (部门, 单位), but no
// word that would make it the title of another table.
bool is_title_of(const Knowledge& knowledge, std::string_view key, std::string_view title);

// The table of the form whose title a line (as word_key) prints; nullptr when it is no title of the form.
const FormTable* find_table(const Knowledge& knowledge, const Form& form, std::string_view key);

// The form of a document, from the keys of its lines and cells in reading order (entries of a table of contents count). nullptr when
// too few of the titles of any form are there, or when two forms fit alike: a wrong form would call sound documents incomplete.
// `year`: of the document, 0 when unknown.
const Form* choose_form(const Knowledge& knowledge, std::span<const std::string_view> keys, int year);

}  // namespace mingzhang
