#pragma once
// What the words before a number speak of: vocabulary, chains of functions, names of items and of the document's own
// projects, read inside what the surroundings already say.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "cube/space.h"
#include "forms/knowledge.h"

namespace mingzhang {

// Year and stage are what the same thing is spoken of in: 2023年当年预算执行数, 年初预算, 支出决算.
struct Aspect {
  std::optional<Extent> year, stage;
  bool is_year_before = false;  // 上年: the year before that of the region, whichever that is; `year` is not set
  bool any() const { return year || stage || is_year_before; }
};

struct Spoken {
  Region region;           // in the year and stage of the document
  Aspect aspect;           // where the words say another, or the same
  bool is_named = false;   // the words say what, not only when or which way the money goes
  std::optional<Extent> flow;  // where they say that
  bool is_known = true;    // no words are left that no list accounts for
  bool ends_in_word = false;   // the last word at least is known
};

class TopicReader {
 public:
  // `names`: the document's own; `usual`: year, stage and measure of the document.
  TopicReader(const Knowledge& knowledge, const Vocabulary& names, std::string_view unit, int year, const Region& usual, Space& space);

  // `surroundings`: what the words may be a part of, nearest first; the last one is taken when they are part of none.
  Spoken read(std::string_view text, std::span<const Region> surroundings, NumberKind kind);

  // The year and the stage that “上年预算”, “2023年度”, “年初预算数” name.
  Aspect aspect_of(std::string_view text);

  const Region& usual() const { return usual_; }
  // The same region in that year and stage.
  Region in(const Aspect& aspect, Region region) const;
  Extent year(int offset) { return Extent(space_.year(year_ + offset)); }
  Extent stage(std::string_view id) const { return Extent(space_.tree(Dimension::Stage).find(id).value_or(kRoot)); }

 private:
  struct Words {
    std::string key;
    Aspect aspect;
    bool is_known = true;
    std::optional<NodeId> function;
    std::vector<WordHit> hits, own_hits;  // of the vocabulary, and of the document's own names
  };
  const Words& words_of(std::string_view text);
  Words find_words_of(std::string_view text);
  std::string take_years(std::string_view text, Aspect& aspect);
  void find_words(std::string key, Words& words) const;
  std::size_t unknown_characters(std::string_view key, std::span<const WordHit> hits) const;
  bool ends_like_a_unit(std::string_view name) const;

  Region apply(const Region& from, const Words& words, NumberKind kind, Spoken& spoken) const;
  Region settled(Region region) const;

  std::optional<NodeId> function_of(std::string_view text, std::span<const Region> surroundings, std::string& rest);
  const CodeEntry* chain_end(std::string_view text) const;
  std::string corrected_chain(std::string_view text) const;
  std::optional<NodeId> function_named(std::string_view name, std::span<const Region> surroundings);
  std::string levels_above(std::string_view text, std::span<const Region> surroundings) const;
  void index_functions();

  const Knowledge& knowledge_;
  const Vocabulary& names_;
  std::string unit_;
  int year_;
  Region usual_;
  Space& space_;
  Extent budget_measure_, expenditure_, final_;
  std::multimap<std::string, NodeId> functions_;  // the document's own, by normalised name
  NodeId functions_seen_ = 0;
  std::unordered_map<std::string, Words> known_words_;  // the same words are asked about again and again
};

}  // namespace mingzhang
