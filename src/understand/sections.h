#pragma once
// The sections of a document: headings, numbered or not, each with the running text below it.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "disclosure/disclosure.h"
#include "document/document.h"
#include "forms/sentence_words.h"
#include "understand/table_lines.h"

namespace mingzhang {

// Reads line by line. `keys` are the word keys of the lines; both must outlive the reader.
class SectionReader {
 public:
  SectionReader(std::span<const Text* const> lines, std::span<const std::string> keys, const SentenceWords& words);

  // A heading that ends whatever came before, also a table: a part, or one of those that carry no number
  // ("2026年单位预算编制说明").
  bool begins_chapter(std::size_t i) const { return part_number(keys_[i]) > 0 || is_bare_heading(i); }

  // Any heading: one of these, or 一、 and （一）.
  bool begins_section(std::size_t i) const;

  // Takes line i (and more, when a heading is wrapped); the index of the first line not taken.
  std::size_t read(std::size_t i);
  // What was read so far of the body ends here: a table follows.
  void close();
  // Takes the last line back out of the body, if it is this one.
  void take_back(const Text* line);

  int part() const { return part_; }
  // Sections in order; entries of a table of contents, which come again with a body, are left out.
  std::vector<Section> take();

 private:
  bool is_heading(std::size_t i) const;
  bool is_bare_heading(std::size_t i) const;
  std::size_t begin_part(std::size_t i, int part);
  std::size_t begin_section(std::size_t i, int level, std::size_t numbering);
  void drop_contents_entries();

  std::span<const Text* const> lines_;
  std::span<const std::string> keys_;
  const SentenceWords& words_;
  int full_width_ = 0, part_ = 0;
  std::vector<Section> sections_;
  std::vector<const Text*> body_;
};

}  // namespace mingzhang
