// The adapter of ICU.
#include "base/unicode.h"

#include <limits>

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "base/result.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

const icu::Normalizer2& nfkc() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* instance = icu::Normalizer2::getNFKCInstance(status);
  ASSERT(U_SUCCESS(status));  // the tables are part of the library
  return *instance;
}

// A changed stretch maps to where it begins in the source: its characters have no finer origin.
std::vector<std::uint32_t> source_offsets(const icu::Edits& edits, std::size_t source_size, std::size_t text_size) {
  std::vector<std::uint32_t> offsets;
  offsets.reserve(text_size + 1);
  UErrorCode status = U_ZERO_ERROR;
  icu::Edits::Iterator edit = edits.getFineIterator();
  while (edit.next(status)) {
    const auto source = static_cast<std::uint32_t>(edit.sourceIndex());
    for (std::int32_t i = 0; i < edit.newLength(); ++i) {
      offsets.push_back(edit.hasChange() ? source : source + static_cast<std::uint32_t>(i));
    }
  }
  ASSERT(U_SUCCESS(status) && offsets.size() == text_size);
  offsets.push_back(static_cast<std::uint32_t>(source_size));
  return offsets;
}

// Converters replace what they cannot decode by U+FFFD.
std::string convert(std::string_view bytes, const char* encoding) {
  std::string text;
  icu::UnicodeString(bytes.data(), static_cast<std::int32_t>(bytes.size()), encoding).toUTF8String(text);
  return text;
}

std::string with_replacements(std::string_view bytes) {
  if (is_valid_utf8(bytes)) return std::string(bytes);
  std::string text;
  text.reserve(bytes.size());
  for (const CodePoint& point : code_points(bytes)) append_utf8(text, point.value);
  return text;
}

// Another encoding read as UTF-8 breaks at nearly every character; a damaged UTF-8 file breaks here and there.
bool is_mostly_utf8(std::string_view bytes) {
  constexpr std::size_t kCharactersPerFault = 4;
  std::size_t characters = 0, faults = 0;
  for (const CodePoint& point : code_points(bytes)) {
    if (!point.valid)
      ++faults;
    else if (point.size > 1)
      ++characters;
  }
  return faults == 0 || faults * kCharactersPerFault <= characters;
}

// Nearly any bytes decode as GB18030, so its mere success proves nothing. But Chinese text is made of the 3,755
// characters of GB 2312 level 1 (rows 16-55) and the symbols of rows 1-3, one sixth of all two-byte codes.
bool is_mostly_gb18030(std::string_view bytes) {
  std::size_t common = 0, other = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto lead = static_cast<std::uint8_t>(bytes[i]);
    if (lead < 0x80) continue;
    const auto trail = static_cast<std::uint8_t>(i + 1 < bytes.size() ? bytes[i + 1] : 0);
    const bool common_row = (lead >= 0xB0 && lead <= 0xD7) || (lead >= 0xA1 && lead <= 0xA3);
    if (common_row && trail >= 0xA1 && trail <= 0xFE)
      ++common;
    else
      ++other;
    ++i;
  }
  return common > 0 && other * 4 <= common;
}

}  // namespace

NormalizedText normalize(std::string_view source) {
  ASSERT(source.size() <= std::numeric_limits<std::int32_t>::max());
  NormalizedText result;
  icu::Edits edits;
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&result.text);
  nfkc().normalizeUTF8(0, icu::StringPiece(source.data(), static_cast<std::int32_t>(source.size())), sink, &edits,
                       status);
  ASSERT(U_SUCCESS(status));
  result.source_offsets = source_offsets(edits, source.size(), result.text.size());
  return result;
}

std::optional<DecodedText> decode(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return DecodedText{with_replacements(bytes.substr(3)), Encoding::Utf8};
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    return DecodedText{convert(bytes, "UTF-16"), Encoding::Utf16};
  }
  if (is_valid_utf8(bytes)) return DecodedText{std::string(bytes), Encoding::Utf8};
  if (is_mostly_utf8(bytes)) return DecodedText{with_replacements(bytes), Encoding::Utf8};
  if (is_mostly_gb18030(bytes)) return DecodedText{convert(bytes, "gb18030"), Encoding::Gb18030};
  return std::nullopt;
}

}  // namespace mingzhang
