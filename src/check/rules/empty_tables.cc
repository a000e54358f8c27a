// FRM103: a table without any figure, and without a sentence that says so.

#include <fmt/format.h>

#include <algorithm>

#include "check/rules/printed_text.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

bool has_figures(const Disclosure& disclosure, const std::string& id) {
  return std::ranges::any_of(disclosure.claims, [&](const Claim& claim) {
    return claim.cell.row >= 0 && disclosure.tables[static_cast<std::size_t>(claim.cell.table)].id == id;
  });
}

// “政府性基金预算支出情况表为空表” in the narrative speaks for the table too.
bool is_named_empty(const std::vector<PrintedText>& texts, const std::string& title) {
  return std::ranges::any_of(texts, [&](const PrintedText& text) {
    if (text.kind != TextKind::Body) return false;
    const auto at = text.words().find(title);
    return at != std::string_view::npos &&
           has_any(sentence_at(text.words(), at).of(text.words()), {"空表", "没有", "未安排", "无"});
  });
}

}  // namespace

void check_empty_tables(const RuleContext& context, Findings& findings) {
  const Disclosure& disclosure = context.disclosure;
  std::string previous;
  for (const Table& table : disclosure.tables) {
    if (table.id.empty() || table.id == previous) continue;  // the second panel of a table
    previous = table.id;
    if (table.empty_statement || has_figures(disclosure, table.id)) continue;
    if (is_named_empty(context.texts, table.title)) {
      findings.pass();
      continue;
    }
    FindingPlace at;
    at.place = table.place;
    at.table = at.quote = table.title;
    findings.add("FRM103",
                 {fmt::format("“{}”没有数据，也没有空表说明", table.title),
                  fmt::format("“{}” has no figures and no statement that it is empty", table.title)},
                 std::move(at), table.title);
  }
}

}  // namespace mingzhang
