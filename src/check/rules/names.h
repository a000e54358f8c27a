#pragma once
// Names of items, projects and targets, compared as a reader would.

#include <string>
#include <string_view>

namespace mingzhang {

// Normalised, and without the words that may follow any name: "公务员医疗补助缴费" -> "公务员医疗补助". At least four
// characters stay.
std::string core_name(std::string_view name);

// Unequal but so little apart that they look like one name; names that differ in a number, a letter or an ordinal
// (一期, 二期) are meant to differ.
bool is_slip_of(std::string_view a, std::string_view b);

// Characters of the longest stretch that both have.
std::size_t common_run(std::string_view a, std::string_view b);

// Percent of the characters that two texts share, whatever their order: 100 for the same characters.
int shared_characters(std::string_view a, std::string_view b);

}  // namespace mingzhang
