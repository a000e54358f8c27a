#include "base/utf8.h"

#include <algorithm>
#include <cstdint>

#include "base/result.h"

namespace mingzhang {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t offset) {
  return static_cast<std::uint8_t>(text[offset]);
}

// The size of an ASCII character, or of one of three bytes whose lead byte takes any continuation; 0 of all others.
std::size_t plain_size_at(std::string_view text, std::size_t offset) {
  const auto continues = [&](std::size_t at) { return (byte_at(text, at) & 0xC0) == 0x80; };
  const std::uint8_t first = byte_at(text, offset);
  if (first < 0x80) return 1;
  const bool plain = first > 0xE0 && first < 0xED && offset + 2 < text.size() && continues(offset + 1) && continues(offset + 2);
  return plain ? 3 : 0;
}

// What may follow a lead byte (Unicode 15, table 3-7): only the first continuation byte has special bounds.
struct Lead {
  int continuation_count = 0;  // 0: not a lead byte
  std::uint8_t bits = 0;
  std::uint8_t first_low = 0x80, first_high = 0xBF;
};

Lead lead_of(std::uint8_t byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, static_cast<std::uint8_t>(byte & 0x1F)};
  if (byte >= 0xE0 && byte <= 0xEF) {
    Lead lead{2, static_cast<std::uint8_t>(byte & 0x0F)};
    if (byte == 0xE0) lead.first_low = 0xA0;   // no overlong forms
    if (byte == 0xED) lead.first_high = 0x9F;  // no surrogates
    return lead;
  }
  if (byte >= 0xF0 && byte <= 0xF4) {
    Lead lead{3, static_cast<std::uint8_t>(byte & 0x07)};
    if (byte == 0xF0) lead.first_low = 0x90;
    if (byte == 0xF4) lead.first_high = 0x8F;  // nothing above U+10FFFF
    return lead;
  }
  return {};
}

}  // namespace

CodePoint rare_code_point_at(std::string_view text, std::size_t offset) {
  ASSERT(offset < text.size());
  const std::uint8_t first = byte_at(text, offset);
  if (first < 0x80) return {first, offset, 1, true};
  const Lead lead = lead_of(first);
  char32_t value = lead.bits;
  std::size_t size = 1;
  for (int i = 0; i < lead.continuation_count; ++i) {
    const std::uint8_t low = i == 0 ? lead.first_low : 0x80, high = i == 0 ? lead.first_high : 0xBF;
    if (offset + size >= text.size()) return {kReplacementCharacter, offset, size, false};
    const std::uint8_t next = byte_at(text, offset + size);
    if (next < low || next > high) return {kReplacementCharacter, offset, size, false};
    value = (value << 6) | (next & 0x3F);
    ++size;
  }
  if (lead.continuation_count == 0) return {kReplacementCharacter, offset, 1, false};
  return {value, offset, size, true};
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    std::size_t size = plain_size_at(text, offset);
    if (size == 0) {
      const CodePoint point = rare_code_point_at(text, offset);
      if (!point.valid) return false;
      size = point.size;
    }
    offset += size;
  }
  return true;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t offset = 0; offset < text.size(); ++count) {
    const std::size_t size = plain_size_at(text, offset);
    offset += size > 0 ? size : rare_code_point_at(text, offset).size;
  }
  return count;
}

void append_utf8(std::string& text, char32_t value) {
  if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = kReplacementCharacter;
  const auto continuation = [&](int shift) { text += static_cast<char>(0x80 | ((value >> shift) & 0x3F)); };
  if (value < 0x80) {
    text += static_cast<char>(value);
  } else if (value < 0x800) {
    text += static_cast<char>(0xC0 | (value >> 6));
    continuation(0);
  } else if (value < 0x10000) {
    text += static_cast<char>(0xE0 | (value >> 12));
    continuation(6);
    continuation(0);
  } else {
    text += static_cast<char>(0xF0 | (value >> 18));
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

int column_of_byte(std::string_view text, std::size_t offset) {
  return 1 + static_cast<int>(count_code_points(text.substr(0, offset)));
}

std::size_t byte_of_column(std::string_view text, int column) {
  int current = 1;
  for (const CodePoint& point : code_points(text)) {
    if (current++ == column) return point.offset;
  }
  return text.size();
}

bool is_han(char32_t value) {
  return (value >= 0x4E00 && value <= 0x9FFF) || (value >= 0x3400 && value <= 0x4DBF) || value == 0x3007 ||
         (value >= 0xF900 && value <= 0xFAFF) || (value >= 0x20000 && value <= 0x323AF);
}

bool is_rare_space(char32_t value) {
  return value == 0x85 || value == 0xA0 || value == 0x1680 || (value >= 0x2000 && value <= 0x200F) || value == 0x2028 ||
         value == 0x2029 || value == 0x202F || value == 0x205F || value == 0x2060 || value == 0x3000 || value == 0xFEFF;
}

bool is_control(char32_t value) {
  return (value < 0x20 || (value >= 0x7F && value < 0xA0)) && !is_space(value);
}

}  // namespace mingzhang
