#pragma once
// Words and what they stand for in the cube (catalog/vocabulary.yaml). Titles, header paths, row labels and sentences are
// all understood the same way: each contributes its words' nodes to what the surroundings already say.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/word_table.h"
#include "cube/space.h"
#include "money/figure.h"

namespace mingzhang {

// The form in which words are compared: no spaces, half-width brackets, one kind of quotation marks.
std::string word_key(std::string_view text);

enum class NumberKind : std::uint8_t { Money, Count, Area };
NumberKind number_kind(Unit unit);

struct Sense {
  std::vector<std::pair<Dimension, Extent>> extents;
  std::optional<NumberKind> only = std::nullopt;  // counts for numbers of this kind only
  std::vector<std::pair<Dimension, Extent>> within = {};  // counts only where the surroundings lie in all of these, and then before others
};

struct WordHit {
  std::size_t offset = 0, length = 0;  // bytes of the key
  const std::vector<Sense>* senses = nullptr;
};

class YamlNode;

class Vocabulary {
 public:
  void add(std::string_view word, std::vector<Sense> senses);

  bool knows(std::string_view word) const;

  // All words in a key (see word_key), longest first at each position, not overlapping.
  std::vector<WordHit> find(std::string_view key) const;

  // What `text` adds to `context`. nullopt when it has no word that says something about the region.
  std::optional<Region> refine(const Space& space, const Region& context, std::string_view text, NumberKind kind) const;

  // Does the text name anything that no word of ours accounts for?
  bool has_unknown_words(std::string_view text) const;

  // The sense that counts for this kind of number: the first whose surroundings are these or that lies inside the region,
  // else the first. nullptr when there is none for this kind.
  static const Sense* choose(const Space& space, const std::vector<Sense>& senses, NumberKind kind, const Region& region);

  // Just one sense applied: the one inside the context, else the first that fits the kind.
  static bool apply(const Space& space, const std::vector<Sense>& senses, NumberKind kind, Region& region);

 private:
  WordTable<std::vector<Sense>> words_;
};

// The `words` of catalog/vocabulary.yaml. Errors: catalog.yaml.invalid
Result<void> read_vocabulary(const std::string& path, const YamlNode& root, Space& space, Vocabulary& vocabulary);

}  // namespace mingzhang
