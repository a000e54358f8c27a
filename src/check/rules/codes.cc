// COD101, COD102, COD103, COD105: the codes and names of table rows against the classification of the year.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/utf8.h"
#include "check/rules/names.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

// All rows that print one code with one name: one mistake is one finding.
struct Printed {
  Classification classification = Classification::Function;
  std::string code, name;
  std::vector<std::pair<const Table*, const Row*>> rows;
};

// Most names are printed alike everywhere.
bool is_same_name(std::string_view a, std::string_view b) {
  return a == b || normalised_name(a) == normalised_name(b);
}

bool is_reliable(const CodeEntry& entry) {
  return entry.confidence == Confidence::Confirmed || entry.confidence == Confidence::High;
}

std::vector<Printed> printed_codes(const Disclosure& disclosure) {
  std::vector<Printed> codes;
  for (const Table& table : disclosure.tables)
    for (const Row& row : table.rows) {
      if (row.code.empty() || row.name.empty()) continue;
      const bool economic = !row.region[Dimension::Economic].is_root();
      const auto classification = economic ? Classification::EconomicDepartment : Classification::Function;
      auto same = std::ranges::find_if(codes, [&](const Printed& p) {
        return p.classification == classification && p.code == row.code && is_same_name(p.name, row.name);
      });
      if (same == codes.end()) same = codes.insert(codes.end(), {classification, row.code, row.name, {}});
      same->rows.emplace_back(&table, &row);
    }
  return codes;
}

Finding& add(Findings& findings, std::string_view code, Bilingual message, const Printed& printed) {
  std::vector<FindingPlace> places;
  for (const auto& [table, row] : printed.rows) places.push_back({row->place, table->title, row->label, "", row->name});
  Finding& finding = findings.add(code, std::move(message), places.front(), printed.code + " " + printed.name);
  finding.related.assign(places.begin() + 1, places.end());
  return finding;
}

class CodeChecker {
 public:
  CodeChecker(const RuleContext& context, Findings& findings)
      : catalog_(context.knowledge.codes), year_(context.disclosure.year), findings_(findings) {}

  void check(const Printed& printed) {
    if (!is_catalogued(printed.classification)) return;
    if (const CodeEntry* entry = catalog_.find(printed.classification, printed.code, year_))
      check_name(printed, *entry);
    else if (const CodeEntry* other_year = catalog_.find_any_year(printed.classification, printed.code))
      out_of_force(printed, *other_year);
    else
      unknown(printed);
  }

  // Years of which the catalog has no classification say nothing about a document.
  void report_unknown_years() {
    for (const auto classification : kClassifications)
      if (skipped_[static_cast<std::size_t>(classification)])
        findings_.undecided({fmt::format("没有 {} 年的{}科目，未核对代码和名称", year_, classification_name(classification)),
                             fmt::format("The catalog has no classification “{}” of {}; codes and names were not checked",
                                         classification_name(classification), year_)});
  }

 private:
  bool is_catalogued(Classification classification) {
    const bool known = std::ranges::any_of(catalog_.entries(classification), [&](const CodeEntry& entry) { return entry.in_force(year_); });
    skipped_[static_cast<std::size_t>(classification)] |= !known;
    return known;
  }

  // The entry of this name at the same level, nearest to the printed code.
  const CodeEntry* named(const Printed& printed) const {
    const CodeEntry* best = nullptr;
    std::size_t best_common = 0;
    for (const CodeEntry* entry : catalog_.by_name(printed.classification, printed.name, year_)) {
      const auto [a, b] = std::ranges::mismatch(entry->code, printed.code);
      const auto common =
          static_cast<std::size_t>(a - entry->code.begin()) + (entry->code.size() == printed.code.size() ? 1 : 0);
      if (best == nullptr || common > best_common) {
        best = entry;
        best_common = common;
      }
    }
    return best;
  }

  void unknown(const Printed& printed) {
    const CodeEntry* proposed = named(printed);
    const CodeEntry* top = catalog_.find_any_year(printed.classification, printed.code.substr(0, 3));
    std::string zh = fmt::format("科目代码 {}（{}）不在 {} 年科目中", printed.code, printed.name, year_);
    std::string en =
        fmt::format("Code {} (“{}”) is not in the classification of {}", printed.code, printed.name, year_);
    if (proposed != nullptr) {
      zh += fmt::format("，“{}”应为 {}", printed.name, proposed->code);
      en += fmt::format("; “{}” is {}", printed.name, proposed->code);
    }
    Finding& finding = add(findings_, "COD101", {zh, en}, printed);
    if (proposed != nullptr) finding.proposed = proposed->code;
    // Below a known class the catalog may lack an item, unless the name itself has another code.
    const bool certain = top == nullptr || (proposed != nullptr && is_reliable(*proposed));
    if (!certain) finding.severity = Severity::Warning;
  }

  void out_of_force(const Printed& printed, const CodeEntry& entry) {
    const bool ended = entry.year_to != 0 && entry.year_to < year_;
    Finding& finding = add(
        findings_, "COD101",
        {fmt::format(
             "科目 {} {}{}", printed.code, printed.name,
             ended ? fmt::format("到 {} 年为止", entry.year_to) : fmt::format("从 {} 年起才有", entry.year_from)),
         fmt::format("Code {} (“{}”) {}", printed.code, printed.name,
                     ended ? fmt::format("ended in {}", entry.year_to) : fmt::format("begins in {}", entry.year_from))},
        printed);
    if (!is_reliable(entry)) finding.severity = Severity::Warning;
  }

  void check_name(const Printed& printed, const CodeEntry& entry) {
    const std::string_view current = catalog_.name_in(entry, year_);
    if (is_same_name(printed.name, current)) return findings_.pass();
    const std::string name = normalised_name(printed.name), known = normalised_name(current);
    if (is_other_name(entry, name)) return findings_.pass();
    if (known.find(name) != std::string::npos) return findings_.pass();  // a wrapped name, of which lines were lost
    if (catalog_.is_old_name(printed.classification, printed.code, printed.name, year_))
      return outdated(printed, entry);
    disagree(printed, entry, name, known);
  }

  bool is_other_name(const CodeEntry& entry, const std::string& name) const {
    return std::ranges::any_of(catalog_.other_names(entry), [&](const OtherName& other) {
      const bool in_force =
          (other.year_from == 0 || year_ >= other.year_from) && (other.year_to == 0 || year_ <= other.year_to);
      return in_force && normalised_name(other.name) == name;
    });
  }

  void outdated(const Printed& printed, const CodeEntry& entry) {
    const std::string_view now = catalog_.name_in(entry, year_);
    Finding& finding = add(
        findings_, "COD103",
        {fmt::format("{} “{}”是其他年度的名称，{} 年为“{}”", printed.code, printed.name, year_, now),
         fmt::format("{} “{}” is its name of other years; in {} it is “{}”", printed.code, printed.name, year_, now)},
        printed);
    finding.proposed = now;
    if (!is_reliable(entry)) finding.severity = Severity::Warning;
  }

  void disagree(const Printed& printed, const CodeEntry& entry, const std::string& name, const std::string& known) {
    const CodeEntry* owner = named(printed);
    std::string zh = fmt::format("{} 是“{}”，却写“{}”", printed.code, known, printed.name);
    std::string en = fmt::format("{} is “{}”, not “{}”", printed.code, known, printed.name);
    if (owner != nullptr) {
      zh += fmt::format("（{}）", owner->code);
      en += fmt::format(" ({})", owner->code);
    }
    Finding& finding = add(findings_, "COD102", {zh, en}, printed);
    finding.proposed = owner != nullptr ? owner->code + " " + printed.name : printed.code + " " + known;
    // Half a name, or one with a slip, may be what the text lost; another item's name cannot be.
    const bool certain = owner != nullptr || 2 * common_run(name, known) < count_code_points(known);
    if (!certain || !is_reliable(entry)) finding.severity = Severity::Warning;
  }

  const Catalog& catalog_;
  int year_;
  Findings& findings_;
  std::array<bool, kClassifications.size()> skipped_{};
};

// Codes 01, 02, 03 … given to the names of a class one after the other, whatever their own codes are.
class Renumbering {
 public:
  Renumbering(const RuleContext& context, const std::vector<Printed>& codes)
      : catalog_(context.knowledge.codes), year_(context.disclosure.year) {
    for (const Printed& printed : codes)
      if (printed.code.size() > 3) parents_[{printed.classification, parent_of(printed)}].push_back(&printed);
    std::erase_if(parents_, [&](const auto& parent) { return !is_renumbered(parent.second); });
  }

  bool covers(const Printed& printed) const {
    return printed.code.size() > 3 && parents_.contains({printed.classification, parent_of(printed)});
  }

  void report(Findings& findings) const {
    for (const auto& [parent, items] : parents_) {
      const auto first = std::ranges::find_if(items, [&](const Printed* item) { return has_code_of_another(*item); });
      const CodeEntry* own = owner(**first);
      Finding& finding = add(findings, "COD105",
                             {fmt::format("{} 之下的代码是按顺序编的，不是科目代码：如 {} 写“{}”，“{}”应为 {}", parent.second,
                                          (*first)->code, (*first)->name, (*first)->name, own->code),
                              fmt::format("Codes below {} are a running number: {} stands for “{}”, whose code is {}",
                                          parent.second, (*first)->code, (*first)->name, own->code)},
                             **first);
      finding.proposed = own->code + " " + (*first)->name;
      for (const Printed* item : items)
        if (item != *first)
          for (const auto& [table, row] : item->rows) finding.related.push_back({row->place, table->title, row->label, "", item->name});
    }
  }

 private:
  using Parent = std::pair<Classification, std::string>;

  static std::string parent_of(const Printed& printed) { return printed.code.substr(0, printed.code.size() - 2); }

  // The item of this name under the same parent; nullptr when there is none.
  const CodeEntry* owner(const Printed& printed) const {
    for (const CodeEntry* entry : catalog_.by_name(printed.classification, printed.name, year_))
      if (entry->code.size() == printed.code.size() && entry->code.starts_with(parent_of(printed)) && is_reliable(*entry)) return entry;
    return nullptr;
  }

  bool has_code_of_another(const Printed& printed) const {
    const CodeEntry* own = owner(printed);
    return own != nullptr && own->code != printed.code;
  }

  // 01, 02, 03 … without a gap, and at least four names, and half of those known, beside the codes of others.
  bool is_renumbered(const std::vector<const Printed*>& items) const {
    constexpr std::ptrdiff_t kWrongMin = 4;
    std::vector<std::string> codes;
    for (const Printed* item : items) codes.push_back(item->code.substr(item->code.size() - 2));
    std::ranges::sort(codes);
    for (std::size_t i = 0; i < codes.size(); ++i)
      if (codes[i] != fmt::format("{:02}", i + 1)) return false;
    const auto wrong = std::ranges::count_if(items, [&](const Printed* item) { return has_code_of_another(*item); });
    const auto known = std::ranges::count_if(items, [&](const Printed* item) { return owner(*item) != nullptr; });
    return wrong >= kWrongMin && 2 * wrong >= known;
  }

  const Catalog& catalog_;
  int year_;
  std::map<Parent, std::vector<const Printed*>> parents_;
};

}  // namespace

void check_codes(const RuleContext& context, Findings& findings) {
  const std::vector<Printed> codes = printed_codes(context.disclosure);
  const Renumbering renumbering(context, codes);
  renumbering.report(findings);
  CodeChecker checker(context, findings);
  for (const Printed& printed : codes)
    if (!renumbering.covers(printed)) checker.check(printed);
  checker.report_unknown_years();
}

}  // namespace mingzhang
