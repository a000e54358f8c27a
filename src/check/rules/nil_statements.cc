// FRM104: a statement that there is nothing, copied from another table, year or unit.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/find_word.h"
#include "base/utf8.h"
#include "check/rules/names.h"
#include "check/rules/printed_text.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

constexpr std::array<std::string_view, 3> kFunds = {"一般公共预算", "政府性基金", "国有资本经营"};

// The one fund that a text names; "" when none or several.
std::string_view fund_of(std::string_view text) {
  std::string_view found;
  for (const std::string_view fund : kFunds) {
    if (text.find(fund) == std::string_view::npos) continue;
    if (!found.empty()) return {};
    found = fund;
  }
  return found;
}

// The clause that says of what there is nothing.
std::string_view nil_clause(std::string_view words) {
  for (const std::string_view mark : Literals{"没有", "未安排", "无"})
    if (const auto at = words.find(mark); at != std::string_view::npos) return clause_at(words, at).of(words);
  return {};
}

struct Statement {
  std::string_view about;  // title of the table or section it stands in
  Span span;
};

class StatementChecker {
 public:
  StatementChecker(const RuleContext& context, Findings& findings) : context_(context), findings_(findings) {}

  void check(const PrintedText& text, const Statement& statement) {
    const std::string_view words = statement.span.of(text.words());
    if (names_other_table(words, statement.about))
      return report(text, statement, "说的是另一张表", "speaks of another table");
    const std::string_view own = fund_of(statement.about), spoken = fund_of(nil_clause(words));
    if (!own.empty() && !spoken.empty() && own != spoken)
      return report(text, statement, "说的是另一种资金", "speaks of another fund");
    if (names_other_year(words)) return report(text, statement, "说的是另一年度", "speaks of another year");
    if (names_other_unit(words)) return report(text, statement, "说的是另一个单位", "speaks of another unit");
    findings_.pass();
  }

 private:
  bool names_other_table(std::string_view words, std::string_view about) const {
    if (!about.ends_with("表")) return false;
    if (words.find(about) != std::string_view::npos) return false;
    // The statement of a table whose own title is missing stands under the table before it.
    return std::ranges::any_of(context_.disclosure.tables, [&](const Table& table) {
      return table.title != about && words.find(table.title) != std::string_view::npos;
    });
  }

  bool names_other_year(std::string_view words) const {
    const std::vector<PrintedYear> years = years_in(words);
    return context_.disclosure.year != 0 && !years.empty() &&
           std::ranges::none_of(years, [&](const PrintedYear& y) { return y.year == context_.disclosure.year; });
  }

  // “某某中心2024年没有使用…”: who has nothing.
  bool names_other_unit(std::string_view words) const {
    const std::string& unit = context_.disclosure.unit;
    const std::vector<PrintedYear> years = years_in(words);
    if (unit.empty() || years.empty()) return false;
    const std::string_view who = words.substr(0, years.front().span.begin);
    if (count_code_points(who) < 6 || has_any(who, {"本", "我", "注", "说明", "，", "："})) return false;
    return who.find(unit) == std::string_view::npos && unit.find(who) == std::string::npos &&
           shared_characters(who, unit) < 80;
  }

  void report(const PrintedText& text, const Statement& statement, std::string_view zh, std::string_view en) {
    findings_.add("FRM104",
                  {fmt::format("“{}”的空表说明{}", statement.about, zh),
                   fmt::format("The statement under “{}” {}", statement.about, en)},
                  quote(text, statement.span), statement.about);
  }

  const RuleContext& context_;
  Findings& findings_;
};

// “…没有使用…安排的支出” as the first sentence of a section about one fund.
std::optional<Span> nil_sentence(std::string_view words) {
  const Span first = sentence_at(words, 0);
  if (has_any(first.of(words), {"没有使用", "没有安排", "空表"})) return first;
  return std::nullopt;
}

}  // namespace

void check_nil_statements(const RuleContext& context, Findings& findings) {
  StatementChecker checker(context, findings);
  for (const PrintedText& text : context.texts) {
    if (text.kind == TextKind::Statement) checker.check(text, {text.table, {0, text.words().size()}});
    if (text.kind != TextKind::Body || text.section < 0) continue;
    const std::string& title = context.disclosure.sections[static_cast<std::size_t>(text.section)].title;
    if (const auto span = nil_sentence(text.words()); span && !fund_of(title).empty())
      checker.check(text, {title, *span});
  }
}

}  // namespace mingzhang
