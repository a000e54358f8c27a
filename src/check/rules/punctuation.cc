// TXT103: marks that cannot stand side by side.

#include <fmt/format.h>

#include "base/utf8.h"
#include "check/rules/first_bytes.h"
#include "check/rules/printed_text.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

enum class Mark : std::uint8_t { None, Ascii, FullWidth };

Mark mark_of(char32_t c) {
  switch (c) {
    case U',':
    case U';':
    case U':':
      return Mark::Ascii;
    case U'。':
    case U'，':
    case U'、':
    case U'；':
    case U'：':
      return Mark::FullWidth;
    default:
      return Mark::None;
  }
}

constexpr FirstBytes kFirstBytes = {",", ";", ":", "。", "，", "、", "；", "："};

// Two full-width marks, or one beside an ASCII one. ASCII alone may be code, times or leaders.
bool collide(Mark first, Mark second) {
  return first != Mark::None && second != Mark::None && (first == Mark::FullWidth || second == Mark::FullWidth);
}

std::vector<Span> collisions_in(std::string_view words) {
  std::vector<Span> collisions;
  Mark previous = Mark::None;
  Span last;  // where it stands
  for (std::size_t at = kFirstBytes.find(words, 0); at < words.size(); at = kFirstBytes.find(words, at)) {
    const CodePoint point = code_point_at(words, at);
    const Mark mark = mark_of(point.value);
    at += point.size;
    if (mark == Mark::None) continue;
    if (last.end == point.offset && collide(previous, mark)) {
      const bool goes_on = !collisions.empty() && collisions.back().end == last.end;
      if (goes_on)
        collisions.back().end = at;
      else
        collisions.push_back({last.begin, at});
    }
    previous = mark;
    last = {point.offset, at};
  }
  return collisions;
}

}  // namespace

void check_punctuation(const RuleContext& context, Findings& findings) {
  for (const PrintedText& text : context.texts)
    for (const Span span : collisions_in(text.words())) {
      const Span around = widened(text.words(), span, 14, 0);
      findings.add("TXT103",
                   {fmt::format("标点“{}”重复或不能相连", span.of(text.words())),
                    fmt::format("Repeated punctuation: “{}”", span.of(text.words()))},
                   quote(text, around), around.of(text.words()));
    }
}

}  // namespace mingzhang
