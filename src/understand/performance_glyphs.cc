#include "understand/performance_glyphs.h"

#include <algorithm>

#include "base/utf8.h"

namespace mingzhang {
namespace {

bool is_latin(char32_t value) {
  return (value >= U'a' && value <= U'z') || (value >= U'A' && value <= U'Z') || is_ascii_digit(value);
}

// Lines are known to be numbered as in the file only where the format numbers them.
bool skips_a_line(const Text& before, const Text& after) {
  return before.place.line > 0 && after.place.line > before.place.line + 1;
}

}  // namespace

bool is_ascii_digit(char32_t value) {
  return value >= U'0' && value <= U'9';
}

bool is_word_character(char32_t value) {
  return is_latin(value) || is_han(value);
}

Glyphs::Glyphs(std::span<const Text* const> lines) : lines_(lines) {
  std::size_t bytes = 0;
  for (const Text* line : lines) bytes += line->text.size();
  glyphs_.reserve(bytes / 2);  // ideographs are three bytes, digits one
  bool spaced = false;
  const Text* before = nullptr;
  for (std::uint32_t line = 0; line < lines.size(); ++line) {
    const Text& text = *lines[line];
    int column = std::max(text.place.column, 1);
    Gap gap = before == nullptr ? Gap::None : Gap::Tight;
    if (before != nullptr && skips_a_line(*before, text)) {
      gap = Gap::Wrap;
    }
    for (const CodePoint& point : code_points(text.text)) {
      if (is_space(point.value)) {
        if (gap == Gap::None) gap = Gap::Space;
      } else {
        spaced |= gap == Gap::Wrap;
        glyphs_.push_back({folded(point.value), gap, line, static_cast<std::uint32_t>(point.offset),
                           static_cast<std::uint32_t>(point.size), column});
        gap = Gap::None;
        before = &text;
      }
      ++column;
    }
  }
  if (spaced) return;
  for (Glyph& glyph : glyphs_) {
    if (glyph.before == Gap::Tight) glyph.before = Gap::Wrap;
  }
}

void Glyphs::erase(Run run) {
  glyphs_.erase(glyphs_.begin() + static_cast<std::ptrdiff_t>(run.begin),
                glyphs_.begin() + static_cast<std::ptrdiff_t>(run.end));
}

std::size_t Glyphs::piece_end(std::size_t index) const {
  do ++index;
  while (!is_break(index));
  return std::min(index, size());
}

std::size_t Glyphs::line_end(std::size_t index) const {
  const std::uint32_t line = glyphs_[index].line;
  while (index < size() && glyphs_[index].line == line) ++index;
  return index;
}

std::size_t Glyphs::match(const Word& word, std::size_t index, std::size_t end) const {
  if (word.empty() || index + word.size() > std::min(end, size())) return 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (glyphs_[index + i].value != word[i]) return 0;
  }
  return index + word.size();
}

std::size_t Glyphs::match(const WordList& words, std::size_t index, std::size_t end) const {
  std::size_t longest = 0;
  for (const Word& word : words) longest = std::max(longest, match(word, index, end));
  return longest;
}

bool Glyphs::begins_one_of(const WordSet& words, Run run) const {
  const auto begins = [&](const WordSet::Entry& entry) {
    if (entry.word.size() < run.size()) return false;
    for (std::size_t i = 0; i < run.size(); ++i) {
      if (glyphs_[run.begin + i].value != entry.word[i]) return false;
    }
    return true;
  };
  const std::span<const WordSet::Entry> candidates = words.candidates(glyphs_[run.begin].value);
  return std::any_of(candidates.begin(), candidates.end(), begins);
}

Word Glyphs::key(Run run) const {
  Word key;
  key.reserve(run.size());
  for (std::size_t i = run.begin; i < run.end; ++i) key += glyphs_[i].value;
  return key;
}

std::string_view Glyphs::printed_from(std::size_t index) const {
  return std::string_view(lines_[glyphs_[index].line]->text).substr(glyphs_[index].offset);
}

std::string Glyphs::text(Run run) const {
  std::string text;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    const Glyph& glyph = glyphs_[i];
    const bool apart = i > run.begin && glyph.before != Gap::None;
    if (apart && is_latin(glyph.value) && is_latin(glyphs_[i - 1].value)) text += ' ';
    text.append(lines_[glyph.line]->text, glyph.offset, glyph.size);
  }
  return text;
}

Place Glyphs::place(Run run) const {
  if (run.begin >= size()) return {};
  const Glyph& first = glyphs_[run.begin];
  const std::size_t end = std::max(std::min(run.end, line_end(run.begin)), run.begin + 1);
  Place place = lines_[first.line]->place;
  place.column = first.column;
  place.length = glyphs_[end - 1].column - first.column + 1;
  return place;
}

std::vector<Text> Glyphs::cut(Run run) const {
  std::vector<Text> lines;
  for (std::size_t begin = run.begin; begin < run.end;) {
    const std::size_t end = std::min(line_end(begin), run.end);
    const Glyph &first = glyphs_[begin], &last = glyphs_[end - 1];
    Text line = *lines_[first.line];
    line.text = line.text.substr(first.offset, last.offset + last.size - first.offset);
    line.place.column = first.column;
    line.place.length = last.column - first.column + 1;
    lines.push_back(std::move(line));
    begin = end;
  }
  return lines;
}

}  // namespace mingzhang
