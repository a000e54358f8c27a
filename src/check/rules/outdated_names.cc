// COD103 in running text: names of functions that were given up before the year of the document.

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "check/rules/clauses.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

constexpr std::size_t kSpecificCharacters = 6;  // shorter names are ordinary words

struct OldName {
  std::string name;  // normalised
  std::string now;
  bool reliable = false;
};

// Names of classes and sections that are over and that no entry has now.
std::vector<OldName> old_names(const Catalog& catalog, int year) {
  std::vector<OldName> names;
  for (const int level : {1, 2})
    for (const CodeEntry* entry : catalog.of_level(Classification::Function, level)) {
      if (!entry->in_force(year)) continue;
      for (const OtherName& other : catalog.other_names(*entry)) {
        const bool over = other.year_to != 0 && other.year_to < year;
        if (!over || count_code_points(other.name) < kSpecificCharacters) continue;
        if (!catalog.by_name(Classification::Function, other.name, year).empty()) continue;
        const bool reliable = entry->confidence == Confidence::Confirmed || entry->confidence == Confidence::High;
        names.push_back({normalised_name(other.name), std::string(catalog.name_in(*entry, year)), reliable});
      }
    }
  return names;
}

// Part of a longer name that is still in use: “其他…支出” may keep the old words.
bool is_part_of_current_name(const Catalog& catalog, int year, std::string_view words, Span span) {
  for (const NameMatch& match : catalog.containing(Classification::Function, span.of(words), year, 20)) {
    const std::string_view longer = match.entry->name;
    const auto inside = longer.find(span.of(words));
    if (match.old_name || inside == std::string_view::npos || inside > span.begin) continue;
    if (words.substr(span.begin - inside).starts_with(longer)) return true;
  }
  return false;
}

// “三、医疗卫生与计划生育支出”. Names beside codes are checked with their codes.
bool is_label_without_code(const PrintedText& text) {
  return text.kind == TextKind::Label && !text.words().empty() && (text.words()[0] < '0' || text.words()[0] > '9');
}

}  // namespace

void check_outdated_names(const RuleContext& context, Findings& findings) {
  const Disclosure& disclosure = context.disclosure;
  const Catalog& catalog = context.knowledge.codes;
  const std::vector<OldName> names = old_names(catalog, disclosure.year);
  for (const OldName& old : names) {
    Finding* finding = nullptr;
    for (const PrintedText& text : context.texts) {
      if (text.kind != TextKind::Body && text.kind != TextKind::Goal && !is_label_without_code(text)) continue;
      const std::string_view words = text.words();
      for (auto at = find_word(words, old.name); at != std::string_view::npos; at = find_word(words, old.name, at + old.name.size())) {
        const Span span{at, at + old.name.size()};
        if (words.substr(0, at).ends_with("原") || words.substr(0, at).ends_with("《")) continue;
        if (is_part_of_current_name(catalog, disclosure.year, words, span)) continue;
        if (finding != nullptr) {
          finding->related.push_back(quote(text, span));
          continue;
        }
        finding =
            &findings.add("COD103",
                          {fmt::format("“{}”是以前的科目名称，{} 年为“{}”", old.name, disclosure.year, old.now),
                           fmt::format("“{}” is a former name; in {} it is “{}”", old.name, disclosure.year, old.now)},
                          quote(text, span), old.name);
        finding->proposed = old.now;
        if (!old.reliable) finding->severity = Severity::Warning;
      }
    }
  }
}

}  // namespace mingzhang
