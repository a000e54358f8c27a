#pragma once

#include <functional>
#include <string_view>

namespace mingzhang {

// Maps of std::string that are asked with std::string_view.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

}  // namespace mingzhang
