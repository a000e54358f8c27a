#pragma once
// Words of a catalog, each with its meaning, found by their first character. Built once, when the catalog is loaded.

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace mingzhang {

// A word in the form in which words are compared: no spaces, half-width forms, one glyph for each comparator.
using Word = std::u32string;

template <class Meaning>
class WordMap {
 public:
  struct Entry {
    Word word;  // not empty
    Meaning meaning;
  };

  WordMap() = default;
  explicit WordMap(std::vector<Entry> entries) : entries_(std::move(entries)) {
    const auto in_bucket_order = [](const Entry& a, const Entry& b) { return bucket_of(a) < bucket_of(b); };
    std::stable_sort(entries_.begin(), entries_.end(), in_bucket_order);
    for (const Entry& entry : entries_) ++begins_[bucket_of(entry) + 1];
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
  }

  // All words that begin with this character, and perhaps a few others; equal words in the order of the catalog.
  std::span<const Entry> candidates(char32_t first) const {
    const std::size_t bucket = first % kBuckets;
    return std::span(entries_).subspan(begins_[bucket], begins_[bucket + 1] - begins_[bucket]);
  }

 private:
  // Most characters of a text begin no word: with many more buckets than words they meet an empty one.
  static constexpr std::size_t kBuckets = 512;
  static std::size_t bucket_of(const Entry& entry) { return entry.word.front() % kBuckets; }

  std::vector<Entry> entries_;                           // by bucket
  std::array<std::uint32_t, kBuckets + 1> begins_ = {};  // of the buckets; the end of the last
};

using WordSet = WordMap<std::monostate>;

}  // namespace mingzhang
