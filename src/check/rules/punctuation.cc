// TXT103: marks that cannot stand side by side.

#include <fmt/format.h>

#include "base/utf8.h"
#include "check/rules/placeholders.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

constexpr std::u32string_view kMarks = U"。，、；：", kAsciiMarks = U",;:";

bool is_mark(char32_t c, std::u32string_view marks) {
  return marks.find(c) != std::u32string_view::npos;
}

// Two full-width marks, or one beside an ASCII one. ASCII alone may be code, times or leaders.
bool collide(char32_t first, char32_t second) {
  if (is_mark(first, kMarks)) return is_mark(second, kMarks) || is_mark(second, kAsciiMarks);
  return is_mark(first, kAsciiMarks) && is_mark(second, kMarks);
}

}  // namespace

void check_punctuation(const RuleContext& context, Findings& findings) {
  if (is_template(context.disclosure)) return;
  for (const PrintedText& text : printed_texts(context.disclosure)) {
    const std::string_view words = text.words();
    CodePoint previous;
    Span run;
    auto flush = [&] {
      if (run.end == 0) return;
      const Span around = widened(words, run, 14, 0);
      findings.add("TXT103",
                   {fmt::format("标点“{}”重复或不能相连", run.of(words)),
                    fmt::format("Repeated punctuation: “{}”", run.of(words))},
                   quote(text, around), around.of(words));
      run = {};
    };
    for (const CodePoint& point : code_points(words)) {
      if (collide(previous.value, point.value)) {
        if (run.end == 0) run.begin = previous.offset;
        run.end = point.offset + point.size;
      } else {
        flush();
      }
      previous = point;
    }
    flush();
  }
}

}  // namespace mingzhang
