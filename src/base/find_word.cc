#include "base/find_word.h"

#include <algorithm>
#include <cstring>

namespace mingzhang {

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  constexpr std::size_t kKey = 2;  // the byte that is looked for
  if (word.size() <= kKey) return text.find(word, from);
  if (from > text.size() || text.size() - from < word.size()) return std::string_view::npos;
  const char* const end = text.data() + text.size() - (word.size() - 1 - kKey);
  for (const char* at = text.data() + from + kKey; at < end; ++at) {
    at = static_cast<const char*>(std::memchr(at, word[kKey], static_cast<std::size_t>(end - at)));
    if (at == nullptr) break;
    const char* const begin = at - kKey;
    if (begin[1] == word[1] && begin[0] == word[0] && std::memcmp(begin, word.data(), word.size()) == 0) return static_cast<std::size_t>(begin - text.data());
  }
  return std::string_view::npos;
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return find_word(text, word) != std::string_view::npos; });
}

}  // namespace mingzhang
