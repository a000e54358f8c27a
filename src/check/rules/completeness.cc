// FRM101, FRM102, FRM106, FRM107: what the form, or the document's own table of contents, requires and the document lacks.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "check/rules/printed_text.h"
#include "check/rules/rules.h"
#include "forms/titles.h"

namespace mingzhang {
namespace {

// What is missing has a name but no place.
FindingPlace nowhere(std::string name = {}) {
  FindingPlace at;
  at.table = std::move(name);
  return at;
}

bool has_all(std::string_view text, const std::vector<std::string>& words) {
  return std::ranges::all_of(words, [&](const std::string& word) { return find_word(text, word) != std::string_view::npos; });
}

// A heading, or a line of its own, with these words. Forms without numbered parts print bare headings.
bool is_headed(const RuleContext& context, const std::vector<std::string>& words) {
  constexpr std::size_t kHeadingBytesMax = 150;
  const auto holds = [&](const PrintedText& text) {
    if (text.kind == TextKind::Heading) return has_all(text.words(), words);
    if (text.kind != TextKind::Body) return false;
    const std::string_view body = text.words();
    for (std::size_t begin = 0; begin < body.size();) {
      const std::size_t end = std::min(body.find('\n', begin), body.size());
      if (end - begin <= kHeadingBytesMax && has_all(body.substr(begin, end - begin), words)) return true;
      begin = end + 1;
    }
    return false;
  };
  return std::ranges::any_of(context.texts, holds);
}

bool is_listed(const Disclosure& disclosure, const std::vector<std::string>& words) {
  return std::ranges::any_of(disclosure.contents, [&](const ContentsEntry& entry) { return has_all(entry.title, words); });
}

bool has_part(const RuleContext& context, const FormPart& part) {
  const Disclosure& disclosure = context.disclosure;
  const bool numbered = std::ranges::any_of(disclosure.sections, [&](const Section& section) {
    return section.level == 0 && section.part == part.number;
  });
  const bool titled = std::ranges::any_of(disclosure.tables, [&](const Table& t) { return has_all(t.title, part.words); });
  return numbered || titled || is_listed(disclosure, part.words) || is_headed(context, part.words);
}

// Tables and narrative are sometimes published apart: a document that lacks most of its parts is one of several, or an excerpt.
// False for such a one.
bool check_parts(const RuleContext& context, const Form& form, Findings& findings) {
  std::vector<const FormPart*> missing;
  for (const FormPart& part : form.parts)
    if (!has_part(context, part)) missing.push_back(&part);
  if (2 * missing.size() >= form.parts.size() && !missing.empty()) {
    findings.undecided({"规定的各部分多数不在本文件中（可能另行公布），未核对是否缺少",
                        "Most of the required parts are not in this document (perhaps published apart); what is missing was not judged"});
    return false;
  }
  for (const FormPart* part : missing)
    findings.add("FRM101",
                 {fmt::format("缺少第 {} 部分“{}”", part->number, part->title),
                  fmt::format("Part {}, “{}”, is missing", part->number, part->title)},
                 nowhere(), part->title);
  for (std::size_t i = missing.size(); i < form.parts.size(); ++i) findings.pass();
  return true;
}

// Tables that the document's own table of contents lists and the document does not print. Returns their titles.
std::vector<std::string> check_contents(const Disclosure& disclosure, Findings& findings) {
  std::vector<ContentsEntry> contents;
  std::ranges::copy_if(disclosure.contents, std::back_inserter(contents), &ContentsEntry::table);
  const auto found = std::ranges::count_if(contents, [](const ContentsEntry& entry) { return entry.found.has_value(); });
  std::vector<std::string> missing;
  if (contents.empty()) return missing;
  if (2 * found < static_cast<std::ptrdiff_t>(contents.size())) {
    findings.undecided({"目录所列的表多数不在本文件中（可能另行公布），未核对是否缺表",
                        "Most of the listed tables are not in this document (perhaps published apart); missing tables were not looked for"});
    return missing;
  }
  for (std::size_t i = 0; i < contents.size(); ++i) {
    const ContentsEntry& entry = contents[i];
    if (entry.found) {
      findings.pass();
      continue;
    }
    missing.push_back(entry.title);
    FindingPlace at;
    at.place = entry.place;
    at.table = at.quote = entry.title;
    std::size_t before = i;
    while (before > 0 && !contents[before - 1].found) --before;
    std::string where_zh, where_en;
    if (before > 0) {
      where_zh = fmt::format("（应在“{}”之后）", contents[before - 1].title);
      where_en = fmt::format(" (it should follow “{}”)", contents[before - 1].title);
    }
    Finding& finding = findings.add("FRM102",
                                    {fmt::format("目录列有“{}”，正文没有这张表{}", entry.title, where_zh),
                                     fmt::format("The contents list “{}”; the document has no such table{}", entry.title, where_en)},
                                    std::move(at), entry.title);
    if (before > 0) finding.related.push_back({*contents[before - 1].found, contents[before - 1].title, "", "", contents[before - 1].title});
  }
  return missing;
}

// `whole`: the document is not one of several, so that a table which is not in it is in none.
void check_tables(const RuleContext& context, const Form& form, const std::vector<std::string>& reported, bool whole, Findings& findings) {
  const Disclosure& disclosure = context.disclosure;
  for (const FormTable& table : form.tables) {
    if (!table.required) continue;
    const auto is_it = [&](const std::string& title) { return find_table(context.knowledge, form, word_key(title)) == &table; };
    if (std::ranges::any_of(reported, is_it)) continue;
    const bool listed = std::ranges::any_of(disclosure.contents, [&](const ContentsEntry& entry) { return is_it(entry.title); });
    if (listed || std::ranges::any_of(disclosure.tables, [&](const Table& t) { return t.id == table.id || is_it(t.title); })) {
      findings.pass();
      continue;
    }
    Finding& finding = findings.add("FRM102",
                                    {fmt::format("缺少表 {}“{}”", table.number, table.title),
                                     fmt::format("Table {}, “{}”, is missing", table.number, table.title)},
                                    nowhere(table.title), table.title);
    if (!whole) finding.severity = Severity::Warning;
  }
}

// Not every unit has projects, and some publish their targets apart: a warning.
void check_performance_tables(const Disclosure& disclosure, const Form& form, Findings& findings) {
  for (const bool whole : {true, false}) {
    const std::string& title = whole ? form.performance_whole_unit : form.performance_project;
    if (title.empty()) continue;
    if (std::ranges::any_of(disclosure.performance, [&](const PerformanceTable& t) { return t.whole_unit == whole; })) {
      findings.pass();
      continue;
    }
    findings
        .add("FRM102", {fmt::format("缺少“{}”", title), fmt::format("“{}” is missing", title)}, nowhere(title), title)
        .severity = Severity::Warning;
  }
}

void check_sections(const RuleContext& context, const Form& form, Findings& findings) {
  std::vector<const FormSection*> missing;
  for (const FormSection& required : form.sections)
    if (!is_headed(context, required.words)) missing.push_back(&required);
  if (2 * missing.size() >= form.sections.size() && !missing.empty())
    return findings.undecided({"情况说明的多数条目不在本文件中（可能另行公布），未核对是否缺少",
                               "Most sections of the narrative are not in this document (perhaps published apart); what is missing was not judged"});
  for (const FormSection* required : missing) {
    const std::string words = fmt::format("{}", fmt::join(required->words, "、"));
    findings.add("FRM106",
                 {fmt::format("情况说明缺少第 {} 项（{}）", required->number, words),
                  fmt::format("The narrative lacks section {} ({})", required->number, words)},
                 nowhere(), words);
  }
  for (std::size_t i = missing.size(); i < form.sections.size(); ++i) findings.pass();
}

}  // namespace

void check_completeness(const RuleContext& context, Findings& findings) {
  const Disclosure& disclosure = context.disclosure;
  const std::vector<std::string> reported = check_contents(disclosure, findings);
  if (context.form == nullptr) {
    findings.add("FRM107",
                 {"没有匹配的表样，未检查各部分、各表是否齐全",
                  "No form fits the document; whether all parts and tables are there was not checked"},
                 nowhere(), disclosure.path);
    return;
  }
  const bool whole = check_parts(context, *context.form, findings);
  check_tables(context, *context.form, reported, whole, findings);
  check_performance_tables(disclosure, *context.form, findings);
  check_sections(context, *context.form, findings);
}

}  // namespace mingzhang
