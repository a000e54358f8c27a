#include "check/across/compare.h"

#include <algorithm>

#include <fmt/format.h>

#include "check/checks.h"
#include "check/fingerprint.h"

namespace mingzhang {
namespace {

struct Wordings {
  std::string_view code;
  std::string_view zh, en;  // of the message: {0} the amount's name, {1} what this document says, {2} what the other says
  std::string_view own_zh, own_en, other_zh, other_en;  // what the two documents are called in calculations
};

const Wordings& wordings(Relation relation) {
  static constexpr Wordings kLastYear = {
      "HIS101", "{0}：按本文件，上年为 {1}；上年公开的文件为 {2}", "{0}: by this document it was {1} last year; the document of that year says {2}",
      "本文件", "this document", "上年文件", "last year's document"};
  static constexpr Wordings kAccounts = {
      "HIS102", "{0}：决算文件中的预算数为 {1}；当年公开的预算为 {2}", "{0}: the final accounts give a budget of {1}; the budget of that year says {2}",
      "决算文件", "the final accounts", "预算文件", "the budget"};
  static constexpr Wordings kDepartment = {
      "HIS103", "{0}：部门为 {1}；所属单位合计为 {2}", "{0}: the department says {1}; its units add up to {2}",
      "部门", "the department", "所属单位", "its units"};
  static constexpr Wordings kVersion = {
      "HIS105", "{0}：本文件为 {1}；同一单位同一年度的另一版本为 {2}", "{0}: {1} here; another version of this disclosure says {2}",
      "本文件", "this version", "另一版本", "the other version"};
  switch (relation) {
    case Relation::LastYear:
      return kLastYear;
    case Relation::Accounts:
      return kAccounts;
    case Relation::Department:
      return kDepartment;
    case Relation::Version:
      return kVersion;
  }
  return kVersion;
}

constexpr Wordings kUnitExceeds = {
    "HIS104", "{0}：本单位为 {1}，大于所属部门的 {2}", "{0}: {1} here exceeds {2} of the whole department",
    "本单位", "this unit", "部门", "the department"};

bool meet_any(const Fact& a, bool a_direct_only, const Fact& b) {
  for (const Statement& x : a.statements)
    for (const Statement& y : b.statements)
      if ((x.direct || !a_direct_only) && meet(x.interval, y.interval)) return true;
  return false;
}

const Statement* first_direct(const Fact& amount) {
  const auto found = std::find_if(amount.statements.begin(), amount.statements.end(), [](const Statement& s) { return s.direct; });
  return found == amount.statements.end() ? nullptr : &*found;
}

class Comparer {
 public:
  Comparer(const Pairing& pairing, std::span<const DocumentFacts> facts) : pairing_(pairing), facts_(facts) {}

  Compared compare() {
    if (pairing_.relation != Relation::Department) compare_two(pairing_.one, pairing_.others.front());
    else if (pairing_.complete) compare_sum();
    else
      for (const std::size_t unit : pairing_.others) compare_part(unit);
    return std::move(result_);
  }

 private:
  // What the earlier document prints, against what the later one prints or what follows from its changes and rates.
  void compare_two(std::size_t earlier, std::size_t later) {
    for (const auto& [key, theirs] : facts_[later].amounts) {
      const auto found = facts_[earlier].amounts.find(key);
      if (found == facts_[earlier].amounts.end() || first_direct(found->second) == nullptr) continue;
      if (pairing_.relation == Relation::Version && first_direct(theirs) == nullptr) continue;
      ++result_.amounts;
      if (meet_any(found->second, true, theirs)) continue;
      const Statement& other = *first_direct(found->second);
      const Statement& own = theirs.statements.front();
      Finding& finding = add(later, wordings(pairing_.relation), key, theirs.name, own, other, earlier);
      if (own.direct) finding.proposed = print(found->second.figure, true);
      for (std::size_t i = 1; i < theirs.statements.size(); ++i) finding.related.push_back(theirs.statements[i].at);
    }
  }

  // The department, against the sum of its units, where every unit speaks of the amount.
  void compare_sum() {
    for (const auto& [key, whole] : facts_[pairing_.one].amounts) {
      if (first_direct(whole) == nullptr) continue;
      Statement sum;
      std::vector<FindingPlace> places;
      if (!add_up(key, sum, places)) continue;
      ++result_.amounts;
      if (std::any_of(whole.statements.begin(), whole.statements.end(),
                      [&](const Statement& s) { return s.direct && meet(s.interval, sum.interval); }))
        continue;
      sum.at = places.front();
      Finding& finding = add(pairing_.one, wordings(Relation::Department), key, whole.name, *first_direct(whole), sum, pairing_.others.front());
      finding.related = std::move(places);
    }
  }

  bool add_up(const std::string& key, Statement& sum, std::vector<FindingPlace>& places) const {
    for (const std::size_t unit : pairing_.others) {
      const auto part = facts_[unit].amounts.find(key);
      const Statement* said = part == facts_[unit].amounts.end() ? nullptr : first_direct(part->second);
      if (said == nullptr) return false;
      for (const Statement& s : part->second.statements)
        if (s.direct && !meet(s.interval, said->interval)) return false;  // the unit contradicts itself
      sum.interval = places.empty() ? said->interval : sum.interval + said->interval;
      sum.words += (places.empty() ? "" : " + ") + said->words;
      sum.firm = sum.firm && said->firm;
      places.push_back(in_document(unit, said->at));
    }
    return true;
  }

  // Some units are missing: none of those at hand may be larger than the whole.
  void compare_part(std::size_t unit) {
    for (const auto& [key, part] : facts_[unit].amounts) {
      const auto whole = facts_[pairing_.one].amounts.find(key);
      if (first_direct(part) == nullptr || whole == facts_[pairing_.one].amounts.end() || first_direct(whole->second) == nullptr) continue;
      ++result_.amounts;
      const Statement &own = *first_direct(part), &limit = *first_direct(whole->second);
      const auto exceeds = [&](const Statement& p, const Statement& w) {
        return !p.interval.low().infinite && !w.interval.high().infinite && w.interval.low().value >= 0 &&
               p.interval.low().value > w.interval.high().value;
      };
      const bool all = std::all_of(whole->second.statements.begin(), whole->second.statements.end(), [&](const Statement& w) {
        return !w.direct || std::all_of(part.statements.begin(), part.statements.end(), [&](const Statement& p) { return !p.direct || exceeds(p, w); });
      });
      if (all) add(unit, kUnitExceeds, key, part.name, own, limit, pairing_.one);
    }
  }

  FindingPlace in_document(std::size_t document, FindingPlace at) const {
    at.path = facts_[document].identity.path;
    return at;
  }

  Finding& add(std::size_t document, const Wordings& words, const std::string& key, const std::string& name, const Statement& own,
               const Statement& other, std::size_t other_document) {
    const DocumentIdentity& who = facts_[document].identity;
    const CheckInfo* info = find_check(words.code);
    ASSERT(info != nullptr);
    Finding finding;
    finding.code = words.code;
    finding.severity = own.firm && other.firm ? info->severity : Severity::Warning;
    finding.message = {fmt::format(fmt::runtime(words.zh), name, own.words, other.words),
                       fmt::format(fmt::runtime(words.en), name, own.words, other.words)};
    finding.at = own.at;
    finding.related.push_back(in_document(other_document, other.at));
    finding.calculation = fmt::format("{} {} ≠ {} {}", words.own_zh, own.words, words.other_zh, other.words);
    finding.fingerprint = fingerprint({words.code, who.unit_key, std::to_string(who.year), key});
    result_.found.push_back({document, std::move(finding)});
    return result_.found.back().finding;
  }

  const Pairing& pairing_;
  std::span<const DocumentFacts> facts_;
  Compared result_;
};

}  // namespace

Compared compare(const Pairing& pairing, std::span<const DocumentFacts> facts) {
  return Comparer(pairing, facts).compare();
}

}  // namespace mingzhang
