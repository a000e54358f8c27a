// CHG108: “主要原因是” with nothing after it; and changes without any reason where the document explains the others.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/find_word.h"
#include "check/rules/clauses.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

constexpr std::string_view kMarksBegin = "主要";
constexpr std::array<std::string_view, 8> kMarks = {"主要原因是：", "主要原因为：", "主要原因是", "主要原因为",
                                                    "主要原因：",   "主要用于：",   "主要用于",   "主要是："};

bool ends_at_once(std::string_view rest) {
  for (const std::string_view filler : Literals{"……", "…", "：", ":", "由于", "因为"})
    while (rest.starts_with(filler)) rest.remove_prefix(filler.size());
  return rest.empty() || !prefix_among(rest, {"。", "；", ";", "\n", "，", ","}).empty();
}

void check_empty_marks(const PrintedText& text, Findings& findings) {
  const std::string_view words = text.words();
  std::size_t end = 0;
  for (auto at = find_word(words, kMarksBegin); at != std::string_view::npos; at = find_word(words, kMarksBegin, end)) {
    std::string_view found;
    for (const std::string_view mark : kMarks)
      if (words.substr(at).starts_with(mark) && mark.size() > found.size()) found = mark;
    end = at + std::max(found.size(), kMarksBegin.size());
    if (found.empty()) continue;
    // “主要原因是” at the end of a line may go on in the next one.
    const bool cut = words.substr(end).starts_with("\n") && !words.substr(end + 1).empty();
    if (!cut && ends_at_once(words.substr(end))) {
      const Span sentence{sentence_at(words, at).begin, end};
      findings.add("CHG108", {fmt::format("“{}”之后没有内容", found), fmt::format("Nothing follows “{}”", found)},
                   quote(text, widened(words, sentence, 0, 1)), sentence.of(words));
    }
  }
}

bool explains_itself(const Clause& clause) {
  const std::string_view body = clause.body();
  const Span sentence = sentence_at(body, clause.span.end);
  const std::string_view rest = body.substr(clause.span.end, sentence.end - clause.span.end);
  if (has_any(rest, {"原因", "由于", "因", "系", "其中", "主要是", "增加", "减少"})) return true;
  // The reason may be a sentence of its own, or left out of an excerpt.
  const std::string_view next = body.substr(std::min(body.size(), sentence.end));
  return has_any(next.substr(0, std::min<std::size_t>(next.size(), 60)), {"原因", "由于", "主要是", "其中", "…"});
}

// “其中：因公出国（境）费 …，原因是 …”: the reasons of the parts explain the whole.
bool parts_are_explained(const Disclosure& disclosure, const Comparison& whole) {
  return std::ranges::any_of(disclosure.comparisons, [&](const Comparison& part) {
    return part.reason_expected && part.region != whole.region && disclosure.space.contains(whole.region, part.region);
  });
}

// Money that has changed, and no word on why.
void check_unexplained_changes(const Disclosure& disclosure, Findings& findings) {
  std::vector<const Comparison*> unexplained;
  int explained = 0;
  for (const Comparison& comparison : disclosure.comparisons) {
    const Claim* change = claim_at(disclosure, comparison.change);
    if (change == nullptr || !is_money(change->figure.unit) || change->figure.is_zero()) continue;
    const auto clause = clause_of(disclosure, comparison);
    if (!clause) continue;
    if (comparison.reason_expected)
      ++explained;
    else if (!explains_itself(*clause) && !parts_are_explained(disclosure, comparison))
      unexplained.push_back(&comparison);
  }
  // A document that gives no reasons at all follows another form.
  if (explained < 2 * static_cast<int>(unexplained.size())) return;
  for (const Comparison* comparison : unexplained) {
    const std::string name = item_name(disclosure, *comparison);
    Finding& finding = findings.add(
        "CHG108",
        {fmt::format("“{}”有增减，没有说明原因", name), fmt::format("“{}” has changed and no reason is given", name)},
        quote_clause(disclosure, *comparison), "unexplained " + name);
    finding.severity = Severity::Warning;
  }
}

}  // namespace

void check_missing_reasons(const RuleContext& context, Findings& findings) {
  for (const PrintedText& text : context.texts)
    if (text.kind == TextKind::Body) check_empty_marks(text, findings);
  check_unexplained_changes(context.disclosure, findings);
}

}  // namespace mingzhang
