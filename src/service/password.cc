#include "service/password.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "base/result.h"
#include "base/sha256.h"

namespace mingzhang {
namespace {

struct Cost {
  int log_n = 15, r = 8, p = 1;
};
constexpr std::size_t kKeyBytes = 32, kSaltBytes = 16;
constexpr std::uint64_t kMemoryMax = 256u << 20;

std::string random_bytes(std::size_t size) {
  std::string bytes(size, '\0');
  ASSERT(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(size)) == 1);
  return bytes;
}

std::string hex(std::string_view bytes) { return to_hex(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size())); }

// "" when the cost is beyond what we would ever use.
std::string key_of(std::string_view password, std::string_view salt, const Cost& cost) {
  std::array<unsigned char, kKeyBytes> key{};
  const bool made = EVP_PBE_scrypt(password.data(), password.size(), reinterpret_cast<const unsigned char*>(salt.data()), salt.size(),
                                   std::uint64_t{1} << cost.log_n, static_cast<std::uint64_t>(cost.r), static_cast<std::uint64_t>(cost.p), kMemoryMax,
                                   key.data(), key.size()) == 1;
  return made ? to_hex(key) : std::string();
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find('$');
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

int number_of(std::string_view text) {
  int number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc() && end == text.data() + text.size() ? number : -1;
}

}  // namespace

std::string encode_password(std::string_view password) {
  const Cost cost;
  const std::string salt = hex(random_bytes(kSaltBytes)), key = key_of(password, salt, cost);
  ASSERT(!key.empty());
  return fmt::format("scrypt${}${}${}${}${}", cost.log_n, cost.r, cost.p, salt, key);
}

bool password_matches(std::string_view password, std::string_view encoded) {
  const std::vector<std::string_view> parts = split(encoded);
  if (parts.size() != 6 || parts[0] != "scrypt") return false;
  const Cost cost{number_of(parts[1]), number_of(parts[2]), number_of(parts[3])};
  if (cost.log_n < 1 || cost.log_n > 20 || cost.r < 1 || cost.p < 1) return false;
  const std::string key = key_of(password, parts[4], cost);
  return !key.empty() && same_secret(key, parts[5]);
}

void waste_time_of_a_password(std::string_view password) { static_cast<void>(key_of(password, "no such name", Cost{})); }

std::string random_secret() { return hex(random_bytes(32)); }

std::string random_password() {
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789A";  // 32 of them: each byte gives one evenly
  std::string password;
  for (const char byte : random_bytes(16)) password += kLetters[static_cast<unsigned char>(byte) & 31u];
  return password;
}

bool same_secret(std::string_view a, std::string_view b) { return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0; }

}  // namespace mingzhang
