#pragma once
// Checks that are not arithmetic: one function per subject in check/rules/, listed in all_rules(). A rule sees the disclosure
// and the catalog only; it adds findings and says what it could not decide.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check/report.h"
#include "disclosure/disclosure.h"
#include "forms/knowledge.h"

namespace mingzhang {

struct PrintedText;  // check/rules/printed_text.h
struct Placeholder;  // check/rules/placeholders.h

// What every rule sees. Made once per check, with what many rules ask of the running text.
struct RuleContext {
  RuleContext(const Disclosure& disclosure, const Knowledge& knowledge, const Form* form);
  RuleContext(const RuleContext&) = delete;
  ~RuleContext();

  const Disclosure& disclosure;
  const Knowledge& knowledge;
  const Form* form;  // nullptr: no form is known, completeness cannot be judged
  const std::vector<PrintedText> texts;
  const std::vector<Placeholder> placeholders;
  const bool is_template;  // blank, or nearly so
};

// Collects what rules find. Severity and headline come from checks.def unless the finding knows better.
class Findings {
 public:
  explicit Findings(FileReport& report) : report_(report) {}

  // `subject`: what the finding is about (names, codes, table and row labels; never line numbers or the wrong value), from
  // which the fingerprint is made. Two findings with one code and one subject are numbered apart.
  Finding& add(std::string_view code, Bilingual message, FindingPlace at, std::string_view subject);
  void pass() { ++report_.coverage.constraints.pass; }
  void undecided(Bilingual what, int count = 1) {
    report_.coverage.constraints.undecided += count;
    report_.not_checked.push_back(std::move(what));
  }

 private:
  FileReport& report_;
};

struct Rule {
  std::string_view name;
  void (*check)(const RuleContext&, Findings&);
  bool of_templates = false;  // says something about a blank template too
};

std::span<const Rule> all_rules();  // rules/all_rules.cc: an explicit list; the order is that of the report before sorting

// All that apply: a blank template is told that it is one, not what it lacks.
void apply_rules(const RuleContext& context, Findings& findings);

}  // namespace mingzhang
