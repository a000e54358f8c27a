#include "check/rules/rules.h"

namespace mingzhang {
namespace {

constexpr Rule kRules[] = {
    {"directions", check_directions},
    {"zero-bases", check_zero_bases},
    {"reasons", check_reasons},
    {"copied-reasons", check_copied_reasons},
    {"missing-reasons", check_missing_reasons},
    {"project-names", check_project_names},
    {"staff-changes", check_staff_changes},
    {"vehicles", check_vehicles},
    {"listed-items", check_listed_items},
    {"natures", check_natures},
    {"codes", check_codes},
    {"outdated-names", check_outdated_names},
    {"chains", check_chains},
    {"completeness", check_completeness},
    {"empty-tables", check_empty_tables},
    {"nil-statements", check_nil_statements},
    {"row-widths", check_row_widths},
    {"placeholders", check_placeholders, true},
    {"template-residue", check_template_residue},
    {"punctuation", check_punctuation},
    {"years", check_years},
    {"units", check_units},
    {"weights", check_weights},
    {"cost-targets", check_cost_targets},
    {"target-forms", check_target_forms},
    {"same-targets", check_same_targets},
    {"performance-amounts", check_performance_amounts},
    {"private-numbers", check_private_numbers},
};

}  // namespace

std::span<const Rule> all_rules() {
  return kRules;
}

void apply_rules(const RuleContext& context, Findings& findings) {
  for (const Rule& rule : all_rules())
    if (rule.of_templates || !context.is_template) rule.check(context, findings);
}

}  // namespace mingzhang
