#pragma once
// Characters that fonts name wrongly: radicals and compatibility forms in place of the ideographs that are printed.

#include <string>

namespace mingzhang::pdf {

// The characters meant, at least one. Only radicals, compatibility ideographs and Latin ligatures change; private use
// characters become U+FFFD. Control characters become spaces.
std::u32string repaired(char32_t value);

}  // namespace mingzhang::pdf
