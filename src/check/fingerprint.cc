#include "check/fingerprint.h"

#include <cstdint>

#include <fmt/format.h>

namespace mingzhang {
namespace {

// FNV-1a, 64 bits: published constants, the same on every machine.
constexpr std::uint64_t kOffsetBasis = 0xcbf29ce484222325;
constexpr std::uint64_t kPrime = 0x100000001b3;

// Cannot occur in UTF-8.
constexpr unsigned char kBorder = 0xFF;

void add(std::uint64_t& hash, unsigned char byte) {
  hash = (hash ^ byte) * kPrime;
}

}  // namespace

std::string fingerprint(std::initializer_list<std::string_view> parts) {
  std::uint64_t hash = kOffsetBasis;
  for (const std::string_view part : parts) {
    for (const char c : part) add(hash, static_cast<unsigned char>(c));
    add(hash, kBorder);
  }
  return fmt::format("{:016x}", hash);
}

}  // namespace mingzhang
