// CRS105: one project under two names.

#include <fmt/format.h>

#include <algorithm>

#include "check/rules/clauses.h"
#include "check/rules/names.h"
#include "check/rules/projects.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

bool share_a_list(const Project& a, const Project& b) {
  return std::ranges::any_of(a.mentions, [&](const ProjectMention& m) {
    return std::ranges::any_of(b.mentions, [&](const ProjectMention& n) { return m.list == n.list; });
  });
}

// nullopt when one of the two has no amount.
std::optional<bool> have_same_amount(const Project& a, const Project& b) {
  const auto total_a = a.largest_amount(), total_b = b.largest_amount();
  if (!total_a || !total_b) return std::nullopt;
  return meet(total_a->interval(), total_b->interval()).has_value();
}

void report(const Project& rare, const Project& usual, Findings& findings) {
  const auto amount = rare.largest_amount();
  const std::string both = amount ? fmt::format("，金额都是{}", print_with_unit(*amount)) : "";
  Finding& finding =
      findings.add("CRS105",
                   {fmt::format("“{}”与“{}”应是同一项目，名称不一致{}", rare.name, usual.name, both),
                    fmt::format("“{}” and “{}” appear to be one project under two names", rare.name, usual.name)},
                   rare.mentions.front().at, std::min(rare.name, usual.name) + "|" + std::max(rare.name, usual.name));
  for (std::size_t i = 1; i < rare.mentions.size(); ++i) finding.related.push_back(rare.mentions[i].at);
  for (const ProjectMention& mention : usual.mentions) finding.related.push_back(mention.at);
  if (!amount) finding.severity = Severity::Warning;
}

}  // namespace

void check_project_names(const RuleContext& context, Findings& findings) {
  const std::vector<Project> projects = projects_of(context.disclosure);
  for (std::size_t i = 0; i < projects.size(); ++i)
    for (std::size_t j = i + 1; j < projects.size(); ++j) {
      const Project &a = projects[i], &b = projects[j];
      if (!is_slip_of(a.name, b.name) || share_a_list(a, b)) continue;
      const auto same_amount = have_same_amount(a, b);
      if (same_amount && !*same_amount) continue;
      const bool a_is_rare = a.mentions.size() <= b.mentions.size();
      report(a_is_rare ? a : b, a_is_rare ? b : a, findings);
    }
}

}  // namespace mingzhang
