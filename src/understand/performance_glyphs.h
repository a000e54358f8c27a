#pragma once
// The printed characters of a table whose cell borders are lost: every character without the spaces, each knowing what
// separates it from the one before. Spaces inside a line separate cells; a line end may be a wrapped cell or a new one.

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "disclosure/disclosure.h"
#include "document/document.h"
#include "understand/performance_words.h"

namespace mingzhang {

enum class Gap : std::uint8_t {
  None,   // glued to the character before
  Space,  // spaces of one line between
  Wrap,   // a line end
  Tight,  // a line end without the empty line that other line ends of this table have: more likely a new cell
};

struct Glyph {
  char32_t value = 0;  // folded
  Gap before = Gap::None;
  std::uint32_t line = 0;    // index into the lines
  std::uint32_t offset = 0;  // byte in the line
  std::uint32_t size = 0;    // bytes
  int column = 0;            // in characters, from 1
};

// A half-open range of glyphs.
struct Run {
  std::size_t begin = 0, end = 0;
  std::size_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  friend bool operator==(const Run&, const Run&) = default;
};

bool is_ascii_digit(char32_t value);
// Letters, digits and Han characters: what a word or number can be made of, in contrast to punctuation.
bool is_word_character(char32_t value);

class Glyphs {
 public:
  explicit Glyphs(std::span<const Text* const> lines);  // which must outlive it

  void erase(Run run);  // as if it had not been printed

  std::size_t size() const { return glyphs_.size(); }
  const Glyph& operator[](std::size_t index) const { return glyphs_[index]; }
  // Is there a gap, or an end of the text, before this glyph? `index` may be size().
  bool is_break(std::size_t index) const { return index == 0 || index >= size() || glyphs_[index].before != Gap::None; }
  // The end of the longest stretch without a gap that begins here.
  std::size_t piece_end(std::size_t index) const;
  std::size_t line_end(std::size_t index) const;

  // The end of `word` if it is printed from `index` on (over any gaps) before `end`; 0 if it is not.
  std::size_t match(const Word& word, std::size_t index, std::size_t end) const;
  // The end of the longest matching word; 0 if there is none.
  std::size_t match(const WordList& words, std::size_t index, std::size_t end) const;
  std::size_t match(const WordSet& words, std::size_t index, std::size_t end) const {
    const WordSet::Entry* longest = find(words, index, end);
    return longest == nullptr ? 0 : index + longest->word.size();
  }
  // The longest matching word with its meaning; nullptr if there is none. Of equal words the first.
  template <class Meaning>
  const typename WordMap<Meaning>::Entry* find(const WordMap<Meaning>& words, std::size_t index, std::size_t end) const;
  // Is the run the beginning of one of the words?
  bool begins_one_of(const WordSet& words, Run run) const;

  Word key(Run run) const;                                 // folded, without gaps
  std::string_view printed_from(std::size_t index) const;  // the rest of its line, with the spaces
  std::string text(Run run) const;       // as printed, joined; a space stays only between two Latin letters or digits
  Place place(Run run) const;            // of the first line that the run touches
  std::vector<Text> cut(Run run) const;  // as lines that know where they stand

 private:
  std::span<const Text* const> lines_;
  std::vector<Glyph> glyphs_;
};

template <class Meaning>
const typename WordMap<Meaning>::Entry* Glyphs::find(const WordMap<Meaning>& words, std::size_t index,
                                                     std::size_t end) const {
  if (index >= std::min(end, size())) return nullptr;
  const typename WordMap<Meaning>::Entry* longest = nullptr;
  for (const auto& entry : words.candidates(glyphs_[index].value)) {
    const bool longer = longest == nullptr || entry.word.size() > longest->word.size();
    if (longer && match(entry.word, index, end) != 0) longest = &entry;
  }
  return longest;
}

}  // namespace mingzhang
