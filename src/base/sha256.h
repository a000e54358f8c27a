#pragma once
// The fingerprint of a file's bytes.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace mingzhang {

std::string to_hex(std::span<const std::uint8_t> bytes);  // lower case, two digits a byte
std::string sha256_hex(std::string_view bytes);           // 64 hex digits

}  // namespace mingzhang
