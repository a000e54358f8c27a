#pragma once
// Names of files and links of a site, made of names that strangers chose. A unit's address depends on nothing but its own name
// and the folder it is in, so links stay when other units come and go.

#include <string>
#include <string_view>
#include <vector>

namespace mingzhang {

// "云山县图书馆" stays as it is; what a file system or an address cannot hold is replaced, and then, or in a group, a short hash
// of the whole tells it from others: "云山县图书馆-5b2c1a". Never empty, never more than 50 characters.
std::string address_of(const std::vector<std::string>& group, std::string_view unit);

// For ids of tables that come with a release: letters, digits and _ only, else "".
std::string safe_word(std::string_view word);

// A path of a site as a relative reference from a page `depth` folders down: "../../d/2024/%E4%BA%91.html".
std::string link_to(std::string_view path, int depth);

}  // namespace mingzhang
