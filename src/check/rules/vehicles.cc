// CRS107: no vehicles, but money to run them, and not a word on which ones.

#include <fmt/format.h>

#include "base/find_word.h"
#include "check/rules/clauses.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

bool is_value_of(const Claim& claim, Extent measure) {
  return claim.kind == ClaimKind::Value && !claim.weak && claim.standing != Standing::Open &&
         claim.region[Dimension::Measure] == measure;
}

// Sentences come before tables: they are what the public reads.
const Claim* find_value(const Disclosure& disclosure, Extent measure, bool positive) {
  const Claim* found = nullptr;
  for (const Claim& claim : disclosure.claims) {
    if (!is_value_of(claim, measure) || positive != (claim.figure.coefficient > 0)) continue;
    if (claim.comparison >= 0) return &claim;
    if (found == nullptr) found = &claim;
  }
  return found;
}

FindingPlace quote_of(const Disclosure& disclosure, const Claim& claim) {
  if (claim.comparison < 0) return place_of(disclosure, claim);
  return quote_clause(disclosure, disclosure.comparisons[static_cast<std::size_t>(claim.comparison)]);
}

// “应急保障用车 0 辆” counts cars of a kind and explains nothing.
bool explains(std::string_view sentence) {
  return has_any(sentence, {"租用", "租赁", "租车", "借用", "调拨", "划转", "报废", "平台"}) ||
         (has_any(sentence, {"保障用车"}) && !has_any(sentence, {"应急保障用车"}));
}

// Rented cars, those of the superior unit, or ones bought or given up during the year.
const PrintedText* find_explanation(const std::vector<PrintedText>& texts) {
  for (const PrintedText& text : texts) {
    if (text.kind != TextKind::Body || text.glossary) continue;
    for (const std::string_view word : Literals{"车辆", "用车"})
      for (auto at = find_word(text.words(), word); at != std::string_view::npos;
           at = find_word(text.words(), word, at + word.size()))
        if (explains(sentence_at(text.words(), at).of(text.words()))) return &text;
  }
  return nullptr;
}

}  // namespace

void check_vehicles(const RuleContext& context, Findings& findings) {
  const Disclosure& disclosure = context.disclosure;
  const Extent count = extent_of(disclosure, Dimension::Measure, "vehicle_count");
  const Claim* none = find_value(disclosure, count, false);
  const Claim* running =
      find_value(disclosure, extent_of(disclosure, Dimension::Measure, "three_public.vehicle.running"), true);
  if (none == nullptr || running == nullptr || find_value(disclosure, count, true) != nullptr) return;
  const bool buys = find_value(disclosure, extent_of(disclosure, Dimension::Measure, "three_public.vehicle.purchase"),
                               true) != nullptr;
  if (buys || find_explanation(context.texts) != nullptr) return findings.pass();
  Finding& finding =
      findings.add("CRS107",
                   {fmt::format("车辆为 0 辆，却有公务用车运行费{}，没有说明原因", print_with_unit(running->figure)),
                    fmt::format("There are no vehicles, yet running them costs {}, without an explanation",
                                print_with_unit(running->figure))},
                   quote_of(disclosure, *running), "vehicles");
  finding.related.push_back(quote_of(disclosure, *none));
}

}  // namespace mingzhang
