#pragma once
// UTF-8: code points, columns and the few character classes that every stage needs. Bytes that are not UTF-8 never stop
// anything: each maximal broken sequence reads as one U+FFFD with `valid == false`.

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

namespace mingzhang {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

struct CodePoint {
  char32_t value = 0;
  std::size_t offset = 0;  // byte at which it begins
  std::size_t size = 0;    // bytes it takes, at least 1
  bool valid = true;       // false: broken bytes, value is U+FFFD
};

// For code_point_at(): everything that is not ASCII or a sound three-byte sequence.
CodePoint rare_code_point_at(std::string_view text, std::size_t offset);

// The code point that begins at byte `offset`, which must be inside the text. Here in full because nearly all of our
// text is ASCII or three bytes wide, and every stage walks over it.
inline CodePoint code_point_at(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  if (offset < text.size() && byte(0) < 0x80) return {byte(0), offset, 1, true};
  // Not E0 and ED, behind which some continuations are overlong forms or surrogates.
  const bool plain_lead = offset + 2 < text.size() && byte(0) > 0xE0 && byte(0) < 0xF0 && byte(0) != 0xED;
  if (plain_lead && (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80)
    return {static_cast<char32_t>((byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F)), offset, 3, true};
  return rare_code_point_at(text, offset);
}

// for (const CodePoint& point : code_points(text)) ...
class CodePointRange {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = CodePoint;
    using difference_type = std::ptrdiff_t;
    using pointer = const CodePoint*;
    using reference = const CodePoint&;

    Iterator(std::string_view text, std::size_t offset) : text_(text), offset_(offset) { load(); }
    reference operator*() const { return point_; }
    pointer operator->() const { return &point_; }
    Iterator& operator++() {
      offset_ += point_.size;
      load();
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.offset_ == b.offset_; }

   private:
    void load() {
      if (offset_ < text_.size()) point_ = code_point_at(text_, offset_);
    }
    std::string_view text_;
    std::size_t offset_;
    CodePoint point_;
  };

  explicit CodePointRange(std::string_view text) : text_(text) {}
  Iterator begin() const { return {text_, 0}; }
  Iterator end() const { return {text_, text_.size()}; }

 private:
  std::string_view text_;
};

inline CodePointRange code_points(std::string_view text) {
  return CodePointRange(text);
}

bool is_valid_utf8(std::string_view text);
std::size_t count_code_points(std::string_view text);
void append_utf8(std::string& text, char32_t value);  // U+FFFD for what is no Unicode scalar value

// Columns count code points from 1. The column one past the last character is that of byte text.size().
int column_of_byte(std::string_view text, std::size_t offset);
std::size_t byte_of_column(std::string_view text, int column);  // text.size() for columns beyond the end

// Ideographs, with 〇.
bool is_han(char32_t value);
// Unicode white space (U+3000 and U+00A0 too), and what prints nothing: U+200B-F, U+2060, U+FEFF.
bool is_rare_space(char32_t value);
inline bool is_space(char32_t value) {
  if (value < 0x80) return value == ' ' || (value >= '\t' && value <= '\r');
  return (value <= 0x3000 || value == 0xFEFF) && is_rare_space(value);  // no ideograph is
}
// C0 and C1 controls that are not white space.
bool is_control(char32_t value);

}  // namespace mingzhang
