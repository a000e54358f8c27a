// TXT101: XX, ××, ○○, ____ and the like where a name or a number belongs.

#include "check/rules/placeholders.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

constexpr std::u32string_view kCrosses = U"XxＸｘ×╳", kRings = U"○◯", kLines = U"_＿", kStars = U"*＊";

bool is_one_of(char32_t c, std::u32string_view signs) {
  return signs.find(c) != std::u32string_view::npos;
}

bool is_latin(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9');
}

struct Run {
  Span span;
  std::u32string_view signs;
  int count = 0;
  char32_t before = 0, after = 0;
  std::string_view rest;  // of the text after it
};

std::vector<Run> runs_in(std::string_view text) {
  std::vector<Run> runs;
  char32_t before = 0;
  bool open = false;
  for (const CodePoint& point : code_points(text)) {
    if (open && is_one_of(point.value, runs.back().signs)) {
      runs.back().span.end = point.offset + point.size;
      ++runs.back().count;
    } else {
      if (open) runs.back().after = point.value;
      open = false;
      for (const std::u32string_view signs : {kCrosses, kRings, kLines, kStars})
        if (is_one_of(point.value, signs)) {
          runs.push_back({{point.offset, point.offset + point.size}, signs, 1, before, 0, {}});
          open = true;
        }
    }
    before = point.value;
  }
  for (Run& run : runs) run.rest = text.substr(run.span.end);
  return runs;
}

bool is_chinese_number(char32_t c) {
  return is_one_of(c, U"一二三四五六七八九十");
}

bool is_placeholder(const Run& run) {
  if (run.signs == kLines) return run.count >= 2;
  if (run.signs == kRings)
    return run.count >= 2 && !is_chinese_number(run.before) && !is_chinese_number(run.after);  // 二○○八
  // 138****1234 and 王** hide something on purpose.
  if (run.signs == kStars) return run.count >= 3 && !is_latin(run.before) && !is_latin(run.after);
  const bool stands_for_digits =
      !prefix_among(run.rest, {"年", "月", "日", "万元", "元", "人", "个", "%", "％"}).empty();
  if (run.count == 1) return stands_for_digits && !is_latin(run.before) && run.before != U')' && run.before != U'）';
  return (!is_latin(run.before) || (run.before >= U'0' && run.before <= U'9' && stands_for_digits)) &&
         !is_latin(run.after);
}

constexpr std::size_t kTemplatePlaceholders = 30;

}  // namespace

std::vector<Span> placeholders_in(std::string_view text) {
  std::vector<Span> spans;
  for (const Run& run : runs_in(text))
    if (is_placeholder(run)) spans.push_back(run.span);
  return spans;
}

bool is_template(const Disclosure& disclosure) {
  if (disclosure.kind == DocumentKind::Template) return true;
  std::size_t count = 0;
  for (const PrintedText& text : printed_texts(disclosure)) count += placeholders_in(text.words()).size();
  return count >= kTemplatePlaceholders;
}

void check_placeholders(const RuleContext& context, Findings& findings) {
  const Disclosure& disclosure = context.disclosure;
  const bool blank = is_template(disclosure);
  for (const PrintedText& text : printed_texts(disclosure))
    for (const Span span : placeholders_in(text.words())) {
      const Span around = widened(text.words(), span, 10, 6);
      if (blank) {
        findings.add(
            "TXT101",
            {"这是一份没有填写的模板，未逐处核对", "This is a blank template; its gaps are not listed one by one"},
            quote(text, around), "template");
        return;
      }
      findings.add("TXT101",
                   {fmt::format("留有占位符“{}”", span.of(text.words())),
                    fmt::format("A placeholder is left: “{}”", span.of(text.words()))},
                   quote(text, around), around.of(text.words()));
    }
}

}  // namespace mingzhang
