// TXT102: alternatives and hints of a template that should have been settled: “增加（减少）”, “大于/小于”,
// “（或与预算数持平）”.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "check/rules/placeholders.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

constexpr std::array<std::string_view, 17> kAlternatives = {"增加", "减少",   "增长", "下降", "上升", "降低",
                                                            "提高", "大于",   "小于", "高于", "低于", "等于",
                                                            "持平", "无变化", "增",   "减",   "不变"};

std::string_view alternative_at(std::string_view text) {
  std::string_view best;
  for (const std::string_view word : kAlternatives)
    if (text.starts_with(word) && word.size() > best.size()) best = word;
  return best;
}

// “（减少）”, “/下降”, “（或与预算数持平）”: the second choice behind the first; its length, or 0.
std::size_t second_choice(std::string_view rest, std::string_view first) {
  for (const std::string_view sign : {"/", "／"})
    if (rest.starts_with(sign)) {
      const std::string_view word = alternative_at(rest.substr(sign.size()));
      return word.empty() || word == first ? 0 : sign.size() + word.size();
    }
  for (const auto& [open, close] : {std::pair{"（", "）"}, {"(", ")"}}) {
    const std::string_view opening = open, closing = close;
    if (!rest.starts_with(opening)) continue;
    const auto end = rest.find(closing);
    if (end == std::string_view::npos) return 0;
    std::string_view inside = rest.substr(opening.size(), end - opening.size());
    for (const std::string_view filler : {"或", "/"})
      if (inside.starts_with(filler)) inside.remove_prefix(filler.size());
    const std::string_view word = alternative_at(inside);
    const bool only_choices = inside.size() == word.size() || has_any(inside.substr(word.size()), {"/", "、", "或"});
    return !word.empty() && word != first && only_choices ? end + closing.size() : 0;
  }
  return 0;
}

// A bracket that begins with “或” and offers “no change”, or that tells the writer what to do.
bool is_hint(std::string_view inside) {
  if (inside.starts_with("或")) return has_any(inside, {"持平", "无变化", "不变", "一致", "相同", "等于"});
  if (inside == "如有" || inside == "如无" || inside == "若有" || inside == "若无" || inside == "此处填写") return true;
  return inside.starts_with("请") && has_any(inside, {"填", "说明", "选择", "删除", "列明", "补充"});
}

std::vector<Span> residues_in(std::string_view words) {
  std::vector<Span> spans;
  for (std::size_t at = 0; at < words.size();) {
    if (const std::string_view first = alternative_at(words.substr(at)); !first.empty()) {
      // “决算数小于预算数（或与预算数持平）” is left to the brackets.
      const std::size_t length = second_choice(words.substr(at + first.size()), first);
      if (length > 0) spans.push_back({at, at + first.size() + length});
      at += first.size() + length;
      continue;
    }
    bool found = false;
    for (const auto& [open, close] : {std::pair{"（", "）"}, {"(", ")"}}) {
      const std::string_view opening = open, closing = close;
      if (!words.substr(at).starts_with(opening)) continue;
      const auto end = words.find(closing, at);
      if (end == std::string_view::npos || !is_hint(words.substr(at + opening.size(), end - at - opening.size())))
        continue;
      spans.push_back({at, end + closing.size()});
      at = end + closing.size();
      found = true;
      break;
    }
    if (!found) ++at;
  }
  return spans;
}

}  // namespace

void check_template_residue(const RuleContext& context, Findings& findings) {
  const Disclosure& disclosure = context.disclosure;
  if (is_template(disclosure)) return;
  for (const PrintedText& text : printed_texts(disclosure)) {
    if (text.part == 4 || text.kind == TextKind::Label) continue;
    for (const Span span : residues_in(text.words())) {
      const Span around = widened(text.words(), span, 12, 4);
      findings.add("TXT102",
                   {fmt::format("模板文字“{}”没有改定", span.of(text.words())),
                    fmt::format("Words of the template are left: “{}”", span.of(text.words()))},
                   quote(text, around), around.of(text.words()));
    }
  }
}

}  // namespace mingzhang
