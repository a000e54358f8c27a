// CHG105: a rate over a base that can only be zero.

#include <fmt/format.h>

#include "check/rules/clauses.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

// What the region is worth: the figure of the clause itself, else one from elsewhere in the document.
const Claim* value_of(const Disclosure& disclosure, const Comparison& comparison) {
  if (const Claim* own = claim_at(disclosure, comparison.value)) return own;
  for (const Claim& claim : disclosure.claims)
    if (claim.kind == ClaimKind::Value && !claim.nil && !claim.weak && claim.standing != Standing::Open &&
        claim.region == comparison.region)
      return &claim;
  return nullptr;
}

// Could some base above zero give the printed rate? Such a base is at most base.high, so the rate is at least
// change.low / base.high; in integers, rate.high * base.high >= change.low * 1e8.
bool allows_base_above_zero(const Interval& base, const Interval& change, const Interval& rate) {
  constexpr __int128 kRateScale = 100'000'000;
  if (base.high().infinite || rate.high().infinite || change.low().infinite) return true;
  return static_cast<__int128>(rate.high().value) * base.high().value >= change.low().value * kRateScale;
}

void check_comparison(const Disclosure& disclosure, const Comparison& comparison, Findings& findings) {
  const Claim* change = claim_at(disclosure, comparison.change);
  const Claim* rate = claim_at(disclosure, comparison.rate);
  if (change == nullptr || rate == nullptr || !is_money(change->figure.unit) || rate->figure.coefficient <= 0) return;
  const Claim* value = value_of(disclosure, comparison);
  if (value == nullptr || !is_money(value->figure.unit)) return;
  const Interval base = value->interval() - change->interval();
  if (!base.contains(0) || allows_base_above_zero(base, change->interval(), rate->interval())) return;
  const std::string name = item_name(disclosure, comparison);
  Finding& finding = findings.add(
      "CHG105",
      {fmt::format("“{}”上年为零，增长{}没有意义", name, print_with_unit(rate->figure)),
       fmt::format("“{}” was zero last year; growth of {} has no meaning", name, print_with_unit(rate->figure))},
      quote_clause(disclosure, comparison), name);
  finding.calculation =
      fmt::format("上年 = {} − {} = 0", print_with_unit(value->figure), print_with_unit(change->figure));
  if (comparison.value < 0) finding.related.push_back(place_of(disclosure, *value));
}

}  // namespace

void check_zero_bases(const RuleContext& context, Findings& findings) {
  for (const Comparison& comparison : context.disclosure.comparisons)
    check_comparison(context.disclosure, comparison, findings);
}

}  // namespace mingzhang
