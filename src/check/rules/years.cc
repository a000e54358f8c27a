// TXT104: a year that belongs to last year's document, in headings, closing dates, performance tables and “预算数为”.

#include <fmt/format.h>

#include <algorithm>

#include "check/rules/clauses.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

// Words by which a heading speaks of the document itself, and words by which it speaks of other years.
bool is_about_this_document(std::string_view heading) {
  return has_any(heading, {"部门概况", "单位概况", "部门预算", "单位预算", "预算公开", "收支预算", "收入预算",
                           "支出预算", "预算情况", "基本支出", "项目支出", "一般公共预算", "政府性基金", "国有资本经营",
                           "部门决算", "单位决算", "决算情况", "决算表", "收支总体"}) &&
         !has_any(heading, {"执行情况", "上年度", "完成情况", "对比", "至20", "—20", "-20", "截至"});
}

void report(Findings& findings, FindingPlace at, int wrong, int right, std::string_view what,
            std::string_view subject) {
  Finding& finding = findings.add("TXT104",
                                  {fmt::format("{}写“{}年”，应为 {} 年", what, wrong, right),
                                   fmt::format("The year is given as {}; it should be {}", wrong, right)},
                                  std::move(at), subject);
  finding.proposed = std::to_string(right);
}

std::string without_years(std::string_view text) {
  std::string plain(text);
  const auto years = years_in(text);
  for (auto year = years.rbegin(); year != years.rend(); ++year)
    plain.erase(year->span.begin, year->span.end - year->span.begin);
  return plain;
}

void check_heading(const PrintedText& text, const Disclosure& disclosure, Findings& findings) {
  const int year = disclosure.year;
  const std::vector<PrintedYear> years = years_in(text.words());
  if (years.empty() || !is_about_this_document(text.words())) return;
  // A budget may go on with the accounts of the year before, accounts with the budget of the next.
  const bool accounts = has_any(text.words(), {"决算"});
  if (accounts != (disclosure.kind == DocumentKind::FinalAccounts) && has_any(text.words(), {"决算", "部门预算", "单位预算"})) return;
  if (std::ranges::any_of(years, [&](const PrintedYear& y) { return y.year == year; })) return findings.pass();
  report(findings, quote(text, {0, text.words().size()}), years.front().year, year, "标题",
         without_years(text.words()));
}

// “截至2023年底”: assets are those at the end of the year before a budget, or of the year of final accounts.
void check_closing_date(const PrintedText& text, int closing_year, Findings& findings) {
  const std::string_view words = text.words();
  for (const PrintedYear& printed : years_in(words)) {
    const std::string_view before = words.substr(0, printed.span.begin), after = words.substr(printed.span.end);
    if (suffix_among(before, {"截至", "截止", "截止至", "截至到"}).empty()) continue;
    const std::string_view end = prefix_among(after, {"底", "末", "年底", "年末", "12月31日", "度末", "度底"});
    if (end.empty()) continue;
    const Span sentence = sentence_at(words, printed.span.begin);
    const std::string_view rest = words.substr(sentence.begin, 400);
    if (!has_any(rest, {"资产", "车辆", "房屋", "设备"})) continue;
    if (printed.year == closing_year) {
      findings.pass();
      continue;
    }
    const Span date{printed.span.begin, printed.span.end + end.size()};
    report(findings, quote(text, widened(words, date, 2, 12)), printed.year, closing_year, "截止日期", "closing date");
  }
}

// “…（项）：2023年预算数为15.86万元，比上年预算增加…” in the budget of 2024.
void check_amounts_of_year(const Disclosure& disclosure, Findings& findings) {
  if (disclosure.kind != DocumentKind::Budget) return;
  for (const Comparison& comparison : disclosure.comparisons) {
    if (comparison.value < 0 || (comparison.change < 0 && comparison.rate < 0)) continue;
    const auto clause = clause_of(disclosure, comparison);
    if (!clause) continue;
    const std::string_view words = clause->span.of(clause->body());
    const std::vector<PrintedYear> years = years_in(words);
    if (years.size() != 1 || years.front().year == disclosure.year) continue;
    // “比2023年预算增加” names the year it compares with; here it must be the year of the amount itself.
    const std::string_view after = words.substr(years.front().span.end),
                           before = words.substr(0, years.front().span.begin);
    const bool own_year = !prefix_among(after, {"预算数", "预算", "年初预算"}).empty() &&
                          suffix_among(before, {"比", "较", "与", "同"}).empty();
    if (!own_year || !has_any(words, {"比上年", "较上年", "比去年", "与上年"})) continue;
    const std::string name = item_name(disclosure, comparison);
    report(findings, quote_clause(disclosure, comparison), years.front().year, disclosure.year,
           fmt::format("“{}”的预算数", name), name);
  }
}

void check_performance_years(const Disclosure& disclosure, Findings& findings) {
  for (const PerformanceTable& table : disclosure.performance) {
    if (table.year.size() < 4 || table.year.starts_with(std::to_string(disclosure.year))) continue;
    const std::vector<PrintedYear> years = years_in(table.year.substr(0, 4) + "年");
    if (years.empty()) continue;
    FindingPlace at;
    at.place = table.place;
    at.table = table.title;
    at.quote = table.year;
    report(findings, std::move(at), years.front().year, disclosure.year, fmt::format("“{}”", table.title),
           table.title + table.project);
  }
}

}  // namespace

void check_years(const RuleContext& context, Findings& findings) {
  const Disclosure& disclosure = context.disclosure;
  const bool final_accounts = disclosure.kind == DocumentKind::FinalAccounts;
  if (disclosure.year == 0 || (!final_accounts && disclosure.kind != DocumentKind::Budget)) return;
  for (const PrintedText& text : context.texts) {
    if (text.kind == TextKind::Heading || text.kind == TextKind::Title) check_heading(text, disclosure, findings);
    if (text.kind == TextKind::Body)
      check_closing_date(text, final_accounts ? disclosure.year : disclosure.year - 1, findings);
  }
  check_amounts_of_year(disclosure, findings);
  check_performance_years(disclosure, findings);
}

}  // namespace mingzhang
