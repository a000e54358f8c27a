#include "base/hash_index.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mingzhang {
namespace {

struct Words {
  std::uint32_t add(const std::string& word, std::uint64_t hash) {
    const std::uint32_t known = find(word, hash);
    if (known != HashIndex::kNone) return known;
    words.push_back(word);
    index.add(hash, static_cast<std::uint32_t>(words.size() - 1));
    return static_cast<std::uint32_t>(words.size() - 1);
  }
  std::uint32_t find(const std::string& word, std::uint64_t hash) const {
    return index.find(hash, [&](std::uint32_t position) { return words[position] == word; });
  }
  std::vector<std::string> words;
  HashIndex index;
};

TEST(HashIndex, FindsWhatWasAddedAlsoWhenItHasGrown) {
  Words words;
  const auto hash = [](int i) { return static_cast<std::uint64_t>(i) * 0x9e3779b97f4a7c15ull; };
  for (int i = 0; i < 5000; ++i) EXPECT_EQ(words.add(std::to_string(i), hash(i)), static_cast<std::uint32_t>(i));
  for (int i = 0; i < 5000; ++i) EXPECT_EQ(words.find(std::to_string(i), hash(i)), static_cast<std::uint32_t>(i));
  EXPECT_EQ(words.find("5000", hash(5000)), HashIndex::kNone);
}

TEST(HashIndex, EqualHashesAreToldApartByTheItem) {
  Words words;
  for (const std::uint64_t hash : {std::uint64_t{0}, ~std::uint64_t{0}}) {
    words.add("甲", hash);
    words.add("乙", hash);
    EXPECT_NE(words.find("甲", hash), words.find("乙", hash));
    EXPECT_EQ(words.find("丙", hash), HashIndex::kNone);
  }
}

TEST(HashIndex, IsEmptyAtFirstAndWhenCleared) {
  Words words;
  EXPECT_EQ(words.find("甲", 7), HashIndex::kNone);
  words.add("甲", 7);
  words.index.clear();
  EXPECT_EQ(words.find("甲", 7), HashIndex::kNone);
  words.index.add(7, 0);
  EXPECT_EQ(words.find("甲", 7), 0u);
}

}  // namespace
}  // namespace mingzhang
