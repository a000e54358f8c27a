// PER105: a performance table is made for another amount than the budget has for its project.

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "check/rules/clauses.h"
#include "check/rules/indicators.h"
#include "check/rules/names.h"
#include "check/rules/projects.h"
#include "check/rules/rules.h"
#include "codes/catalog.h"

namespace mingzhang {
namespace {

bool has_list(const Project& project, bool performance) {
  return std::ranges::any_of(project.mentions,
                             [&](const ProjectMention& m) { return (m.list == kPerformanceList) == performance; });
}

// The project of the budget that the table is for: by its name, or by one that is nearly its name.
const Project* budgeted(const std::vector<Project>& projects, const std::string& name) {
  const Project* near = nullptr;
  for (const Project& project : projects) {
    if (!has_list(project, false)) continue;
    if (normalised_name(project.name) == normalised_name(name)) return &project;
    if (is_slip_of(project.name, name) && !has_list(project, true)) near = &project;
  }
  return near;
}

// A project may be paid from this year's money in one table and from carried-over money in another: any of its amounts,
// or the largest ones of its lists together.
bool is_amount_of(const Figure& figure, const Project& project) {
  std::optional<Interval> together;
  for (const ProjectMention& mention : project.mentions) {
    if (mention.list == kPerformanceList || mention.amounts.empty()) continue;
    for (const Figure& amount : mention.amounts)
      if (meet(amount.interval(), figure.interval())) return true;
    if (!mention.list.starts_with("table")) continue;
    const Figure largest = *std::ranges::max_element(mention.amounts, {}, [](const Figure& f) { return f.value(); });
    together = together ? *together + largest.interval() : largest.interval();
  }
  return together && meet(*together, figure.interval()).has_value();
}

void check_table(const Disclosure& disclosure, const std::vector<Project>& projects, const PerformanceTable& table,
                 Findings& findings) {
  if (table.project.empty() || table.amounts.empty()) return;
  const Claim& total = *claim_at(disclosure, table.amounts.front());
  const Project* project = budgeted(projects, table.project);
  if (project == nullptr || !is_money(total.figure.unit)) return;
  const auto with_amount = std::ranges::find_if(
      project->mentions, [](const ProjectMention& m) { return m.list != kPerformanceList && !m.amounts.empty(); });
  if (with_amount == project->mentions.end()) return;
  if (is_amount_of(total.figure, *project)) return findings.pass();
  const Figure budget = *std::ranges::max_element(with_amount->amounts, {}, [](const Figure& f) { return f.value(); });
  Finding& finding = findings.add("PER105",
                                  {fmt::format("“{}”绩效目标表为{}，预算为{}", table.project,
                                               print_with_unit(total.figure), print_with_unit(budget)),
                                   fmt::format("“{}”: {} in the performance table, {} in the budget", table.project,
                                               print_with_unit(total.figure), print_with_unit(budget))},
                                  place_of(disclosure, total), table.project);
  finding.at.table = table.title;
  finding.related.push_back(with_amount->at);
}

}  // namespace

void check_performance_amounts(const RuleContext& context, Findings& findings) {
  const std::vector<Project> projects = projects_of(context.disclosure);
  for (const PerformanceTable& table : context.disclosure.performance)
    check_table(context.disclosure, projects, table, findings);
}

}  // namespace mingzhang
