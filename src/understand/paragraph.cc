#include "understand/paragraph.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"

namespace mingzhang {
namespace {

// The items of a sorted list that lie inside the stretch.
template <class Item>
std::span<const Item> inside(const std::vector<Item>& items, Stretch s) {
  const auto first = std::lower_bound(items.begin(), items.end(), s.begin, [](const Item& item, std::size_t at) { return item.begin < at; });
  auto last = first;
  while (last != items.end() && last->end <= s.end) ++last;
  return {items.data() + (first - items.begin()), static_cast<std::size_t>(last - first)};
}

}  // namespace

Paragraph::Paragraph(std::string_view body, Stretch stretch, const SentenceWords& words) : body_(body), stretch_(stretch) {
  constexpr std::size_t kBytesOfWord = 16;  // and about as many of a mark
  words_.reserve(text(stretch).size() / kBytesOfWord);
  marks_.reserve(text(stretch).size() / kBytesOfWord);
  words.find(text(stretch), words_);
  for (SentenceHit& hit : words_) {
    hit.begin += stretch.begin;
    hit.end += stretch.begin;
  }
  numbers_ = scan_numbers(text(stretch));
  for (ScannedNumber& number : numbers_) {
    number.begin += stretch.begin;
    number.end += stretch.begin;
  }
  find_marks();
}

void Paragraph::find_marks() {
  constexpr std::array<std::pair<std::string_view, bool>, 7> kMarks = {
      {{"。", true}, {"；", true}, {";", true}, {"，", false}, {",", false}, {"：", false}, {":", false}}};
  auto number = numbers_.begin();
  for (std::size_t offset = stretch_.begin; offset < stretch_.end;) {
    while (number != numbers_.end() && number->end <= offset) ++number;
    if (number != numbers_.end() && number->begin <= offset) {
      offset = number->end;
      continue;
    }
    const auto lead = static_cast<unsigned char>(body_[offset]);
    if (lead >= 0xE4 && lead <= 0xE9) {  // ideographs, which nearly all of it is
      offset += 3;
      continue;
    }
    const auto is_here = [&](const auto& mark) { return body_[offset] == mark.first.front() && body_.substr(offset).starts_with(mark.first); };
    const auto mark = std::find_if(kMarks.begin(), kMarks.end(), is_here);
    if (mark == kMarks.end()) {
      ++offset;  // no mark begins inside a character
      continue;
    }
    const std::size_t end = offset + mark->first.size();
    // “各是 4125.49，4143.91 万元”: one list, whose unit stands at its end.
    const bool in_list = number != numbers_.begin() && std::prev(number)->end == offset && std::prev(number)->role == NumberRole::Bare &&
                         number != numbers_.end() && number->begin == end;
    if (!in_list) marks_.push_back({offset, end, mark->second});
    offset = end;
  }
}

std::vector<Stretch> Paragraph::divided(Stretch s, bool into_sentences) const {
  const std::span<const Mark> marks = inside(marks_, s);
  std::vector<Stretch> parts;
  parts.reserve(marks.size() + 1);
  std::size_t begin = s.begin;
  for (const Mark& mark : marks) {
    if (mark.ends_sentence != into_sentences) continue;
    if (mark.begin > begin) parts.push_back({begin, mark.begin});
    begin = mark.end;
  }
  if (s.end > begin) parts.push_back({begin, s.end});
  return parts;
}

std::span<const SentenceHit> Paragraph::words_in(Stretch s) const { return inside(words_, s); }
std::span<const ScannedNumber> Paragraph::numbers_in(Stretch s) const { return inside(numbers_, s); }

const SentenceHit* Paragraph::first(SentenceWord kind, Stretch s) const {
  for (const SentenceHit& hit : words_in(s))
    if (hit.kind == kind) return &hit;
  return nullptr;
}

const SentenceHit* Paragraph::last(SentenceWord kind, Stretch s) const {
  const SentenceHit* found = nullptr;
  for (const SentenceHit& hit : words_in(s))
    if (hit.kind == kind) found = &hit;
  return found;
}

const SentenceHit* Paragraph::ending_at(std::size_t end) const {
  const auto after = std::upper_bound(words_.begin(), words_.end(), end, [](std::size_t at, const SentenceHit& hit) { return at < hit.end; });
  if (after == words_.begin() || std::prev(after)->end != end) return nullptr;
  return &*std::prev(after);
}

bool Paragraph::ends_sentence_at(std::size_t end) const { return end >= stretch_.end || body_.substr(end).starts_with("。"); }

}  // namespace mingzhang
