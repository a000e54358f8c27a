#include "check/sentence_figures.h"

#include <fmt/format.h>

#include <optional>

namespace mingzhang {
namespace {

constexpr std::int64_t kRatioOne = 100'000'000;  // percentages are in 1e-8, see Figure::interval()

const Claim* claim_at(const Disclosure& disclosure, int index) {
  return index < 0 ? nullptr : &disclosure.claims[static_cast<std::size_t>(index)];
}

// low <= value / base - 1 <= high for some of the values and bases that the figures allow.
bool rate_is_possible(const Interval& value, const Interval& base, const Interval& rate) {
  if (base.low().value <= 0) return false;
  const __int128 low = kRatioOne + static_cast<__int128>(rate.low().value), high = kRatioOne + static_cast<__int128>(rate.high().value);
  return static_cast<__int128>(value.high().value) * kRatioOne >= low * base.low().value &&
         static_cast<__int128>(value.low().value) * kRatioOne <= high * base.high().value;
}

}  // namespace

bool fits_its_sentence(const Disclosure& disclosure, const Claim& claim) {
  if (claim.comparison < 0) return false;
  const Comparison& comparison = disclosure.comparisons[static_cast<std::size_t>(claim.comparison)];
  const Claim* value = claim_at(disclosure, comparison.value);
  const Claim* base = claim_at(disclosure, comparison.base_value);
  const Claim* change = claim_at(disclosure, comparison.change);
  if (value == nullptr) return false;
  if (claim.kind == ClaimKind::Change) return base != nullptr && meet(value->interval() - base->interval(), claim.interval()).has_value();
  if (claim.kind != ClaimKind::Rate || (base == nullptr && change == nullptr)) return false;
  return rate_is_possible(value->interval(), base != nullptr ? base->interval() : value->interval() - change->interval(), claim.interval());
}

std::string percentage(std::int64_t part, std::int64_t whole, int decimals) {
  const __int128 scaled = static_cast<__int128>(part) * kRatioOne * 2;
  const auto ratio = static_cast<std::int64_t>((scaled >= 0 ? scaled + whole : scaled - whole) / (static_cast<__int128>(whole) * 2));
  const std::int64_t step = quantum(Unit::Percent, decimals);
  return print_with_unit({(ratio >= 0 ? ratio + step / 2 : ratio - step / 2) / step, decimals, Unit::Percent});
}

std::string rate_calculation(const Disclosure& disclosure, const Comparison& comparison) {
  const Claim* value = claim_at(disclosure, comparison.value);
  const Claim* rate = claim_at(disclosure, comparison.rate);
  const Claim* base = claim_at(disclosure, comparison.base_value);
  const Claim* change = claim_at(disclosure, comparison.change);
  if (value == nullptr || rate == nullptr) return "";
  const std::string printed = print(value->figure, true), said = print_with_unit(rate->figure);
  if (base != nullptr && base->figure.value() > 0)
    return fmt::format("（{} − {}）÷ {} = {} ≠ {}", printed, print(base->figure, true), print(base->figure, true),
                       percentage(value->figure.value() - base->figure.value(), base->figure.value(), rate->figure.decimals), said);
  if (change == nullptr || value->figure.value() <= change->figure.value()) return "";
  return fmt::format("{} ÷（{} − {}）= {} ≠ {}", print(change->figure, true), printed, print(change->figure, true),
                     percentage(change->figure.value(), value->figure.value() - change->figure.value(), rate->figure.decimals), said);
}

}  // namespace mingzhang
