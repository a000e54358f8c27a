#include "check/arithmetic.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "check/evidence_text.h"
#include "check/sentence_figures.h"

namespace mingzhang {
namespace {

class ArithmeticCheck {
 public:
  ArithmeticCheck(const Disclosure& disclosure, const Knowledge& knowledge, const ArithmeticOptions& options, FileReport& report,
                  Findings& findings)
      : disclosure_(disclosure), knowledge_(knowledge), options_(options), report_(report), findings_(findings),
        model_(build_model(disclosure, knowledge)), text_(disclosure, knowledge, model_) {}

  void run() {
    count_coverage();
    if (!options_.joint) {
      for (const Conflict& conflict : propagate(model_.system)) report_conflict(conflict);
      return;
    }
    SolverStatistics statistics;
    const std::vector<Diagnosis> diagnoses = diagnose(model_.system, options_.limits, &statistics);
    for (const Diagnosis& diagnosis : diagnoses)
      if (is_repaired(diagnosis))
        for (const int cause : preferred(diagnosis).claims) blamed_.insert(text_.claim(cause));
    for (const Diagnosis& diagnosis : diagnoses) report_diagnosis(diagnosis);
    for (const Cause& cause : following_) report_following(cause);
    if (statistics.undecided > 0)
      findings_.undecided({fmt::format("有 {} 组数字能否同时成立未能判定（超出求解限度）", statistics.undecided),
                           fmt::format("whether {} sets of figures can hold together stayed undecided (limits of the solver)", statistics.undecided)},
                          statistics.undecided);
  }

 private:
  struct Explanation {
    std::string calculation;
    std::vector<int> involved;  // evidence besides the cause
    int identity = -1;          // -1: two figures for one region
    bool one_table = false;
  };

  struct Cause {
    int evidence = -1;
    std::optional<Interval> feasible;  // what it could be instead
    const Diagnosis* diagnosis = nullptr;
    std::size_t finding = 0;           // of the report, once it is reported
  };

  // Every identity is decided on the printed figures alone; one with an unread part is undecided.
  void count_coverage() {
    std::vector<std::optional<Interval>> printed;  // by unknown
    printed.reserve(model_.identities.regions.size());
    for (std::size_t u = 0; u < model_.identities.regions.size(); ++u) printed.push_back(text_.known(static_cast<int>(u)));
    for (const Identity& identity : model_.identities.identities) {
      const std::optional<Interval>& whole = printed[identity.whole];
      Interval sum = Interval::exactly(0);
      bool known = whole.has_value(), spoken = !model_.evidence_of.of(identity.whole).empty();
      for (std::uint32_t part : identity.parts) {
        const std::optional<Interval>& interval = printed[part];
        known = known && interval.has_value();
        spoken = spoken && !model_.evidence_of.of(part).empty();
        if (interval) sum = sum + *interval;
      }
      if (!spoken && identity.axiom >= 0) continue;  // an axiom about something this document does not print
      if (!known) ++report_.coverage.constraints.undecided;
      else if (holds(identity, *whole, sum)) ++report_.coverage.constraints.pass;
    }
    for (const Claim& claim : disclosure_.claims)
      if (claim.kind != ClaimKind::Value && claim.standing != Standing::Open) ++report_.coverage.constraints.pass;
  }

  static bool holds(const Identity& identity, const Interval& whole, const Interval& sum) {
    if (identity.kind == IdentityKind::Sum) return meet(whole, sum).has_value();
    return meet(hull(Interval::exactly(0), whole), sum).has_value();
  }

  int unknown_of(int evidence) const {
    for (const LinearRow& row : model_.system.rows)
      if (row.claim == evidence && row.terms.size() == 1) return row.terms.front().unknown;
    return -1;
  }

  void report_conflict(const Conflict& conflict) {
    std::vector<int> claims;
    for (int e : conflict.claims)
      if (text_.claim(e) != nullptr) claims.push_back(e);
    if (claims.empty()) return;
    add_joint(claims, conflict.claims);
  }

  void report_diagnosis(const Diagnosis& diagnosis) {
    if (!is_repaired(diagnosis)) return report_conflict(diagnosis.conflict);
    const Repair& repair = preferred(diagnosis);
    for (std::size_t i = 0; i < repair.claims.size(); ++i) {
      const auto feasible = i < repair.feasible.size() ? repair.feasible[i] : std::nullopt;
      report_cause(repair.claims[i], feasible, diagnosis);
    }
  }

  static bool is_repaired(const Diagnosis& diagnosis) { return !diagnosis.repairs.empty() && !diagnosis.repairs.front().claims.empty(); }

  // Of a change and its rate, equally likely to be wrong, the rate is the one computed by hand; of a table and a sentence, the
  // sentence is the one typed again.
  const Repair& preferred(const Diagnosis& diagnosis) const {
    auto rank = [&](const Repair& repair) {
      if (repair.claims.size() != 1) return 3;
      const Claim* claim = text_.claim(repair.claims.front());
      if (claim == nullptr) return 4;
      if (claim->kind == ClaimKind::Rate || claim->kind == ClaimKind::Share) return 0;
      return claim->cell.table < 0 ? 1 : 2;
    };
    const Repair* best = &diagnosis.repairs.front();
    for (const Repair& repair : diagnosis.repairs)
      if (rank(repair) < rank(*best) && involves_comparison(diagnosis)) best = &repair;
    return *best;
  }

  bool involves_comparison(const Diagnosis& diagnosis) const {
    return std::any_of(diagnosis.repairs.begin(), diagnosis.repairs.end(), [&](const Repair& repair) {
      const Claim* claim = text_.claim(repair.claims.front());
      return claim != nullptr && claim->cell.table < 0;
    });
  }

  void report_cause(int cause, std::optional<Interval> feasible, const Diagnosis& diagnosis) {
    const Evidence& evidence = model_.evidence[static_cast<std::size_t>(cause)];
    if (evidence.kind == Evidence::Kind::UsualIdentity) return report_usual(evidence.identity, cause);
    const Claim* claim = text_.claim(cause);
    if (claim != nullptr && claim->kind != ClaimKind::Value) return report_ratio(cause, *claim, diagnosis);
    const int unknown = unknown_of(cause);
    const Explanation explanation = explain(cause, unknown, diagnosis);
    if (joins_earlier(cause, feasible)) return;
    if (explanation.identity < 0 && explanation.involved.size() > 1 && text_.table(cause) >= 0) {
      following_.push_back({cause, feasible, &diagnosis, 0});
      return;
    }
    report_explained(cause, feasible, diagnosis, explanation);
  }

  void report_explained(int cause, std::optional<Interval> feasible, const Diagnosis& diagnosis, const Explanation& explanation) {
    const Claim* claim = text_.claim(cause);
    const int unknown = unknown_of(cause);
    const std::string_view code = code_of(cause, claim, explanation);
    Finding& finding = findings_.add(code, message_of(code, cause, explanation), text_.place(cause), text_.subject(cause));
    if (claim != nullptr && claim->weak) finding.severity = Severity::Warning;
    finding.calculation = explanation.calculation;
    for (int e : explanation.involved) relate(finding, text_.place(e));
    if (claim != nullptr) show_its_sentence(finding, *claim);
    for (int e : model_.evidence_of.of(static_cast<std::size_t>(unknown)))  // sentences that say otherwise
      if (text_.claim(e) != nullptr && text_.table(e) < 0 && !meet(text_.interval(cause), text_.interval(e))) relate(finding, text_.place(e));
    if (claim != nullptr && feasible) finding.proposed = propose(*claim, unknown, cause, *feasible);
    mention_alternatives(finding, cause, diagnosis);
    reported_.push_back({cause, feasible, &diagnosis, report_.findings.size() - 1});
  }

  CellRef cell_of(int e) const { return text_.claim(e) != nullptr ? text_.claim(e)->cell : model_.evidence[static_cast<std::size_t>(e)].cell; }

  // An amount moved from one column of a row to another: both cells change by the same, and are one fault.
  bool joins_earlier(int cause, const std::optional<Interval>& feasible) {
    const CellRef cell = cell_of(cause);
    if (cell.row < 0 || !feasible) return false;
    for (const Cause other : reported_) {
      const CellRef there = cell_of(other.evidence);
      if (there.table != cell.table || there.row != cell.row || !other.feasible) continue;
      const Interval change = *feasible - text_.interval(cause), there_change = *other.feasible - text_.interval(other.evidence);
      if (change.contains(0) || !(change + there_change).contains(0)) continue;
      Finding& finding = report_.findings[other.finding];
      finding.message.zh += fmt::format("；同一行的 {} {} 相差同样的数，方向相反", text_.name(cause), text_.printed(cause));
      finding.message.en += fmt::format("; {} {} in the same row is off by the same, the other way", text_.name(cause), text_.printed(cause));
      relate(finding, text_.place(cause));
      reported_.push_back({cause, feasible, other.diagnosis, other.finding});
      return true;
    }
    return false;
  }

  // A figure that no other figure contradicts by itself must change only because another one in its row or column does.
  void report_following(const Cause& follower) {
    const CellRef cell = cell_of(follower.evidence);
    for (const Cause& other : reported_) {
      const CellRef there = cell_of(other.evidence);
      if (there.table != cell.table || (there.row != cell.row && there.column != cell.column)) continue;
      relate(report_.findings[other.finding], text_.place(follower.evidence));
      return;
    }
    report_explained(follower.evidence, follower.feasible, *follower.diagnosis, explain(follower.evidence, unknown_of(follower.evidence), *follower.diagnosis));
  }

  // The amount does not fit the rate that is printed with it either: that shows which of two figures is wrong.
  void show_its_sentence(Finding& finding, const Claim& claim) const {
    if (claim.comparison < 0) return;
    const Comparison& comparison = disclosure_.comparisons[static_cast<std::size_t>(claim.comparison)];
    const Claim* rate = claim_at(comparison.rate);
    if (rate == nullptr || comparison.base_value < 0 || fits_its_sentence(disclosure_, *rate)) return;
    const std::string calculation = rate_calculation(disclosure_, comparison);
    if (calculation.empty()) return;
    finding.calculation += "；同句：" + calculation;
    for (const Claim* said : {claim_at(comparison.base_value), rate}) relate(finding, place_of(disclosure_, said, said->cell));
  }

  static void relate(Finding& finding, FindingPlace place) {
    const bool known = std::any_of(finding.related.begin(), finding.related.end(), [&](const FindingPlace& r) {
      return r.place == place.place && r.quote == place.quote;
    });
    if (!known) finding.related.push_back(std::move(place));
  }

  void mention_alternatives(Finding& finding, int cause, const Diagnosis& diagnosis) const {
    int others = 0;
    for (const Repair& repair : diagnosis.repairs) {
      if (repair.claims.size() != 1 || repair.claims.front() == cause) continue;
      const FindingPlace place = text_.place(repair.claims.front());
      if (place.quote.empty() && place.row.empty()) continue;
      relate(finding, place);
      ++others;
    }
    if (others == 0) return;
    finding.message.zh += fmt::format("（也可能是另外 {} 处之一有误，见相关位置）", others);
    finding.message.en += fmt::format(" (or one of {} other places is wrong, see the related places)", others);
  }

  void report_usual(int index, int cause) {
    const Identity& identity = model_.identities.identities[static_cast<std::size_t>(index)];
    const Axiom& axiom = knowledge_.axioms[static_cast<std::size_t>(identity.axiom)];
    const int whole = text_.shown(static_cast<int>(identity.whole), -1, -1);
    if (whole < 0) return;
    const std::string_view code = axiom.id.find("-is-302") != std::string::npos || axiom.id.find("-is-310") != std::string::npos ? "CRS108" : "CRS109";
    Finding& finding = findings_.add(code, {"通常成立的关系在这里不成立：" + axiom.zh, "a relation that usually holds does not hold here: " + axiom.en},
                                     text_.place(whole), axiom.id + text_.subject(whole));
    finding.severity = Severity::Warning;
    finding.calculation = text_.sum_calculation(identity, whole, static_cast<int>(identity.whole));
    for (std::uint32_t part : identity.parts)
      if (const int e = text_.shown(static_cast<int>(part), -1, -1); e >= 0) finding.related.push_back(text_.place(e));
    static_cast<void>(cause);
  }

  // "增加 5 万元，下降 3%": the direction is the fault, and a check of its own reports it (CHG104).
  bool directions_differ(const Claim& claim) const {
    if (claim.comparison < 0) return false;
    const Comparison& comparison = disclosure_.comparisons[static_cast<std::size_t>(claim.comparison)];
    if (comparison.change < 0 || comparison.rate < 0) return false;
    const std::int64_t change = disclosure_.claims[static_cast<std::size_t>(comparison.change)].figure.coefficient;
    const std::int64_t rate = disclosure_.claims[static_cast<std::size_t>(comparison.rate)].figure.coefficient;
    return (change > 0 && rate < 0) || (change < 0 && rate > 0);
  }

  // “本年 738.66 万元，增加 3.84%” follows from 738.66; where that is the fault, the rate is no second one.
  bool follows_from_blamed(const Claim& claim) const {
    if (claim.comparison < 0 || !fits_its_sentence(disclosure_, claim)) return false;
    const Comparison& comparison = disclosure_.comparisons[static_cast<std::size_t>(claim.comparison)];
    return std::any_of(blamed_.begin(), blamed_.end(), [&](const Claim* blamed) {
      return blamed != nullptr && (blamed == claim_at(comparison.value) || blamed == claim_at(comparison.base_value) || blamed == claim_at(comparison.change));
    });
  }

  const Claim* claim_at(int index) const { return index < 0 ? nullptr : &disclosure_.claims[static_cast<std::size_t>(index)]; }

  void report_ratio(int cause, const Claim& claim, const Diagnosis& diagnosis) {
    if (claim.kind != ClaimKind::Share && (directions_differ(claim) || follows_from_blamed(claim))) return;
    const std::string_view code = claim.kind == ClaimKind::Rate ? "CHG101" : claim.kind == ClaimKind::Change ? "CHG102" : "CHG103";
    const std::string what = text_.name(cause) + " " + text_.printed(cause);
    Finding& finding = findings_.add(code, {what + " 与相关金额算不平", what + " does not follow from its amounts"}, text_.place(cause), text_.subject(cause));
    finding.calculation = text_.ratio_calculation(cause);
    for (int e : diagnosis.conflict.claims)
      if (e != cause && text_.claim(e) != nullptr) finding.related.push_back(text_.place(e));
    mention_alternatives(finding, cause, diagnosis);
  }

  Explanation explain(int cause, int unknown, const Diagnosis& diagnosis) const {
    std::vector<Explanation> found;
    const Interval own = text_.interval(cause);
    for (int e : model_.evidence_of.of(static_cast<std::size_t>(unknown))) {
      if (e == cause || meet(own, text_.interval(e))) continue;
      found.push_back({fmt::format("{}：{}；{}：{}", text_.subject(e), text_.printed(e, cause), text_.subject(cause), text_.printed(cause, e)), {e}, -1, false});
    }
    for (std::size_t i = 0; i < model_.identities.identities.size(); ++i) {
      if (!speaks_of(model_.identities.identities[i], static_cast<std::uint32_t>(unknown))) continue;
      if (auto broken = broken_identity(static_cast<int>(i), cause, unknown, own)) found.push_back(std::move(*broken));
    }
    if (found.empty()) return joint_explanation(cause, diagnosis.conflict.claims);
    // Sums inside the table first, the shortest first; then the same figure elsewhere; then sums over several tables.
    auto rank = [](const Explanation& e) { return std::pair(e.one_table ? 0 : e.identity < 0 ? 1 : 2, e.involved.size()); };
    return *std::min_element(found.begin(), found.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  }

  static bool speaks_of(const Identity& identity, std::uint32_t unknown) {
    return identity.whole == unknown || std::find(identity.parts.begin(), identity.parts.end(), unknown) != identity.parts.end();
  }

  std::optional<Explanation> broken_identity(int index, int cause, int unknown, const Interval& own) const {
    const Identity& identity = model_.identities.identities[static_cast<std::size_t>(index)];
    if (identity.strength == Strength::Usually) return std::nullopt;
    Explanation explanation{"", {}, index, true};
    bool known = true;
    auto value = [&](std::uint32_t u) {
      if (static_cast<int>(u) == unknown) return own;
      const int e = text_.shown(static_cast<int>(u), cause, text_.table(cause));
      if (e < 0) {
        known = false;
        return own;
      }
      if (text_.claim(e) != nullptr) explanation.involved.push_back(e);
      explanation.one_table = explanation.one_table && text_.table(e) == text_.table(cause);
      return text_.interval(e);
    };
    const Interval whole = value(identity.whole);
    Interval sum = Interval::exactly(0);
    for (std::uint32_t part : identity.parts) sum = sum + value(part);
    if (!known || holds(identity, whole, sum)) return std::nullopt;
    explanation.one_table = explanation.one_table && text_.table(cause) >= 0 && identity.kind == IdentityKind::Sum;
    explanation.calculation = text_.sum_calculation(identity, cause, unknown);
    return explanation;
  }

  Explanation joint_explanation(int cause, const std::vector<int>& claims) const {
    Explanation explanation{"以下数字不能同时成立：", {}, -1, false};
    for (int e : claims) {
      if (text_.claim(e) == nullptr) continue;
      explanation.calculation += text_.subject(e) + " " + text_.printed(e) + "；";
      if (e != cause) explanation.involved.push_back(e);
    }
    return explanation;
  }

  std::string_view code_of(int cause, const Claim* claim, const Explanation& explanation) const {
    if (claim != nullptr && claim->weak) return "PER105";
    if (explanation.one_table) return "SUM101";
    if (explanation.identity >= 0 && model_.identities.identities[static_cast<std::size_t>(explanation.identity)].kind == IdentityKind::Within)
      return "CRS103";
    const bool cause_in_table = text_.table(cause) >= 0;
    const bool others_in_text = std::any_of(explanation.involved.begin(), explanation.involved.end(), [&](int e) { return text_.table(e) < 0; });
    const bool others_in_tables = std::any_of(explanation.involved.begin(), explanation.involved.end(), [&](int e) { return text_.table(e) >= 0; });
    if (explanation.identity >= 0 && explanation.involved.empty()) return "CRS102";
    if (cause_in_table) return others_in_tables ? "CRS101" : "CRS102";
    if (others_in_tables) return "CRS102";
    return others_in_text ? "CRS104" : "CRS110";
  }

  Bilingual message_of(std::string_view code, int cause, const Explanation& explanation) const {
    const int beside = explanation.involved.size() == 1 ? explanation.involved.front() : -1;
    const std::string what = text_.name(cause) + " " + text_.printed(cause, beside);
    if (code == "SUM101") return {what + " 与本表其他数字加总不符", what + " does not add up with the other figures of its table"};
    if (code == "CRS103") return {what + " 的部分与整体矛盾", what + ": a part exceeds its whole"};
    if (explanation.identity < 0 && explanation.involved.size() == 1) {
      const std::string other = text_.subject(explanation.involved.front()) + " " + text_.printed(explanation.involved.front(), cause);
      return {what + " 与 " + other + " 应为同一数，却不相等", what + " and " + other + " should be one figure"};
    }
    if (explanation.identity >= 0 && model_.identities.identities[static_cast<std::size_t>(explanation.identity)].parts.empty())
      return {what + "：表中没有列出这个科目", what + ": the tables do not list this code"};
    if (explanation.identity >= 0) return {what + " 与各项之和不符", what + " differs from the sum of its parts"};
    return {what + " 与相关数字不能同时成立", what + " cannot hold together with the figures it depends on"};
  }

  // A figure that others print for the same region, if it is possible; else the middle of what is possible.
  std::string propose(const Claim& claim, int unknown, int cause, const Interval& feasible) const {
    if (feasible.low().infinite || feasible.high().infinite) return "";
    for (int e : model_.evidence_of.of(static_cast<std::size_t>(unknown)))
      if (e != cause && text_.claim(e) != nullptr && feasible.contains(text_.claim(e)->figure.value())) return in_unit_of(claim, e);
    const std::int64_t middle = feasible.low().value + (feasible.high().value - feasible.low().value) / 2;
    if (is_money(claim.figure.unit)) {
      const Figure figure = round_to_figure(Amount::from_fen(middle), claim.figure.unit, claim.figure.decimals);
      const std::int64_t step = quantum(claim.figure.unit, claim.figure.decimals);
      if (feasible.high().value - feasible.low().value > 20 * step) {
        const Figure low = round_to_figure(Amount::from_fen(feasible.low().value), claim.figure.unit, claim.figure.decimals);
        const Figure high = round_to_figure(Amount::from_fen(feasible.high().value), claim.figure.unit, claim.figure.decimals);
        return print(low, true) + "～" + print(high, true);
      }
      return print(figure, true);
    }
    return claim.figure.unit == Unit::Count && feasible.is_single() ? std::to_string(middle) : "";
  }

  // The figure of `e` as it would stand in the place of this one: “56.12” in a sentence for the table's 561,240.00.
  std::string in_unit_of(const Claim& claim, int e) const {
    constexpr int kCustomaryDecimals = 2;
    const Figure& other = text_.claim(e)->figure;
    if (other.unit == claim.figure.unit || !is_money(other.unit)) return text_.printed(e);
    const int decimals = std::max(claim.figure.decimals, kCustomaryDecimals);
    if (quantum(other.unit, other.decimals) > quantum(claim.figure.unit, decimals)) return print_with_unit(other, true);
    return print(round_to_figure(Amount::from_fen(other.value()), claim.figure.unit, decimals), true);
  }

  void add_joint(const std::vector<int>& claims, const std::vector<int>& all) {
    const Explanation explanation = joint_explanation(claims.front(), all);
    Finding& finding = findings_.add("CRS110", {"一组数字不能同时成立", "a set of figures cannot hold together"}, text_.place(claims.front()),
                                     text_.subject(claims.front()));
    finding.calculation = explanation.calculation;
    for (int e : explanation.involved) finding.related.push_back(text_.place(e));
  }

  const Disclosure& disclosure_;
  const Knowledge& knowledge_;
  const ArithmeticOptions& options_;
  FileReport& report_;
  Findings& findings_;
  Model model_;
  EvidenceText text_;
  std::vector<Cause> reported_, following_;
  std::set<const Claim*> blamed_;
};

}  // namespace

void check_arithmetic(const Disclosure& disclosure, const Knowledge& knowledge, const ArithmeticOptions& options, FileReport& report,
                      Findings& findings) {
  ArithmeticCheck(disclosure, knowledge, options, report, findings).run();
}

}  // namespace mingzhang
