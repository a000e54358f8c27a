// FRM101, FRM102, FRM106, FRM107: what the form requires and the document lacks.

#include <fmt/format.h>

#include <algorithm>

#include "check/rules/printed_text.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

// What is missing has a name but no place.
FindingPlace nowhere(std::string name = {}) {
  FindingPlace at;
  at.table = std::move(name);
  return at;
}

void check_parts(const Disclosure& disclosure, const Form& form, Findings& findings) {
  for (const FormPart& part : form.parts) {
    const bool found = std::ranges::any_of(disclosure.sections, [&](const Section& section) {
      return section.level == 0 && (section.part == part.number || section.title.find(part.title) != std::string::npos);
    });
    if (found)
      findings.pass();
    else
      findings.add("FRM101",
                   {fmt::format("缺少第 {} 部分“{}”", part.number, part.title),
                    fmt::format("Part {}, “{}”, is missing", part.number, part.title)},
                   nowhere(), part.title);
  }
}

void check_tables(const Disclosure& disclosure, const Form& form, Findings& findings) {
  for (const FormTable& table : form.tables) {
    if (std::ranges::any_of(disclosure.tables, [&](const Table& t) { return t.id == table.id; })) {
      findings.pass();
      continue;
    }
    findings.add("FRM102",
                 {fmt::format("缺少表 {}“{}”", table.number, table.title),
                  fmt::format("Table {}, “{}”, is missing", table.number, table.title)},
                 nowhere(table.title), table.title);
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

void check_sections(const Disclosure& disclosure, const Form& form, Findings& findings) {
  for (const FormSection& required : form.sections) {
    const bool found = std::ranges::any_of(disclosure.sections, [&](const Section& section) {
      return section.level > 0 && std::ranges::all_of(required.words, [&](const std::string& word) {
               return section.title.find(word) != std::string::npos;
             });
    });
    if (found) {
      findings.pass();
      continue;
    }
    const std::string words = fmt::format("{}", fmt::join(required.words, "、"));
    findings.add("FRM106",
                 {fmt::format("情况说明缺少第 {} 项（{}）", required.number, words),
                  fmt::format("The narrative lacks section {} ({})", required.number, words)},
                 nowhere(), words);
  }
}

}  // namespace

void check_completeness(const RuleContext& context, Findings& findings) {
  const Disclosure& disclosure = context.disclosure;
  if (context.form == nullptr) {
    findings.add("FRM107",
                 {"没有匹配的表样，未检查各部分、各表是否齐全",
                  "No form fits the document; whether all parts and tables are there was not checked"},
                 nowhere(), disclosure.path);
    return;
  }
  check_parts(disclosure, *context.form, findings);
  check_tables(disclosure, *context.form, findings);
  check_performance_tables(disclosure, *context.form, findings);
  check_sections(disclosure, *context.form, findings);
}

}  // namespace mingzhang
