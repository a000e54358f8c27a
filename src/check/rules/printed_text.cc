#include "check/rules/printed_text.h"

#include <algorithm>

#include "base/utf8.h"

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
    texts.push_back(
        {TextKind::Heading, one_place(section.number + section.title, section.place), index, section.part, ""});
    if (!section.body.text.empty()) texts.push_back({TextKind::Body, section.body, index, section.part, ""});
  }
}

void add_tables(const Disclosure& disclosure, std::vector<PrintedText>& texts) {
  const Table* previous = nullptr;
  for (const Table& table : disclosure.tables) {
    // Both panels of a table carry its statement.
    const bool again = previous != nullptr && previous->id == table.id && previous->place == table.place;
    if (table.empty_statement && !again)
      texts.push_back({TextKind::Statement, *table.empty_statement, -1, 0, table.title});
    for (const Row& row : table.rows)
      texts.push_back({TextKind::Label, one_place(row.label, row.place), -1, 0, table.title});
    previous = &table;
  }
}

void add_performance(const Disclosure& disclosure, std::vector<PrintedText>& texts) {
  for (const PerformanceTable& table : disclosure.performance) {
    for (const std::string& name : {table.unit_name, table.project})
      if (!name.empty()) texts.push_back({TextKind::Label, one_place(name, table.place), -1, 0, table.title});
    if (!table.goal.text.empty()) texts.push_back({TextKind::Goal, table.goal, -1, 0, table.title});
    for (const Indicator& indicator : table.indicators)
      texts.push_back(
          {TextKind::Label, one_place(indicator.name + indicator.target, indicator.place), -1, 0, table.title});
  }
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The comma of 1,234.56 ends nothing.
bool is_inside_number(std::string_view text, std::size_t mark) {
  return mark > 0 && mark + 1 < text.size() && is_digit(text[mark - 1]) && is_digit(text[mark + 1]);
}

// The stretch without any of these marks around a byte.
Span between_marks(std::string_view text, std::size_t offset, std::initializer_list<std::string_view> marks) {
  Span span{0, text.size()};
  for (const std::string_view mark : marks) {
    const auto ends = [&](std::size_t at) { return mark.size() > 1 || !is_inside_number(text, at); };
    auto after = text.find(mark, offset);
    while (after < span.end && !ends(after)) after = text.find(mark, after + 1);
    if (after < span.end) span.end = after;
    auto before = offset == 0 ? std::string_view::npos : text.rfind(mark, offset - 1);
    while (before != std::string_view::npos && before > span.begin && (!ends(before) || before + mark.size() > offset))
      before = text.rfind(mark, before - 1);
    if (before != std::string_view::npos && ends(before) && before + mark.size() <= offset)
      span.begin = std::max(span.begin, before + mark.size());
  }
  return span;
}

std::size_t step_back(std::string_view text, std::size_t offset) {
  do --offset;
  while (offset > 0 && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80);
  return offset;
}

}  // namespace

std::vector<PrintedText> printed_texts(const Disclosure& disclosure) {
  std::vector<PrintedText> texts;
  add_sections(disclosure, texts);
  add_tables(disclosure, texts);
  add_performance(disclosure, texts);
  return texts;
}

Span sentence_at(std::string_view text, std::size_t offset) {
  return between_marks(text, offset, {"。", "；", ";", "\n", "！"});
}

Span clause_at(std::string_view text, std::size_t offset) {
  return between_marks(text, offset, {"。", "；", ";", "\n", "！", "，", ",", "：", ":"});
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
  place.place = text.passage.place_at(span.begin, span.end - span.begin);
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

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

std::string_view prefix_among(std::string_view text, std::initializer_list<std::string_view> words) {
  std::string_view best;
  for (const std::string_view word : words)
    if (word.size() > best.size() && text.starts_with(word)) best = word;
  return best;
}

std::string_view suffix_among(std::string_view text, std::initializer_list<std::string_view> words) {
  std::string_view best;
  for (const std::string_view word : words)
    if (word.size() > best.size() && text.ends_with(word)) best = word;
  return best;
}

std::vector<PrintedYear> years_in(std::string_view text) {
  constexpr std::string_view kYear = "年";
  std::vector<PrintedYear> years;
  for (std::size_t at = text.find(kYear); at != std::string_view::npos; at = text.find(kYear, at + kYear.size())) {
    if (at < 4) continue;
    const std::string_view digits = text.substr(at - 4, 4);
    if (!digits.starts_with("20") || !std::ranges::all_of(digits, is_digit)) continue;
    if (at > 4 && is_digit(text[at - 5])) continue;
    years.push_back({2000 + (digits[2] - '0') * 10 + (digits[3] - '0'), {at - 4, at + kYear.size()}});
  }
  return years;
}

}  // namespace mingzhang
