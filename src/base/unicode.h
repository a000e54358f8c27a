#pragma once
// Unicode beyond single code points: compatibility forms, and the encodings that Chinese files come in.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mingzhang {

// Text in normal form NFKC (１２．８０ -> 12.80, （ -> (, U+3000 -> space) that still knows where each byte came from.
struct NormalizedText {
  std::string text;
  std::vector<std::uint32_t>
      source_offsets;  // byte in `text` -> byte in the source; text.size() + 1 entries, ascending
};

// Takes less than 2 GiB of UTF-8; broken bytes stay as they are.
NormalizedText normalize(std::string_view source);

enum class Encoding : std::uint8_t { Utf8, Utf16, Gb18030 };

struct DecodedText {
  std::string text;  // valid UTF-8 without byte order mark; bytes that could not be decoded are U+FFFD
  Encoding encoding = Encoding::Utf8;
};

// UTF-8 or UTF-16 by byte order mark, else UTF-8 (a few broken bytes allowed), else GB18030 when it decodes into common
// Chinese characters. nullopt: none of these. Takes less than 2 GiB.
std::optional<DecodedText> decode(std::string_view bytes);

}  // namespace mingzhang
