// TXT102: alternatives and hints of a template that should have been settled: “增加（减少）”, “大于/小于”,
// “（或与预算数持平）”.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/find_word.h"
#include "base/utf8.h"
#include "base/word_table.h"
#include "check/rules/printed_text.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

constexpr std::array<std::string_view, 17> kAlternatives = {"增加", "减少",   "增长", "下降", "上升", "降低",
                                                            "提高", "大于",   "小于", "高于", "低于", "等于",
                                                            "持平", "无变化", "增",   "减",   "不变"};

const WordTable<bool>& alternatives() {
  static const WordTable<bool> words = [] {
    WordTable<bool> table;
    for (const std::string_view word : kAlternatives) table.add(std::string(word), true);
    return table;
  }();
  return words;
}

std::string_view alternative_at(std::string_view text) {
  const auto* found = text.empty() ? nullptr : alternatives().longest_at(text, code_point_at(text, 0));
  return found == nullptr ? std::string_view() : found->word;
}

// “（减少）”, “/下降”, “（或与预算数持平）”: the second choice behind the first; its length, or 0.
std::size_t second_choice(std::string_view rest, std::string_view first) {
  for (const std::string_view sign : Literals{"/", "／"})
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
    for (const std::string_view filler : Literals{"或", "/"})
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

// “（或与预算数持平）” at the beginning: its length, or 0.
std::size_t hint_at(std::string_view words) {
  const bool wide = words.starts_with("（");
  const std::string_view opening = wide ? "（" : "(", closing = wide ? "）" : ")";
  const auto end = words.find(closing);
  const bool found = end != std::string_view::npos && is_hint(words.substr(opening.size(), end - opening.size()));
  return found ? end + closing.size() : 0;
}

// What is read as a whole: an alternative, settled or not, a hint, or one character.
struct Stretch {
  std::size_t length = 0;
  bool is_residue = false;
};

Stretch stretch_at(std::string_view words, std::string_view first) {
  // “决算数小于预算数（或与预算数持平）” is left to the brackets.
  const std::size_t second = second_choice(words.substr(first.size()), first);
  return {first.size() + second, second > 0};
}

std::vector<Span> residues_in(std::string_view words) {
  const WordTable<bool>& table = alternatives();
  std::vector<Span> spans;
  for (std::size_t at = 0; at < words.size();) {
    const CodePoint point = code_point_at(words, at);
    Stretch stretch{point.size};
    if (point.value == U'（' || point.value == U'(') {
      if (const std::size_t hint = hint_at(words.substr(at))) stretch = {hint, true};
    } else if (const auto* first = table.longest_at(words, point)) {
      stretch = stretch_at(words.substr(at), first->word);
    }
    if (stretch.is_residue) spans.push_back({at, at + stretch.length});
    at += stretch.length;
  }
  return spans;
}

}  // namespace

// The same words in many places are one finding.
void check_template_residue(const RuleContext& context, Findings& findings) {
  std::vector<std::pair<std::string, std::vector<FindingPlace>>> residues;
  for (const PrintedText& text : context.texts) {
    if (text.glossary || text.kind == TextKind::Label) continue;
    for (const Span span : residues_in(text.words())) {
      const std::string words(span.of(text.words()));
      auto same = std::ranges::find(residues, words, &decltype(residues)::value_type::first);
      if (same == residues.end()) same = residues.insert(residues.end(), {words, {}});
      same->second.push_back(quote(text, widened(text.words(), span, 12, 4)));
    }
  }
  for (const auto& [words, places] : residues) {
    const std::string times = places.size() == 1 ? "" : fmt::format("，共 {} 处", places.size());
    const std::string times_en = places.size() == 1 ? "" : fmt::format(", in {} places", places.size());
    Finding& finding = findings.add("TXT102", {fmt::format("模板文字“{}”没有改定{}", words, times), fmt::format("Words of the template are left: “{}”{}", words, times_en)},
                                    places.front(), words);
    finding.related.assign(places.begin() + 1, places.end());
  }
}

}  // namespace mingzhang
