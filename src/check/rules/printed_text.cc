#include "check/rules/printed_text.h"

#include <algorithm>

#include "base/utf8.h"
#include "check/rules/first_bytes.h"

namespace mingzhang {
namespace {

// Titles are kept without spaces, so only their line is known.
Passage one_place(std::string text, Place place) {
  place.column = 0;
  return {std::move(text), {{0, place}}};
}

void add_sections(const Disclosure& disclosure, std::vector<PrintedText>& texts) {
  for (std::size_t s = 0; s < disclosure.sections.size(); ++s) {
    const Section& section = disclosure.sections[s];
    const int index = static_cast<int>(s);
    Passage heading = one_place(section.number + section.title, section.place);
    const bool glossary = section.title.find("名词解释") != std::string::npos;
    texts.push_back({TextKind::Heading, nullptr, std::move(heading), index, glossary, {}});
    if (!section.body.text.empty()) texts.push_back({TextKind::Body, &section.body, {}, index, glossary, {}});
  }
}

PrintedText text_in_table(TextKind kind, const Passage& passage, std::string_view title) {
  return {kind, &passage, {}, -1, false, title};
}

PrintedText label(std::string words, const Place& place, std::string_view title) {
  return {TextKind::Label, nullptr, one_place(std::move(words), place), -1, false, title};
}

void add_tables(const Disclosure& disclosure, std::vector<PrintedText>& texts) {
  const Table* previous = nullptr;
  for (const Table& table : disclosure.tables) {
    // Both panels of a table carry its statement.
    const bool again = previous != nullptr && previous->id == table.id && previous->place == table.place;
    if (!again && !table.title.empty())
      texts.push_back({TextKind::Title, nullptr, one_place(table.title, table.place), -1, false, table.title});
    if (table.empty_statement && !again)
      texts.push_back(text_in_table(TextKind::Statement, *table.empty_statement, table.title));
    for (const Row& row : table.rows) texts.push_back(label(row.label, row.place, table.title));
    previous = &table;
  }
}

void add_performance(const Disclosure& disclosure, std::vector<PrintedText>& texts) {
  for (const PerformanceTable& table : disclosure.performance) {
    for (const std::string* name : {&table.unit_name, &table.project})
      if (!name->empty()) texts.push_back(label(*name, table.place, table.title));
    if (!table.goal.text.empty()) texts.push_back(text_in_table(TextKind::Goal, table.goal, table.title));
    for (const Indicator& indicator : table.indicators)
      texts.push_back(label(indicator.name + indicator.target, indicator.place, table.title));
  }
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The comma of 1,234.56 ends nothing.
bool is_inside_number(std::string_view text, std::size_t mark) {
  return mark > 0 && mark + 1 < text.size() && is_digit(text[mark - 1]) && is_digit(text[mark + 1]);
}

enum class Marks : std::uint8_t { OfSentences, OfClauses };

constexpr FirstBytes kFirstBytes = {"\n", ";", ",", ":", "。", "；", "！", "，", "："};

// Bytes of the mark that begins here; 0 when none does.
std::size_t mark_at(std::string_view text, std::size_t at, Marks marks) {
  const CodePoint point = code_point_at(text, at);
  switch (point.value) {
    case U'。':
    case U'；':
    case U'！':
      return point.size;
    case U'\n':
    case U';':
      return is_inside_number(text, at) ? 0 : point.size;
    case U'，':
    case U'：':
      return marks == Marks::OfClauses ? point.size : 0;
    case U',':
    case U':':
      return marks == Marks::OfClauses && !is_inside_number(text, at) ? point.size : 0;
    default:
      return 0;
  }
}

// The stretch without marks that holds a byte.
std::size_t begin_of_stretch(std::string_view text, std::size_t offset, Marks marks) {
  for (std::size_t at = offset; at-- > 0;) {
    if (!kFirstBytes.contains(text[at])) continue;
    const std::size_t size = mark_at(text, at, marks);
    if (size > 0 && at + size <= offset) return at + size;
  }
  return 0;
}

std::size_t end_of_stretch(std::string_view text, std::size_t offset, Marks marks) {
  std::size_t at = kFirstBytes.find(text, offset);
  while (at < text.size() && mark_at(text, at, marks) == 0) at = kFirstBytes.find(text, at + 1);
  return at;
}

std::size_t step_back(std::string_view text, std::size_t offset) {
  do --offset;
  while (offset > 0 && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80);
  return offset;
}

}  // namespace

std::vector<PrintedText> printed_texts(const Disclosure& disclosure) {
  std::size_t count = 2 * disclosure.sections.size();
  for (const Table& table : disclosure.tables) count += table.rows.size() + 2;
  for (const PerformanceTable& table : disclosure.performance) count += table.indicators.size() + 3;
  std::vector<PrintedText> texts;
  texts.reserve(count);
  add_sections(disclosure, texts);
  add_tables(disclosure, texts);
  add_performance(disclosure, texts);
  return texts;
}

Span sentence_at(std::string_view text, std::size_t offset) {
  return {begin_of_sentence(text, offset), end_of_stretch(text, offset, Marks::OfSentences)};
}

std::size_t begin_of_sentence(std::string_view text, std::size_t offset) {
  return begin_of_stretch(text, offset, Marks::OfSentences);
}

Span clause_at(std::string_view text, std::size_t offset) {
  return {begin_of_stretch(text, offset, Marks::OfClauses), end_of_stretch(text, offset, Marks::OfClauses)};
}

Span widened(std::string_view text, Span span, int characters_before, int characters_after) {
  for (; characters_before > 0 && span.begin > 0 && text[span.begin - 1] != '\n'; --characters_before)
    span.begin = step_back(text, span.begin);
  for (; characters_after > 0 && span.end < text.size() && text[span.end] != '\n'; --characters_after)
    span.end += code_point_at(text, span.end).size;
  return span;
}

FindingPlace quote(const PrintedText& text, Span span) {
  FindingPlace place;
  place.place = text.passage().place_at(span.begin, span.end - span.begin);
  place.table = text.table;
  place.quote = span.of(text.words());
  return place;
}

std::optional<std::size_t> offset_of(const Passage& passage, const Place& place) {
  const auto holds = [&](const Passage::Anchor& anchor) {
    return anchor.place.page == place.page && anchor.place.line == place.line && anchor.place.cell == place.cell &&
           anchor.place.column <= place.column;
  };
  const auto anchor = std::find_if(passage.anchors.rbegin(), passage.anchors.rend(), holds);
  if (anchor == passage.anchors.rend()) return std::nullopt;
  std::size_t offset = anchor->offset;
  for (int column = anchor->place.column; column < place.column; ++column) {
    if (offset >= passage.text.size()) return std::nullopt;
    offset += code_point_at(passage.text, offset).size;
  }
  return offset;
}

std::string_view prefix_among(std::string_view text, std::initializer_list<std::string_view> words) {
  std::string_view best;
  for (const std::string_view word : words)
    if (word.size() > best.size() && has_prefix(text, word)) best = word;
  return best;
}

std::string_view suffix_among(std::string_view text, std::initializer_list<std::string_view> words) {
  std::string_view best;
  for (const std::string_view word : words)
    if (word.size() > best.size() && has_suffix(text, word)) best = word;
  return best;
}

std::vector<PrintedYear> years_in(std::string_view text) {
  constexpr std::string_view kYear = "年";
  std::vector<PrintedYear> years;
  for (std::size_t at = find_word(text, kYear); at != std::string_view::npos; at = find_word(text, kYear, at + kYear.size())) {
    if (at < 4) continue;
    const std::string_view digits = text.substr(at - 4, 4);
    if (!digits.starts_with("20") || !std::ranges::all_of(digits, is_digit)) continue;
    if (at > 4 && is_digit(text[at - 5])) continue;
    years.push_back({2000 + (digits[2] - '0') * 10 + (digits[3] - '0'), {at - 4, at + kYear.size()}});
  }
  return years;
}

}  // namespace mingzhang
