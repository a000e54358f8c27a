// CRS106: reasons say by how many people the unit grew or shrank, and the profile says otherwise.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "check/rules/clauses.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

struct StaffFacts {
  std::optional<std::int64_t> total, serving, left;  // changes; left: retired and separated
  const Comparison* comparison = nullptr;            // that states the change of those in service, or else another one
};

StaffFacts facts_of(const Disclosure& disclosure) {
  const Tree& measures = disclosure.space.tree(Dimension::Measure);
  StaffFacts facts;
  std::optional<std::int64_t> stated;
  std::int64_t sum = 0;
  for (const Comparison& comparison : disclosure.comparisons) {
    const Claim* change = claim_at(disclosure, comparison.change);
    if (change == nullptr || change->weak || change->figure.unit != Unit::Count) continue;
    const Extent measure = comparison.region[Dimension::Measure];
    if (measure.is_root() || measure.is_set()) continue;
    const std::string& id = measures.id(measure.handle());
    if (!id.starts_with("staff")) continue;
    const std::int64_t people = change->figure.coefficient;
    if (id == "staff")
      stated = people;
    else
      sum += people;
    if (id == "staff.serving")
      facts.serving = people;
    else if (id != "staff")
      facts.left = facts.left.value_or(0) + people;
    if (facts.comparison == nullptr || id == "staff.serving") facts.comparison = &comparison;
  }
  if (facts.serving || facts.left) facts.total = sum;
  if (stated) facts.total = stated;
  return facts;
}

struct Reason {
  const Claim* claim = nullptr;
  bool about_left = false;  // speaks of retired people
};

std::vector<Reason> reasons_of(const Disclosure& disclosure) {
  std::vector<Reason> reasons;
  const Extent staff = extent_of(disclosure, Dimension::Measure, "staff");
  for (const Claim& claim : disclosure.claims) {
    if (!claim.weak || claim.kind != ClaimKind::Change || claim.figure.unit != Unit::Count) continue;
    if (claim.region[Dimension::Measure] != staff) continue;
    Reason reason{&claim, false};
    if (claim.comparison >= 0) {
      const std::string& text = disclosure.comparisons[static_cast<std::size_t>(claim.comparison)].reason.text;
      if (const auto at = text.find(claim.quote); at != std::string::npos)
        reason.about_left = has_any(clause_at(text, at).of(text), {"退休", "离休", "离退"});
    }
    reasons.push_back(reason);
  }
  return reasons;
}

bool agrees(const Reason& reason, const StaffFacts& facts) {
  const std::int64_t people = reason.claim->figure.coefficient;
  return people == facts.total || people == facts.serving || (reason.about_left && people == facts.left);
}

std::string change_in_words(std::int64_t people, bool english) {
  if (english) return fmt::format("{:+} people", people);
  return people < 0 ? fmt::format("减少 {} 人", -people) : fmt::format("增加 {} 人", people);
}

void report_against_profile(const Disclosure& disclosure, const StaffFacts& facts, const std::vector<Reason>& wrong,
                            Findings& findings) {
  const std::int64_t stated = facts.serving.value_or(*facts.total), said = wrong.front().claim->figure.coefficient;
  Finding& finding =
      findings.add("CRS106",
                   {fmt::format("人员情况写{}，增减原因有 {} 处写{}", change_in_words(stated, false), wrong.size(),
                                change_in_words(said, false)),
                    fmt::format("The profile says {}, {} reason(s) say {}", change_in_words(stated, true), wrong.size(),
                                change_in_words(said, true))},
                   quote_clause(disclosure, *facts.comparison), "staff");
  for (const Reason& reason : wrong) finding.related.push_back(place_of(disclosure, *reason.claim));
}

// Without a profile to hold them against, reasons can still disagree with one another.
void report_among_reasons(const Disclosure& disclosure, const std::vector<Reason>& reasons, Findings& findings) {
  std::map<std::int64_t, int> counts;
  for (const Reason& reason : reasons)
    if (!reason.about_left) ++counts[reason.claim->figure.coefficient];
  if (counts.size() < 2) return;
  const auto usual = std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; })->first;
  Finding* finding = nullptr;
  for (const Reason& reason : reasons) {
    if (reason.about_left || reason.claim->figure.coefficient == usual) continue;
    if (finding == nullptr)
      finding = &findings.add(
          "CRS106",
          {fmt::format("增减原因中人员变动写法不一：多数写{}，此处写{}", change_in_words(usual, false),
                       change_in_words(reason.claim->figure.coefficient, false)),
           fmt::format("Reasons disagree on the change of staff: mostly {}, here {}", change_in_words(usual, true),
                       change_in_words(reason.claim->figure.coefficient, true))},
          place_of(disclosure, *reason.claim), "staff");
    else
      finding->related.push_back(place_of(disclosure, *reason.claim));
  }
  for (const Reason& reason : reasons)
    if (reason.claim->figure.coefficient == usual) {
      finding->related.push_back(place_of(disclosure, *reason.claim));
      break;
    }
}

}  // namespace

void check_staff_changes(const RuleContext& context, Findings& findings) {
  const StaffFacts facts = facts_of(context.disclosure);
  const std::vector<Reason> reasons = reasons_of(context.disclosure);
  if (reasons.empty()) return;
  if (!facts.total) return report_among_reasons(context.disclosure, reasons, findings);
  std::vector<Reason> wrong;
  std::ranges::copy_if(reasons, std::back_inserter(wrong),
                       [&](const Reason& reason) { return !agrees(reason, facts); });
  if (wrong.empty()) return findings.pass();
  report_against_profile(context.disclosure, facts, wrong, findings);
}

}  // namespace mingzhang
