#include "check/evidence_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "check/sentence_figures.h"
#include "disclosure/column_path.h"

namespace mingzhang {
namespace {

std::string table_name(const Table& table) {
  std::string name = table.number.empty() ? table.title : table.number + " " + table.title;
  if (!table.panel.empty()) name += "（" + table.panel + "）";
  return name;
}

std::string column_name(const Table& table, int column) {
  if (column < 0) return "";
  return column_words(table.columns[static_cast<std::size_t>(column)].path);
}

}  // namespace

FindingPlace place_of(const Disclosure& disclosure, const Claim* claim, CellRef cell) {
  FindingPlace at;
  if (cell.table >= 0) {
    const Table& table = disclosure.tables[static_cast<std::size_t>(cell.table)];
    at.table = table_name(table);
    if (cell.row >= 0) at.row = table.rows[static_cast<std::size_t>(cell.row)].label;
    at.column = column_name(table, cell.column);
    at.place = cell.row >= 0 ? table.rows[static_cast<std::size_t>(cell.row)].place : table.place;
    at.quote = at.row;
  }
  if (claim != nullptr) {
    at.place = claim->place;
    at.quote = claim->quote;
  }
  return at;
}

const Claim* EvidenceText::claim(int e) const {
  const Evidence& evidence = model_.evidence[static_cast<std::size_t>(e)];
  return evidence.kind == Evidence::Kind::Claim ? &disclosure_.claims[static_cast<std::size_t>(evidence.claim)] : nullptr;
}

int EvidenceText::table(int e) const {
  const Evidence& evidence = model_.evidence[static_cast<std::size_t>(e)];
  return evidence.kind == Evidence::Kind::Claim ? claim(e)->cell.table : evidence.cell.table;
}

FindingPlace EvidenceText::place(int e) const {
  const Evidence& evidence = model_.evidence[static_cast<std::size_t>(e)];
  if (evidence.kind == Evidence::Kind::UsualIdentity) return {};
  return place_of(disclosure_, claim(e), claim(e) != nullptr ? claim(e)->cell : evidence.cell);
}

std::string EvidenceText::subject(int e) const {
  const FindingPlace at = place(e);
  if (!at.table.empty()) return at.table + " · " + at.row + (at.column.empty() ? "" : " · " + at.column);
  const Claim* c = claim(e);
  if (c == nullptr) return "";
  static constexpr std::string_view kKinds[] = {"金额", "增减额", "增减比例", "占比"};
  std::string name = disclosure_.space.describe(c->region);
  if (c->comparison >= 0) {
    const Comparison& comparison = disclosure_.comparisons[static_cast<std::size_t>(c->comparison)];
    if (!comparison.subject.empty()) name = comparison.subject;
  }
  return name + " " + std::string(kKinds[static_cast<std::size_t>(c->kind)]);
}

std::string EvidenceText::name(int e) const {
  const FindingPlace at = place(e);
  if (at.table.empty()) return subject(e);
  return at.row + (at.column.empty() ? "" : " · " + at.column.substr(at.column.rfind(' ') + 1));
}

std::string EvidenceText::printed(int e, int beside) const {
  const Claim* c = claim(e);
  if (c == nullptr) return "（空）";
  if (c->nil) return "0";
  const Claim* other = beside < 0 ? nullptr : claim(beside);
  const bool differs = other != nullptr && is_money(other->figure.unit) && is_money(c->figure.unit) && other->figure.unit != c->figure.unit;
  return c->figure.unit == Unit::Percent || differs ? print_with_unit(c->figure, true) : print(c->figure, true);
}

Interval EvidenceText::interval(int e) const {
  const Claim* c = claim(e);
  if (c == nullptr) return Interval::exactly(0);
  const Interval printed = c->interval();
  // "0 万元" may stand for up to half a unit, but not for less than nothing.
  if (c->kind != ClaimKind::Value || c->figure.coefficient < 0) return printed;
  return meet(printed, Interval::at_least(0)).value_or(printed);
}

std::optional<Interval> EvidenceText::known(int unknown) const {
  std::optional<Interval> result;
  for (int e : model_.evidence_of.of(static_cast<std::size_t>(unknown))) {
    if (!result) result = interval(e);
    else if (auto both = meet(*result, interval(e))) result = both;
    else return std::nullopt;
  }
  return result;
}

int EvidenceText::shown(int unknown, int except, int prefer_table) const {
  int best = -1, best_score = -1;
  for (int e : model_.evidence_of.of(static_cast<std::size_t>(unknown))) {
    if (e == except) continue;
    const int score = (claim(e) != nullptr ? 2 : 0) + (table(e) == prefer_table ? 4 : 0) + (table(e) >= 0 ? 1 : 0);
    if (score > best_score) {
      best = e;
      best_score = score;
    }
  }
  return best;
}

std::string EvidenceText::amount(std::int64_t fen, int like) const {
  const Claim* c = like < 0 ? nullptr : claim(like);
  if (c == nullptr) return print(round_to_figure(Amount::from_fen(fen), Unit::WanYuan, 2), true);
  if (!is_money(c->figure.unit)) return std::to_string(fen / std::max<std::int64_t>(1, quantum(c->figure.unit, 0)));
  return print(round_to_figure(Amount::from_fen(fen), c->figure.unit, c->figure.decimals), true);
}

std::string EvidenceText::sum_calculation(const Identity& identity, int cause, int cause_unknown) const {
  const int prefer = table(cause);
  auto pick = [&](std::uint32_t unknown) {
    return static_cast<int>(unknown) == cause_unknown ? cause : shown(static_cast<int>(unknown), cause, prefer);
  };
  const int whole = pick(identity.whole);
  std::string text;
  std::int64_t sum = 0, slack = whole >= 0 && claim(whole) != nullptr ? interval(whole).high().value - claim(whole)->figure.value() : 0;
  int terms = 0;
  for (std::uint32_t part : identity.parts) {
    const int e = pick(part);
    if (e < 0 || claim(e) == nullptr || claim(e)->nil) continue;
    text += (terms++ > 0 ? " + " : "") + printed(e, cause);
    sum += claim(e)->figure.value();
    slack += interval(e).high().value - claim(e)->figure.value();
  }
  if (terms == 0) text = "0";
  if (terms > 1) text += " = " + amount(sum, whole >= 0 && claim(whole) != nullptr ? whole : cause);
  const bool within = identity.kind == IdentityKind::Within;
  text += (within ? " > " : " ≠ ") + (whole >= 0 ? printed(whole, cause) : std::string("?"));
  if (slack > 0) text += fmt::format("（±{}）", amount(slack, cause));
  if (identity.axiom >= 0) text += "；" + knowledge_.axioms[static_cast<std::size_t>(identity.axiom)].zh;
  return text;
}

std::string EvidenceText::ratio_calculation(int cause) const {
  const Claim* c = claim(cause);
  if (c == nullptr || c->comparison < 0) return "";
  const Comparison& comparison = disclosure_.comparisons[static_cast<std::size_t>(c->comparison)];
  const auto figure = [&](int i) { return disclosure_.claims[static_cast<std::size_t>(i)].figure; };
  if (c->kind == ClaimKind::Share) {
    for (std::size_t unknown = 0; unknown < model_.identities.regions.size(); ++unknown) {
      if (model_.identities.regions[unknown] != knowledge_.canonical(disclosure_.space, c->base)) continue;
      const int whole = shown(static_cast<int>(unknown), -1, -1);
      if (whole < 0 || claim(whole) == nullptr || comparison.value < 0 || claim(whole)->figure.value() <= 0) return "";
      return fmt::format("{} ÷ {} = {} ≠ {}", print(figure(comparison.value), true), printed(whole),
                         percentage(figure(comparison.value).value(), claim(whole)->figure.value(), c->figure.decimals), printed(cause));
    }
    return "";
  }
  return rate_calculation(disclosure_, comparison);
}

}  // namespace mingzhang
