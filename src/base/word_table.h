#pragma once
// Words of a catalog with their meanings, found where they begin in a text. Most characters of a text begin none.

#include <algorithm>
#include <array>
#include <bitset>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.h"

namespace mingzhang {

template <class Meaning>
class WordTable {
 public:
  struct Entry {
    std::string word;
    Meaning meaning;
  };

  // Of equal words the first counts. The empty word is none.
  void add(std::string word, Meaning meaning) {
    if (word.empty()) return;
    const std::size_t bucket = bucket_of(code_point_at(word, 0));
    is_used_.set(bucket);
    std::vector<Entry>& entries = buckets_[bucket];
    const auto shorter = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.word.size() < word.size(); });
    entries.insert(shorter, {std::move(word), std::move(meaning)});
  }

  // The longest word that begins with this character of the text; nullptr when none does.
  const Entry* longest_at(std::string_view text, const CodePoint& first) const {
    const std::size_t bucket = bucket_of(first);
    if (!is_used_[bucket]) return nullptr;
    const std::string_view rest = text.substr(first.offset);
    for (const Entry& entry : buckets_[bucket]) {
      const std::size_t size = entry.word.size();
      if (size <= rest.size() && rest[size - 1] == entry.word.back() && rest.starts_with(entry.word)) return &entry;
    }
    return nullptr;
  }

  bool contains(std::string_view word) const {
    if (word.empty()) return false;
    const std::vector<Entry>& entries = buckets_[bucket_of(code_point_at(word, 0))];
    return std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.word == word; });
  }

 private:
  static constexpr std::size_t kBuckets = 1024;
  static std::size_t bucket_of(const CodePoint& first) { return first.value % kBuckets; }
  std::array<std::vector<Entry>, kBuckets> buckets_;  // by first character, longest word first
  std::bitset<kBuckets> is_used_;  // those with words, in two cache lines
};

}  // namespace mingzhang
