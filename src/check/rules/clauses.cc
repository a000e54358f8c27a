#include "check/rules/clauses.h"

#include "base/find_word.h"
#include "check/rules/chains.h"

#include <algorithm>
#include <array>

namespace mingzhang {
namespace {

std::array<int, 4> claims_of(const Comparison& comparison) {
  return {comparison.value, comparison.share, comparison.change, comparison.rate};
}

void erase_all(std::string& text, std::string_view words) {
  if (words.empty()) return;
  for (auto at = find_word(text, words); at != std::string::npos; at = find_word(text, words, at)) text.erase(at, words.size());
}

// Where the subject begins that stands before the first figure: at most one sentence back.
std::size_t begin_of_subject(std::string_view body, std::size_t figure, std::string_view subject) {
  const std::size_t sentence = begin_of_sentence(body, figure);
  const std::string_view before = body.substr(sentence, figure - sentence);
  const auto at = subject.empty() ? std::string_view::npos : before.rfind(subject);
  return at == std::string_view::npos ? clause_at(body, figure).begin : sentence + at;
}

// The figure itself stands at the claim's place; its quote may begin some words before it.
std::optional<Span> figure_of(const Passage& body, const Claim& claim) {
  const auto offset = offset_of(body, claim.place);
  if (!offset) return std::nullopt;
  const std::string_view printed = std::string_view(body.text).substr(*offset);
  for (std::size_t skipped = 0; skipped < claim.quote.size(); ++skipped) {
    const std::string_view figure = std::string_view(claim.quote).substr(skipped);
    if (has_prefix(printed, figure)) return Span{*offset, *offset + figure.size()};
  }
  return std::nullopt;
}

int sign_of(const Claim& claim) {
  return claim.figure.coefficient > 0 ? 1 : claim.figure.coefficient < 0 ? -1 : 0;
}

}  // namespace

std::string_view last_level(std::string_view subject) {
  std::string_view name;
  std::size_t begin = 0;
  for (const std::string_view level : Literals{"类", "款", "项"}) {
    const LevelWord word = find_level(subject, level, begin);
    if (word.begin == std::string_view::npos) continue;
    name = subject.substr(begin, word.begin - begin);
    begin = word.end;
  }
  return name;
}

const Claim* claim_at(const Disclosure& disclosure, int index) {
  return index < 0 ? nullptr : &disclosure.claims[static_cast<std::size_t>(index)];
}

const Claim* value_of_region(const Disclosure& disclosure, const Region& region) {
  for (const Claim& claim : disclosure.claims)
    if (claim.kind == ClaimKind::Value && !claim.nil && !claim.weak && claim.standing != Standing::Open && claim.region == region)
      return &claim;
  return nullptr;
}

FindingPlace place_of(const Disclosure& disclosure, const Claim& claim) {
  FindingPlace place;
  place.place = claim.place;
  place.quote = claim.quote;
  if (claim.cell.table < 0) return place;
  const Table& table = disclosure.tables[static_cast<std::size_t>(claim.cell.table)];
  place.table = table.title;
  if (claim.cell.row >= 0) place.row = table.rows[static_cast<std::size_t>(claim.cell.row)].label;
  if (claim.cell.column >= 0) {
    const auto& path = table.columns[static_cast<std::size_t>(claim.cell.column)].path;
    if (!path.empty()) place.column = path.back();
  }
  return place;
}

std::string item_name(const Disclosure& disclosure, const Comparison& comparison) {
  if (const std::string_view level = last_level(comparison.subject); !level.empty()) return std::string(level);
  std::string name = comparison.subject;
  erase_all(name, disclosure.unit);
  for (int year = disclosure.year - 1; year <= disclosure.year + 1; ++year) {
    erase_all(name, std::to_string(year) + "年度");
    erase_all(name, std::to_string(year) + "年");
  }
  if (const auto colon = name.rfind("："); colon != std::string::npos)
    name.erase(0, colon + std::string_view("：").size());
  for (;;) {
    const std::string_view before = prefix_among(name, {"的", "，", "部门", "本单位", "本部门"});
    if (before.empty() || before.size() == name.size()) break;
    name.erase(0, before.size());
  }
  for (;;) {
    const std::string_view after = suffix_among(name, {"预算数", "决算数", "支出决算", "为", "合计", "共计"});
    if (after.empty() || after.size() == name.size()) break;
    name.resize(name.size() - after.size());
  }
  return name;
}

std::optional<Clause> clause_of(const Disclosure& disclosure, const Comparison& comparison) {
  if (comparison.section < 0) return std::nullopt;
  const Section& section = disclosure.sections[static_cast<std::size_t>(comparison.section)];
  std::optional<Span> figures;
  for (const int index : claims_of(comparison)) {
    const Claim* claim = claim_at(disclosure, index);
    if (claim == nullptr) continue;
    const auto span = figure_of(section.body, *claim);
    if (!span) continue;
    if (!figures) figures = span;
    figures = Span{std::min(figures->begin, span->begin), std::max(figures->end, span->end)};
  }
  if (!figures) return std::nullopt;
  return Clause{&section, {begin_of_subject(section.body.text, figures->begin, comparison.subject), figures->end}};
}

FindingPlace quote_clause(const Disclosure& disclosure, const Comparison& comparison, bool with_reason) {
  const auto clause = clause_of(disclosure, comparison);
  if (!clause) {
    FindingPlace place;
    place.place = comparison.place;
    place.quote = comparison.subject;
    if (with_reason && !comparison.reason.text.empty()) place.quote = comparison.reason.text;
    return place;
  }
  Span span = clause->span;
  if (with_reason)
    if (const auto at = clause->body().find(comparison.reason.text, span.end); at != std::string_view::npos)
      span.end = at + comparison.reason.text.size();
  FindingPlace place;
  place.place = clause->section->body.place_at(span.begin, span.end - span.begin);
  place.quote = span.of(clause->body());
  return place;
}

std::optional<int> printed_change(const Disclosure& disclosure, const Comparison& comparison) {
  const Claim* change = claim_at(disclosure, comparison.change);
  const Claim* rate = claim_at(disclosure, comparison.rate);
  if (change != nullptr && sign_of(*change) != 0) return sign_of(*change);
  if (rate != nullptr && sign_of(*rate) != 0) return sign_of(*rate);
  if (change == nullptr && rate == nullptr) return std::nullopt;
  return 0;
}

Extent extent_of(const Disclosure& disclosure, Dimension dimension, std::string_view id) {
  return Extent(disclosure.space.tree(dimension).find(id).value_or(kRoot));
}

}  // namespace mingzhang
