// TXT101: XX, ××, ○○, ____ and the like where a name or a number belongs.

#include "check/rules/placeholders.h"

#include <fmt/format.h>

#include "base/utf8.h"
#include "check/rules/first_bytes.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

enum class Sign : std::uint8_t { None, Cross, Ring, Line, Star };

Sign sign_of(char32_t c) {
  switch (c) {
    case U'X':
    case U'x':
    case U'Ｘ':
    case U'ｘ':
    case U'×':
    case U'╳':
      return Sign::Cross;
    case U'○':
    case U'◯':
      return Sign::Ring;
    case U'_':
    case U'＿':
      return Sign::Line;
    case U'*':
    case U'＊':
      return Sign::Star;
    default:
      return Sign::None;
  }
}

constexpr FirstBytes kFirstBytes = {"X", "x", "Ｘ", "ｘ", "×", "╳", "○", "◯", "_", "＿", "*", "＊"};

// Equal signs side by side.
struct Run {
  Span span;
  Sign sign = Sign::None;
  int count = 0;
};

std::vector<Run> runs_in(std::string_view text) {
  std::vector<Run> runs;
  for (std::size_t at = kFirstBytes.find(text, 0); at < text.size(); at = kFirstBytes.find(text, at)) {
    const CodePoint point = code_point_at(text, at);
    const Sign sign = sign_of(point.value);
    at += point.size;
    if (sign == Sign::None) continue;
    if (runs.empty() || runs.back().span.end != point.offset || runs.back().sign != sign)
      runs.push_back({{point.offset, point.offset}, sign});
    runs.back().span.end = at;
    ++runs.back().count;
  }
  return runs;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_latin(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}

bool is_placeholder(const Run& run, std::string_view text) {
  const std::string_view before = text.substr(0, run.span.begin), after = text.substr(run.span.end);
  const bool latin_before = !before.empty() && is_latin(before.back()),
             latin_after = !after.empty() && is_latin(after.front());
  if (run.sign == Sign::Line) return run.count >= 2;
  if (run.sign == Sign::Ring) {  // 二○○八 is a year
    const std::initializer_list<std::string_view> numbers = {"一", "二", "三", "四", "五",
                                                             "六", "七", "八", "九", "十"};
    return run.count >= 2 && suffix_among(before, numbers).empty() && prefix_among(after, numbers).empty();
  }
  // 138****1234 and 王** hide something on purpose.
  if (run.sign == Sign::Star) return run.count >= 3 && !latin_before && !latin_after;
  const bool stands_for_digits = !prefix_among(after, {"年", "月", "日", "万元", "元", "人", "个", "%", "％"}).empty();
  if (run.count == 1) return stands_for_digits && !latin_before && suffix_among(before, {")", "）"}).empty();
  return (!latin_before || (is_digit(before.back()) && stands_for_digits)) && !latin_after;
}

}  // namespace

std::vector<Placeholder> placeholders_in(const std::vector<PrintedText>& texts) {
  std::vector<Placeholder> placeholders;
  for (const PrintedText& text : texts)
    for (const Run& run : runs_in(text.words()))
      if (is_placeholder(run, text.words())) placeholders.push_back({&text, run.span});
  return placeholders;
}

void check_placeholders(const RuleContext& context, Findings& findings) {
  for (const auto& [text, span] : context.placeholders) {
    const Span around = widened(text->words(), span, 10, 6);
    if (context.is_template) {
      findings.add(
          "TXT101",
          {"这是一份没有填写的模板，未逐处核对", "This is a blank template; its gaps are not listed one by one"},
          quote(*text, around), "template");
      return;
    }
    findings.add("TXT101",
                 {fmt::format("留有占位符“{}”", span.of(text->words())),
                  fmt::format("A placeholder is left: “{}”", span.of(text->words()))},
                 quote(*text, around), around.of(text->words()));
  }
}

}  // namespace mingzhang
