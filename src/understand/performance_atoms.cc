#include "understand/performance_atoms.h"

#include <algorithm>

#include "understand/performance_values.h"

namespace mingzhang {
namespace {

constexpr std::size_t kSplittingSizeMin = 4;  // shorter words are part of ordinary text too often

class WordFinder {
 public:
  WordFinder(const Glyphs& glyphs, std::size_t end, const PerformanceWords& words)
      : glyphs_(glyphs), end_(end), words_(words) {}

  std::vector<KnownWord> words_at(std::size_t index) const {
    std::vector<KnownWord> found;
    for (const Synonyms& level : words_.level1) add_level(found, index, level, IndicatorColumn::Level1);
    for (const Synonyms& level : words_.level2) add_level(found, index, level, IndicatorColumn::Level2);
    add_words(found, index, words_.bases, IndicatorColumn::Basis);
    add_words(found, index, words_.scoring_rules, IndicatorColumn::ScoringRule);
    add_words(found, index, words_.evidence, IndicatorColumn::Evidence);
    return found;
  }

 private:
  void add(std::vector<KnownWord>& found, std::size_t index, const Word& word, IndicatorColumn column,
           bool canonical) const {
    const std::size_t end = glyphs_.match(word, index, end_);
    if (end != 0) found.push_back({{index, end}, column, canonical});
  }
  void add_level(std::vector<KnownWord>& found, std::size_t index, const Synonyms& level,
                 IndicatorColumn column) const {
    for (const Word& word : level.printed) add(found, index, word, column, &word == &level.printed.front());
  }
  void add_words(std::vector<KnownWord>& found, std::size_t index, const WordSet& set, IndicatorColumn column) const {
    for (const Word& word : set.starting_with(glyphs_[index].value)) add(found, index, word, column, true);
  }

  const Glyphs& glyphs_;
  std::size_t end_;
  const PerformanceWords& words_;
};

bool begins_comparator(const Glyphs& glyphs, std::size_t index) {
  return is_comparator_sign(glyphs[index].value) && (index == 0 || !is_comparator_sign(glyphs[index - 1].value));
}

}  // namespace

std::vector<Atom> split_into_atoms(const Glyphs& glyphs, Run within, const PerformanceWords& words) {
  const WordFinder finder(glyphs, within.end, words);
  std::vector<bool> starts(within.size() + 1, false);
  std::vector<std::vector<KnownWord>> known(within.size());
  const auto start = [&](std::size_t index) { starts[index - within.begin] = true; };
  start(within.begin);
  start(within.end);
  for (std::size_t i = within.begin; i < within.end; ++i) {
    if (glyphs.is_break(i) || begins_comparator(glyphs, i)) start(i);
    known[i - within.begin] = finder.words_at(i);
    for (const KnownWord& word : known[i - within.begin]) {
      if (word.run.size() < kSplittingSizeMin) continue;
      start(word.run.begin);
      start(word.run.end);
    }
  }
  std::vector<Atom> atoms;
  for (std::size_t i = within.begin; i < within.end; ++i) {
    if (!starts[i - within.begin]) continue;
    std::vector<KnownWord>& words_here = known[i - within.begin];
    std::erase_if(words_here, [&](const KnownWord& word) { return !starts[word.run.end - within.begin]; });
    if (!atoms.empty()) atoms.back().run.end = i;
    atoms.push_back({{i, within.end}, std::move(words_here)});
  }
  return atoms;
}

}  // namespace mingzhang
