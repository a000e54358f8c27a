#pragma once
// The two languages a user may read. Chinese comes first; English is by option.

#include <string_view>

namespace mingzhang {

enum class Language { Chinese, English };

inline std::string_view pick(Language language, std::string_view zh, std::string_view en) {
  return language == Language::English ? en : zh;
}

}  // namespace mingzhang
