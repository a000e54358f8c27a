#include "site/address.h"

#include <fmt/format.h>

#include "base/sha256.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

constexpr int kCharactersMax = 40;
constexpr std::size_t kHashDigits = 8;

bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

// No compatibility ideographs: some file systems turn them into others.
bool is_ideograph(char32_t c) { return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x2F7FF); }

}  // namespace

std::string address_of(const std::vector<std::string>& group, std::string_view unit) {
  std::string address, whole;
  bool as_it_is = group.empty() && !unit.empty();
  int count = 0;
  for (const CodePoint& point : code_points(unit)) {
    if (++count > kCharactersMax) {
      as_it_is = false;
      break;
    }
    const bool kept = is_ideograph(point.value) || is_digit(point.value) || is_letter(point.value);
    // Letters of one name may be another's in other case, or the name of a device.
    as_it_is = as_it_is && kept && !is_letter(point.value);
    if (kept) address += unit.substr(point.offset, point.size);
    else if (!address.empty() && address.back() != '-') address += '-';
  }
  if (as_it_is) return address;
  for (const std::string& one : group) whole.append(one).append("/");
  while (!address.empty() && address.back() == '-') address.pop_back();
  return fmt::format("{}-{}", address.empty() ? "unit" : address, sha256_hex(whole.append(unit)).substr(0, kHashDigits));
}

std::string safe_word(std::string_view word) {
  for (const char c : word)
    if (!is_letter(static_cast<unsigned char>(c)) && !is_digit(static_cast<unsigned char>(c)) && c != '_') return "";
  return std::string(word);
}

std::string link_to(std::string_view path, int depth) {
  std::string link;
  for (; depth > 0; --depth) link += "../";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = is_letter(byte) || is_digit(byte) || c == '-' || c == '_' || c == '.' || c == '/' || c == '#' || c == '~';
    link += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return link;
}

}  // namespace mingzhang
