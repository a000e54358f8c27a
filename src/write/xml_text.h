#pragma once

#include <string>
#include <string_view>

namespace mingzhang {

// Text for the inside of elements and quoted attributes of HTML and XML, without what they cannot hold.
std::string xml_text(std::string_view text);

}  // namespace mingzhang
