// FRM103: a table without any figure, and without a sentence that says so.

#include <fmt/format.h>

#include <algorithm>

#include "check/rules/clauses.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

// Both panels of a table stand at one place.
bool is_same_table(const Table& a, const Table& b) {
  return a.title == b.title && a.place == b.place;
}

// A figure, or digits that were not understood: a table that was not read is not empty.
bool prints_figures(const Disclosure& disclosure, const Table& table) {
  const bool claimed = std::ranges::any_of(disclosure.claims, [&](const Claim& claim) {
    return claim.cell.row >= 0 && is_same_table(disclosure.tables[static_cast<std::size_t>(claim.cell.table)], table);
  });
  if (claimed) return true;
  const Place begin = table.place;
  Place end;
  for (const Table& other : disclosure.tables)
    if (begin < other.place && (end == Place() || other.place < end)) end = other.place;
  return std::ranges::any_of(disclosure.open, [&](const Open& open) {
    return begin < open.place && (end == Place() || open.place < end) &&
           std::ranges::any_of(open.quote, [](char c) { return c >= '1' && c <= '9'; });
  });
}

// An amount that a sentence gives for what the table is about, of its year and of any stage.
const Claim* amount_elsewhere(const Disclosure& disclosure, const Table& table) {
  if (table.scope[Dimension::Measure].is_root() && table.scope[Dimension::Source].is_root()) return nullptr;
  for (const Claim& claim : disclosure.claims) {
    if (claim.comparison < 0 || claim.kind != ClaimKind::Value || claim.weak || claim.nil || claim.standing == Standing::Open || claim.figure.is_zero()) continue;
    if (!is_money(claim.figure.unit)) continue;
    const Region at = claim.region.with(Dimension::Stage, table.scope[Dimension::Stage]);
    if (disclosure.space.contains(table.scope, at)) return &claim;
  }
  return nullptr;
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
  const Table* previous = nullptr;
  for (const Table& table : disclosure.tables) {
    const bool again = previous != nullptr && is_same_table(*previous, table);
    previous = &table;
    if (again || table.title.empty() || table.empty_statement || prints_figures(disclosure, table)) continue;
    const Claim* amount = amount_elsewhere(disclosure, table);
    if (amount == nullptr && is_named_empty(context.texts, table.title)) {
      findings.pass();
      continue;
    }
    FindingPlace at;
    at.place = table.place;
    at.table = at.quote = table.title;
    Bilingual message{fmt::format("“{}”没有数据，也没有空表说明", table.title),
                      fmt::format("“{}” has no figures and no statement that it is empty", table.title)};
    if (amount != nullptr) {
      message.zh += fmt::format("，而文中写“{}”", amount->quote);
      message.en += fmt::format(", while the document prints “{}”", amount->quote);
    }
    Finding& finding = findings.add("FRM103", std::move(message), std::move(at), table.title);
    if (amount == nullptr) continue;
    finding.severity = Severity::Error;
    finding.related.push_back(place_of(disclosure, *amount));
  }
}

}  // namespace mingzhang
