// CHG105: a rate over a base that can only be zero.

#include <fmt/format.h>

#include <optional>

#include "check/rules/clauses.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

// What the region is worth: the figure of the clause itself, else one from elsewhere in the document.
const Claim* value_of(const Disclosure& disclosure, const Comparison& comparison) {
  if (const Claim* own = claim_at(disclosure, comparison.value)) return own;
  return value_of_region(disclosure, comparison.region);
}

// Could some base above zero give the printed rate? Such a base is at most base.high, so the rate is at least
// change.low / base.high; in integers, rate.high * base.high >= change.low * 1e8.
bool allows_base_above_zero(const Interval& base, const Interval& change, const Interval& rate) {
  constexpr __int128 kRateScale = 100'000'000;
  if (base.high().infinite || rate.high().infinite || change.low().infinite) return true;
  return static_cast<__int128>(rate.high().value) * base.high().value >= change.low().value * kRateScale;
}

// Last year's amount: printed, or this year's less the change.
struct Base {
  Interval interval;
  Interval change;
  std::string calculation;
  const Claim* printed = nullptr;
};

std::optional<Base> base_of(const Disclosure& disclosure, const Comparison& comparison, const Claim& value, const Claim& rate) {
  if (const Claim* change = claim_at(disclosure, comparison.change)) {
    if (!is_money(change->figure.unit)) return std::nullopt;
    return Base{value.interval() - change->interval(), change->interval(),
                fmt::format("上年 = {} − {} = 0", print_with_unit(value.figure), print_with_unit(change->figure)), nullptr};
  }
  const Claim* printed = value_of_region(disclosure, rate.base);
  if (printed == nullptr || !printed->figure.is_zero()) return std::nullopt;
  return Base{printed->interval(), value.interval() - printed->interval(), fmt::format("上年 = {}", printed->quote), printed};
}

void check_comparison(const Disclosure& disclosure, const Comparison& comparison, Findings& findings) {
  const Claim* rate = claim_at(disclosure, comparison.rate);
  if (rate == nullptr || rate->figure.coefficient <= 0) return;
  const Claim* value = value_of(disclosure, comparison);
  if (value == nullptr || !is_money(value->figure.unit)) return;
  const auto base = base_of(disclosure, comparison, *value, *rate);
  if (!base || !base->interval.contains(0) || allows_base_above_zero(base->interval, base->change, rate->interval())) return;
  const std::string name = item_name(disclosure, comparison);
  Finding& finding = findings.add(
      "CHG105",
      {fmt::format("“{}”上年为零，增长{}没有意义", name, print_with_unit(rate->figure)),
       fmt::format("“{}” was zero last year; growth of {} has no meaning", name, print_with_unit(rate->figure))},
      quote_clause(disclosure, comparison), name);
  finding.calculation = base->calculation;
  if (comparison.value < 0) finding.related.push_back(place_of(disclosure, *value));
  if (base->printed != nullptr) finding.related.push_back(place_of(disclosure, *base->printed));
}

}  // namespace

void check_zero_bases(const RuleContext& context, Findings& findings) {
  for (const Comparison& comparison : context.disclosure.comparisons)
    check_comparison(context.disclosure, comparison, findings);
}

}  // namespace mingzhang
