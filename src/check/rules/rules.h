#pragma once
// The rules, one subject each; all_rules() lists them in this order. What each decides, and what it cannot see, stands
// in checks_*.def under the codes named here.

#include "check/rule.h"

namespace mingzhang {

void check_directions(const RuleContext& context, Findings& findings);           // CHG104
void check_zero_bases(const RuleContext& context, Findings& findings);           // CHG105
void check_reasons(const RuleContext& context, Findings& findings);              // CHG106
void check_copied_reasons(const RuleContext& context, Findings& findings);       // CHG107
void check_missing_reasons(const RuleContext& context, Findings& findings);      // CHG108
void check_project_names(const RuleContext& context, Findings& findings);        // CRS105
void check_staff_changes(const RuleContext& context, Findings& findings);        // CRS106
void check_vehicles(const RuleContext& context, Findings& findings);             // CRS107
void check_listed_items(const RuleContext& context, Findings& findings);         // CRS111
void check_natures(const RuleContext& context, Findings& findings);              // CRS112
void check_codes(const RuleContext& context, Findings& findings);                // COD101, COD102, COD103 in tables, COD105
void check_outdated_names(const RuleContext& context, Findings& findings);       // COD103 in text
void check_chains(const RuleContext& context, Findings& findings);               // COD104
void check_completeness(const RuleContext& context, Findings& findings);         // FRM101, FRM102, FRM106, FRM107
void check_empty_tables(const RuleContext& context, Findings& findings);         // FRM103
void check_nil_statements(const RuleContext& context, Findings& findings);       // FRM104
void check_row_widths(const RuleContext& context, Findings& findings);           // FRM105
void check_placeholders(const RuleContext& context, Findings& findings);         // TXT101
void check_template_residue(const RuleContext& context, Findings& findings);     // TXT102
void check_punctuation(const RuleContext& context, Findings& findings);          // TXT103
void check_years(const RuleContext& context, Findings& findings);                // TXT104
void check_units(const RuleContext& context, Findings& findings);                // TXT105
void check_weights(const RuleContext& context, Findings& findings);              // PER101
void check_cost_targets(const RuleContext& context, Findings& findings);         // PER102
void check_target_forms(const RuleContext& context, Findings& findings);         // PER103
void check_same_targets(const RuleContext& context, Findings& findings);         // PER104
void check_performance_amounts(const RuleContext& context, Findings& findings);  // PER105
void check_private_numbers(const RuleContext& context, Findings& findings);      // PRV101, PRV102

}  // namespace mingzhang
