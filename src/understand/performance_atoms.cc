#include "understand/performance_atoms.h"

#include <algorithm>

#include "understand/performance_values.h"

namespace mingzhang {
namespace {

constexpr std::size_t kSplittingSizeMin = 4;  // shorter words are part of ordinary text too often

std::vector<KnownWord> words_at(const Glyphs& glyphs, std::size_t index, std::size_t end,
                                const PerformanceWords& words) {
  std::vector<KnownWord> found;
  for (const auto& entry : words.known.candidates(glyphs[index].value)) {
    const std::size_t word_end = glyphs.match(entry.word, index, end);
    if (word_end != 0) found.push_back({entry.meaning, {index, word_end}});
  }
  return found;
}

bool begins_comparator(const Glyphs& glyphs, std::size_t index) {
  return is_comparator_sign(glyphs[index].value) && (index == 0 || !is_comparator_sign(glyphs[index - 1].value));
}

}  // namespace

std::vector<Atom> split_into_atoms(const Glyphs& glyphs, Run within, const PerformanceWords& words) {
  std::vector<bool> starts(within.size() + 1, false);
  std::vector<std::vector<KnownWord>> known(within.size());
  const auto start = [&](std::size_t index) { starts[index - within.begin] = true; };
  start(within.begin);
  start(within.end);
  for (std::size_t i = within.begin; i < within.end; ++i) {
    if (glyphs.is_break(i) || begins_comparator(glyphs, i)) start(i);
    known[i - within.begin] = words_at(glyphs, i, within.end, words);
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
