// PRV101, PRV102: numbers that belong to a person.

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "check/rules/printed_text.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

constexpr std::size_t kPhoneDigits = 11, kIdentityCharacters = 18;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_wordlike(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.';
}

bool is_mobile_number(std::string_view digits) {
  return digits.size() == kPhoneDigits && std::ranges::all_of(digits, is_digit) && digits[0] == '1' && digits[1] >= '3';
}

int number_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// GB 11643: six digits of the region, the date of birth, three of order, and a check digit modulo 11.
bool is_identity_number(std::string_view text) {
  if (text.size() != kIdentityCharacters) return false;
  if (!std::ranges::all_of(text.substr(0, kIdentityCharacters - 1), is_digit)) return false;
  const int year = number_of(text.substr(6, 4)), month = number_of(text.substr(10, 2)),
            day = number_of(text.substr(12, 2));
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31 || text[0] == '0') return false;
  constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  constexpr std::string_view kCheckDigits = "10X98765432";
  int sum = 0;
  for (std::size_t i = 0; i < std::size(kWeights); ++i) sum += kWeights[i] * (text[i] - '0');
  const char last = text.back() == 'x' ? 'X' : text.back();
  return last == kCheckDigits[static_cast<std::size_t>(sum % 11)];
}

using Anchors = std::span<const Passage::Anchor>;

// The next kPhoneDigits or more word-like bytes in a row, from this byte on. So many cover one of every kPhoneDigits
// bytes, and no others need a look.
Span next_long_word(std::string_view text, std::size_t from) {
  for (std::size_t at = from + kPhoneDigits - 1; at < text.size(); at += kPhoneDigits) {
    Span word{at, at};
    while (word.begin > from && is_wordlike(text[word.begin - 1])) --word.begin;
    while (word.end < text.size() && is_wordlike(text[word.end])) ++word.end;
    if (word.end - word.begin >= kPhoneDigits) return word;
  }
  return {text.size(), text.size()};
}

// Words of digits (with a closing X) that are no amount. Where the passage goes on at another place the document has a
// space, so that the numbers of neighbouring cells do not run together.
std::vector<Span> long_numbers(std::string_view text, Anchors anchors) {
  std::vector<Span> spans;
  for (Span word = next_long_word(text, 0); word.begin < text.size(); word = next_long_word(text, word.end)) {
    const auto gap = std::ranges::upper_bound(anchors, word.begin, {}, &Passage::Anchor::offset);
    if (gap != anchors.end()) word.end = std::min<std::size_t>(word.end, gap->offset);
    if (word.end - word.begin < kPhoneDigits) continue;
    if (!prefix_among(text.substr(word.end), {"元", "万元", "万", "亿"}).empty()) continue;
    spans.push_back(word);
  }
  return spans;
}

struct PrivateNumber {
  std::string_view code;
  std::string number;
  std::vector<FindingPlace> places;
};

std::string_view code_of(std::string_view number) {
  if (is_mobile_number(number)) return "PRV101";
  if (is_identity_number(number)) return "PRV102";
  return {};
}

// Adds the personal numbers of a text; `place_of` tells where a span of it stands.
void collect(std::string_view text, Anchors anchors, const auto& place_of, std::vector<PrivateNumber>& numbers) {
  for (const Span span : long_numbers(text, anchors)) {
    const std::string_view number = span.of(text), code = code_of(number);
    if (code.empty()) continue;
    auto known = std::ranges::find(numbers, number, &PrivateNumber::number);
    if (known == numbers.end()) known = numbers.insert(numbers.end(), {code, std::string(number), {}});
    FindingPlace at = place_of(span);
    at.quote = number;
    known->places.push_back(std::move(at));
  }
}

}  // namespace

void check_private_numbers(const RuleContext& context, Findings& findings) {
  std::vector<PrivateNumber> numbers;
  for (const PrintedText& text : context.texts) {
    const auto in_text = [&](Span span) { return quote(text, span); };
    collect(text.words(), text.passage().anchors, in_text, numbers);
  }
  for (const PerformanceTable& table : context.disclosure.performance) {
    const auto in_table = [&](Span) { return FindingPlace{table.phone_place, table.title, "", "", ""}; };
    for (const std::string* field : {&table.phone, &table.responsible}) collect(*field, {}, in_table, numbers);
  }
  for (const Open& open : context.disclosure.open) {
    const auto in_open = [&](Span) { return FindingPlace{open.place, "", "", "", ""}; };
    collect(open.quote, {}, in_open, numbers);
  }
  for (const PrivateNumber& found : numbers) {
    const Bilingual message = found.code == "PRV101"
                                  ? Bilingual{"公开了个人手机号", "A mobile phone number is published"}
                                  : Bilingual{"公开了公民身份号码", "An identity number is published"};
    Finding& finding = findings.add(found.code, message, found.places.front(), found.number);
    finding.related.assign(found.places.begin() + 1, found.places.end());
  }
}

}  // namespace mingzhang
