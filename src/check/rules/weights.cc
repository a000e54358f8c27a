// PER101: weights add up to 100, or to 90 beside the 10 of a rate of execution that is not listed.

#include <fmt/format.h>

#include <algorithm>

#include "check/rules/indicators.h"
#include "check/rules/printed_text.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

constexpr std::int64_t kStepsPerPoint = 10'000;  // of scaled()

bool lists_execution(const PerformanceTable& table) {
  return std::ranges::any_of(table.indicators, [](const Indicator& indicator) {
    return has_any(indicator.name, {"执行率"}) || has_any(indicator.level2, {"执行率", "预算执行"}) ||
           has_any(indicator.level1, {"预算执行"});
  });
}

// Something of this table was printed and not understood: a weight may be among it.
bool has_unread_lines(const Disclosure& disclosure, std::size_t t) {
  const Place begin = disclosure.performance[t].place;
  Place end;
  for (const PerformanceTable& other : disclosure.performance)
    if (begin < other.place && (end == Place() || other.place < end)) end = other.place;
  for (const Section& section : disclosure.sections)
    if (begin < section.place && (end == Place() || section.place < end)) end = section.place;
  return std::ranges::any_of(
      disclosure.open, [&](const Open& open) { return begin < open.place && (end == Place() || open.place < end); });
}

std::string sum_in_words(const PerformanceTable& table) {
  std::string sum;
  for (const Indicator& indicator : table.indicators) sum += (sum.empty() ? "" : " + ") + indicator.weight;
  return sum;
}

std::string points(std::int64_t value) {
  std::string text = fmt::format("{}.{:04}", value / kStepsPerPoint, value % kStepsPerPoint);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

void check_table(const Disclosure& disclosure, std::size_t t, Findings& findings) {
  const PerformanceTable& table = disclosure.performance[t];
  const auto has_weight = [](const Indicator& indicator) { return !indicator.weight.empty(); };
  if (std::ranges::none_of(table.indicators, has_weight)) return;
  const std::string name = name_of(table);
  const auto undecided = [&] {
    findings.undecided({fmt::format("“{}”有权重没有读懂，未核对合计", name),
                        fmt::format("A weight of “{}” was not understood; the sum was not checked", name)});
  };
  std::int64_t sum = 0;
  for (const Indicator& indicator : table.indicators) {
    const auto weight = number_in(indicator.weight);
    if (!weight) return undecided();
    sum += scaled(*weight);
  }
  const bool full = sum == 100 * kStepsPerPoint,
             rest_is_execution = sum == 90 * kStepsPerPoint && !lists_execution(table);
  if (full || rest_is_execution) return findings.pass();
  if (has_unread_lines(disclosure, t)) return undecided();
  Finding& finding = findings.add("PER101",
                                  {fmt::format("“{}”各指标权重合计 {}，应为 100 或 90", name, points(sum)),
                                   fmt::format("The weights of “{}” add up to {}, not 100 or 90", name, points(sum))},
                                  place_of(table), name);
  finding.calculation = fmt::format("{} = {}", sum_in_words(table), points(sum));
}

}  // namespace

void check_weights(const RuleContext& context, Findings& findings) {
  for (std::size_t t = 0; t < context.disclosure.performance.size(); ++t) check_table(context.disclosure, t, findings);
}

}  // namespace mingzhang
