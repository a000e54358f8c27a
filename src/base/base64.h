#pragma once

#include <string>
#include <string_view>

namespace mingzhang {

std::string to_base64(std::string_view bytes);  // with padding, without line ends

}  // namespace mingzhang
