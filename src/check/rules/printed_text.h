#pragma once
// The running text of a disclosure, as rules read it: stretches of words that know where they stand, cut into sentences
// and clauses. Offsets and lengths are bytes.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/find_word.h"
#include "check/report.h"
#include "disclosure/disclosure.h"

namespace mingzhang {

enum class TextKind : std::uint8_t {
  Heading,    // of a section
  Title,      // of a table
  Body,       // of a section
  Statement,  // below an empty table
  Goal,       // of a performance table
  Label,      // names of rows and indicators: words alone, no sentences
};

struct PrintedText {
  TextKind kind = TextKind::Body;
  const Passage* printed = nullptr;  // in the disclosure; nullptr when the words are put together here
  Passage composed;
  int section = -1;        // of headings and bodies
  bool glossary = false;   // explains terms: what it says is about no year and no amount
  std::string_view table;  // title of the table it belongs to; "" outside tables

  const Passage& passage() const { return printed != nullptr ? *printed : composed; }
  std::string_view words() const { return passage().text; }
};

// The disclosure must outlive them.
std::vector<PrintedText> printed_texts(const Disclosure& disclosure);

struct Span {
  std::size_t begin = 0, end = 0;
  std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
};

// The sentence (up to 。；or a line end), and the clause (up to a comma or colon too), that hold this byte.
Span sentence_at(std::string_view text, std::size_t offset);
std::size_t begin_of_sentence(std::string_view text, std::size_t offset);
Span clause_at(std::string_view text, std::size_t offset);

// So many characters more on either side, without leaving the line: enough words to find a single sign by.
Span widened(std::string_view text, Span span, int characters_before, int characters_after);

FindingPlace quote(const PrintedText& text, Span span);

// The byte that was printed at this place; nullopt when the passage has none there.
std::optional<std::size_t> offset_of(const Passage& passage, const Place& place);

// The longest of the words that the text begins or ends with; "" when none.
std::string_view prefix_among(std::string_view text, std::initializer_list<std::string_view> words);
std::string_view suffix_among(std::string_view text, std::initializer_list<std::string_view> words);

// "20" and two more digits before 年 at this byte or later, neither part of a longer number.
struct PrintedYear {
  int year = 0;
  Span span;  // with 年
};
std::vector<PrintedYear> years_in(std::string_view text);

}  // namespace mingzhang
