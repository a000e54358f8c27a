#pragma once
// Where a few signs may begin in a text: most bytes begin none, and one look-up passes over each of them.

#include <array>
#include <initializer_list>
#include <string_view>

namespace mingzhang {

class FirstBytes {
 public:
  constexpr FirstBytes(std::initializer_list<std::string_view> signs) {
    for (const std::string_view sign : signs) contains_[static_cast<unsigned char>(sign[0])] = true;
  }

  constexpr bool contains(char byte) const { return contains_[static_cast<unsigned char>(byte)]; }

  // The first such byte here or later; text.size() when there is none.
  constexpr std::size_t find(std::string_view text, std::size_t from) const {
    while (from < text.size() && !contains(text[from])) ++from;
    return from;
  }

 private:
  std::array<bool, 256> contains_{};
};

}  // namespace mingzhang
