#pragma once
// What poppler writes, as bytes.

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <string>

#include <poppler/Stream.h>

namespace mingzhang::pdf {

class StringStream : public OutStream {
 public:
  void close() override {}
  Goffset getPos() override { return static_cast<Goffset>(text.size()); }
  void put(char c) override { text += c; }
  void printf(const char* format, ...) override GCC_PRINTF_FORMAT(2, 3) {
    va_list values, again;
    va_start(values, format);
    va_copy(again, values);
    const int size = std::vsnprintf(nullptr, 0, format, values);
    va_end(values);
    std::string piece(static_cast<std::size_t>(std::max(size, 0)) + 1, '\0');
    std::vsnprintf(piece.data(), piece.size(), format, again);
    va_end(again);
    piece.pop_back();
    text += piece;
  }

  std::string text;
};

}  // namespace mingzhang::pdf
