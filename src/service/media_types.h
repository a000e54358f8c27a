#pragma once

#include <string>
#include <string_view>

namespace mingzhang {

// By the ending of a file's name; what we do not know is application/octet-stream.
std::string media_type_of(std::string_view name);

}  // namespace mingzhang
