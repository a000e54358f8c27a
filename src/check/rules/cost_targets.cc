// PER102: ceilings of cost above the budget of the project.

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "check/rules/clauses.h"
#include "check/rules/indicators.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

struct Cost {
  const Indicator* indicator = nullptr;
  Figure figure;
};

// Economic costs of the project as such; costs per person or per piece, and costs to others, are no part of its budget.
bool is_cost_of_project(const Indicator& indicator) {
  const bool cost = has_any(indicator.level1, {"成本"}) || has_any(indicator.level2, {"成本"});
  const bool of_others = has_any(indicator.level2, {"社会", "生态", "环境"});
  const bool per_piece =
      has_any(indicator.name, {"人均", "单位成本", "单价", "每", "标准", "单次", "月均", "平均", "节约", "降低"});
  const bool ceiling = indicator.comparator.empty() || has_any(indicator.comparator, {"<", "="});
  return cost && !of_others && !per_piece && ceiling && indicator.comparator != ">=";
}

std::vector<Cost> costs_of(const PerformanceTable& table) {
  std::vector<Cost> costs;
  for (const Indicator& indicator : table.indicators)
    if (const auto figure = money_target(indicator); figure && is_cost_of_project(indicator))
      costs.push_back({&indicator, *figure});
  return costs;
}

// One of the costs may be the total of the others, or of the project.
std::vector<Cost> without_total(std::vector<Cost> costs, std::int64_t budget) {
  if (costs.size() < 2) return costs;
  std::int64_t sum = 0;
  for (const Cost& cost : costs) sum += cost.figure.value();
  const auto total = std::ranges::find_if(
      costs, [&](const Cost& cost) { return cost.figure.value() == budget || 2 * cost.figure.value() == sum; });
  if (total != costs.end()) costs.erase(total);
  return costs;
}

void check_table(const Disclosure& disclosure, const PerformanceTable& table, Findings& findings) {
  if (table.amounts.empty()) return;
  const Figure budget = claim_at(disclosure, table.amounts.front())->figure;
  const auto high = budget.interval().high();
  const std::vector<Cost> costs = without_total(costs_of(table), budget.value());
  if (costs.empty() || !is_money(budget.unit) || high.infinite || table.whole_unit) return;
  std::int64_t sum = 0;
  std::string words;
  for (const Cost& cost : costs) {
    sum += cost.figure.value();
    words += (words.empty() ? "" : " + ") + print_with_unit(cost.figure);
  }
  if (sum <= high.value) return findings.pass();
  const std::string name = name_of(table);
  Finding& finding =
      findings.add("PER102",
                   {fmt::format("“{}”的成本指标超过项目预算{}", name, print_with_unit(budget)),
                    fmt::format("The cost indicators of “{}” exceed its budget of {}", name, print_with_unit(budget))},
                   place_of(table, *costs.front().indicator), name);
  finding.calculation = fmt::format("{} > {}", words, print_with_unit(budget));
  for (std::size_t i = 1; i < costs.size(); ++i) finding.related.push_back(place_of(table, *costs[i].indicator));
  finding.related.push_back(place_of(disclosure, *claim_at(disclosure, table.amounts.front())));
}

}  // namespace

void check_cost_targets(const RuleContext& context, Findings& findings) {
  for (const PerformanceTable& table : context.disclosure.performance) check_table(context.disclosure, table, findings);
}

}  // namespace mingzhang
