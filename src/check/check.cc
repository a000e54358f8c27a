#include "check/check.h"

#include <algorithm>

#include "check/reader_notes.h"
#include "check/rule.h"
#include "check/shifted_rows.h"

namespace mingzhang {
namespace {

// The figures of one row that could not be placed are one open item.
void add_open(const Disclosure& disclosure, const Claim& claim, Coverage& coverage) {
  const bool first_of_row = claim.cell.row < 0 || coverage.open.empty() || coverage.open.back().reason != claim.reason ||
                            coverage.open.back().place.line != claim.place.line;
  if (!first_of_row) {
    coverage.open.back().quote += " " + claim.quote;
    return;
  }
  std::string quote = claim.quote;
  if (claim.cell.row >= 0)
    quote = disclosure.tables[static_cast<std::size_t>(claim.cell.table)].rows[static_cast<std::size_t>(claim.cell.row)].label + " " + quote;
  coverage.open.push_back({claim.place, std::move(quote), claim.reason});
}

// “与上年持平”: a change of zero that no figure prints.
bool is_said_in_words(const Disclosure& disclosure, const Claim& claim) {
  if (claim.kind != ClaimKind::Change || claim.comparison < 0 || !claim.figure.is_zero()) return false;
  const Trend trend = disclosure.comparisons[static_cast<std::size_t>(claim.comparison)].trend;
  return trend == Trend::Level || trend == Trend::NearlyLevel;
}

void count_amounts(const Disclosure& disclosure, Coverage& coverage) {
  coverage.amounts.printed = disclosure.printed_amounts;
  for (const Claim& claim : disclosure.claims) {
    if (claim.nil || !(is_money(claim.figure.unit) || claim.figure.unit == Unit::Percent)) continue;
    if (claim.standing == Standing::Open) {
      add_open(disclosure, claim, coverage);
      continue;
    }
    if (is_said_in_words(disclosure, claim)) continue;
    ++coverage.amounts.understood;
    coverage.amounts.proven += claim.standing == Standing::Proven;
  }
  for (const Open& open : disclosure.open) coverage.open.push_back({open.place, open.quote, open.reason});
}

}  // namespace

namespace {

void check_all(const Disclosure& disclosure, const Knowledge& knowledge, const ArithmeticOptions& options, FileReport& report,
               Findings& findings) {
  count_amounts(disclosure, report.coverage);
  const RuleContext context{disclosure, knowledge, knowledge.find_form(disclosure.form)};
  if (context.is_template)
    report.kind = DocumentKind::Template;
  else
    check_arithmetic(disclosure, knowledge, options, report, findings);
  apply_rules(context, findings);
}

}  // namespace

FileReport check(const Disclosure& disclosure, const Knowledge& knowledge, const ArithmeticOptions& options) {
  FileReport report;
  report.path = disclosure.path;
  report.sha256 = disclosure.sha256;
  report.kind = disclosure.kind;
  report.year = disclosure.year;
  report.unit = disclosure.unit;
  report.form = disclosure.form;
  report.not_checked = reader_notes(disclosure);
  Findings findings(report);
  if (const std::vector<RowShift> shifts = find_row_shifts(disclosure); !shifts.empty()) {
    report_row_shifts(disclosure, shifts, findings);
    check_all(without_shifted_rows(disclosure, shifts), knowledge, options, report, findings);
  } else {
    check_all(disclosure, knowledge, options, report, findings);
  }
  std::stable_sort(report.findings.begin(), report.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.at.place < b.at.place; });
  return report;
}

}  // namespace mingzhang
