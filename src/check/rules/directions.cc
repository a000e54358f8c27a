// CHG104: a word of direction that the figures beside it rule out.

#include <fmt/format.h>

#include <array>
#include <optional>

#include "base/find_word.h"
#include "check/rules/clauses.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

struct Direction {
  std::string_view zh, en;
  int sign;
};
constexpr std::array<Direction, 11> kDirections = {{{"增加", "increase", 1},
                                                    {"增长", "growth", 1},
                                                    {"上升", "rise", 1},
                                                    {"提高", "rise", 1},
                                                    {"上涨", "rise", 1},
                                                    {"增", "increase", 1},
                                                    {"减少", "decrease", -1},
                                                    {"下降", "fall", -1},
                                                    {"降低", "fall", -1},
                                                    {"压减", "cut", -1},
                                                    {"减", "decrease", -1}}};

const Direction* direction_before(std::string_view text) {
  for (const std::string_view filler : Literals{"了", "额", "为", "："})
    if (text.ends_with(filler)) text.remove_suffix(filler.size());
  for (const Direction& direction : kDirections)
    if (text.ends_with(direction.zh)) return &direction;
  return nullptr;
}

// “增加 -5.00 万元”: the minus and the word speak against each other; “减少 -5.00 万元” says less twice.
void check_minus_signs(const PrintedText& text, Findings& findings) {
  if (text.kind != TextKind::Body) return;
  const std::string_view words = text.words();
  for (const std::string_view minus : Literals{"-", "－", "−"})
    for (auto at = words.find(minus); at != std::string_view::npos; at = words.find(minus, at + minus.size())) {
      const auto figure = parse_figure(words.substr(at), Unit::WanYuan);
      if (!figure || !figure->unit_read || figure->figure.is_zero()) continue;
      const Direction* direction = direction_before(words.substr(0, at));
      if (direction == nullptr) continue;
      const Span clause{clause_at(words, at).begin, at + figure->length};
      Finding& finding =
          findings.add("CHG104",
                       {fmt::format("“{}”之后写了负数{}", direction->zh, print_with_unit(figure->figure)),
                        fmt::format("“{}” ({}) is followed by a negative figure, {}", direction->zh, direction->en,
                                    print_with_unit(figure->figure))},
                       quote(text, clause), clause.of(words).substr(0, at - clause.begin));
      if (direction->sign < 0) finding.severity = Severity::Warning;
    }
}

// “增加 5.00 万元，下降 50.00%”
bool check_change_against_rate(const Disclosure& disclosure, const Comparison& comparison, Findings& findings) {
  const Claim* change = claim_at(disclosure, comparison.change);
  const Claim* rate = claim_at(disclosure, comparison.rate);
  if (change == nullptr || rate == nullptr) return false;
  const bool opposite = (change->figure.coefficient > 0 && rate->figure.coefficient < 0) ||
                        (change->figure.coefficient < 0 && rate->figure.coefficient > 0);
  if (!opposite) return false;
  const std::string name = item_name(disclosure, comparison);
  findings.add("CHG104",
               {fmt::format("“{}”的增减额和增减比例方向相反", name),
                fmt::format("The change and the rate of “{}” point in opposite directions", name)},
               quote_clause(disclosure, comparison), name);
  return true;
}

bool is_below(const Interval& a, const Interval& b) {
  return !a.high().infinite && !b.low().infinite && a.high().value < b.low().value;
}

// “上年 241.76 万元，本年 170.03 万元，增加 21.74%”
bool check_change_against_base(const Disclosure& disclosure, const Comparison& comparison, Findings& findings) {
  const Claim* value = claim_at(disclosure, comparison.value);
  const Claim* spoken = claim_at(disclosure, comparison.change >= 0 ? comparison.change : comparison.rate);
  if (value == nullptr || spoken == nullptr || spoken->figure.is_zero()) return false;
  const Claim* base = value_of_region(disclosure, spoken->base);
  if (base == nullptr) return false;
  const bool up = spoken->figure.coefficient > 0;
  if (!(up ? is_below(value->interval(), base->interval()) : is_below(base->interval(), value->interval())))
    return false;
  const std::string name = item_name(disclosure, comparison);
  Finding& finding =
      findings.add("CHG104",
                   {fmt::format("“{}”由{}变为{}，却写“{}”", name, print_with_unit(base->figure),
                                print_with_unit(value->figure), comparison.direction),
                    fmt::format("“{}” went from {} to {}, but the text says “{}”", name, print_with_unit(base->figure),
                                print_with_unit(value->figure), comparison.direction)},
                   quote_clause(disclosure, comparison), name);
  finding.related.push_back(place_of(disclosure, *base));
  return true;
}

// “增加 5.00 万元，增长 50.00%，与上年持平”
void check_unchanged(const Disclosure& disclosure, const Comparison& comparison, Findings& findings) {
  const auto sign = printed_change(disclosure, comparison);
  if (!sign || *sign == 0) return;
  const auto clause = clause_of(disclosure, comparison);
  if (!clause) return;
  std::string_view rest = clause->body().substr(clause->span.end);
  const std::string_view comma = prefix_among(rest, {"，", ","});
  if (comma.empty()) return;
  const Span next = clause_at(clause->body(), clause->span.end + comma.size());
  const std::string_view words = next.of(clause->body());
  if (!words.starts_with("与") || !has_any(words, {"持平", "无变化", "无增减", "一致"}) || has_any(words, {"基本"}))
    return;
  const std::string name = item_name(disclosure, comparison);
  FindingPlace place = quote_clause(disclosure, comparison);
  place.quote = clause->body().substr(clause->span.begin, next.end - clause->span.begin);
  findings.add("CHG104",
               {fmt::format("“{}”有增减，又写“{}”", name, words),
                fmt::format("“{}” has changed, yet the text says “{}” (unchanged)", name, words)},
               std::move(place), name);
}

// The last amount that is printed right after one of these words.
std::optional<Figure> amount_after(std::string_view text, std::initializer_list<std::string_view> words) {
  std::optional<Figure> amount;
  std::size_t last = 0;
  for (const std::string_view word : words)
    for (auto at = find_word(text, word); at != std::string_view::npos; at = find_word(text, word, at + word.size())) {
      std::string_view rest = text.substr(at + word.size());
      rest.remove_prefix(prefix_among(rest, {"数为", "数是", "数", "为", "是"}).size());
      const auto parsed = parse_figure(rest, Unit::WanYuan);
      if (at < last || !parsed || !parsed->unit_read || !is_money(parsed->figure.unit)) continue;
      amount = parsed->figure;
      last = at;
    }
  return amount;
}

struct Relation {
  std::string_view zh, en;
  int sign;  // of final - budget
};

std::optional<Relation> relation_at(std::string_view text) {
  for (const Relation& relation :
       {Relation{"决算数大于", "greater than", 1}, Relation{"决算数高于", "greater than", 1},
        Relation{"决算大于", "greater than", 1}, Relation{"决算数小于", "less than", -1},
        Relation{"决算数低于", "less than", -1}, Relation{"决算小于", "less than", -1},
        Relation{"决算数等于", "equal to", 0}, Relation{"决算数与预算数持平", "equal to", 0}})
    if (text.starts_with(relation.zh)) return relation;
  return std::nullopt;
}

// Final accounts: “年初预算 1511.89 万元，支出决算 1560.05 万元……决算数小于预算数的主要原因”
void check_final_against_budget(const PrintedText& text, Findings& findings) {
  if (text.kind != TextKind::Body) return;
  const std::string_view words = text.words();
  for (auto at = find_word(words, "决算"); at != std::string_view::npos; at = find_word(words, "决算", at + 1)) {
    const auto relation = relation_at(words.substr(at));
    if (!relation || words.substr(at, 60).find("预算") == std::string_view::npos) continue;
    const auto line = words.rfind('\n', at);
    const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
    const std::string_view before = words.substr(begin, at - begin);
    const auto budget = amount_after(before, {"预算"});
    const auto final_amount = amount_after(before, {"决算"});
    if (!budget || !final_amount) continue;
    const Interval b = budget->interval(), f = final_amount->interval();
    const bool possible = relation->sign > 0   ? !is_below(f, b) && f.high().value > b.low().value
                          : relation->sign < 0 ? !is_below(b, f) && f.low().value < b.high().value
                                               : !is_below(f, b) && !is_below(b, f);
    if (possible) {
      findings.pass();
      continue;
    }
    const Span sentence = sentence_at(words, at);
    findings.add("CHG104",
                 {fmt::format("预算{}，决算{}，却写“{}”", print_with_unit(*budget), print_with_unit(*final_amount),
                              relation->zh),
                  fmt::format("Budget {}, final accounts {}, but the text says the latter is {} the former",
                              print_with_unit(*budget), print_with_unit(*final_amount), relation->en)},
                 quote(text, sentence), before);
  }
}

}  // namespace

void check_directions(const RuleContext& context, Findings& findings) {
  const Disclosure& disclosure = context.disclosure;
  for (const Comparison& comparison : disclosure.comparisons) {
    if (check_change_against_rate(disclosure, comparison, findings)) continue;
    if (check_change_against_base(disclosure, comparison, findings)) continue;
    check_unchanged(disclosure, comparison, findings);
  }
  for (const PrintedText& text : context.texts) {
    check_minus_signs(text, findings);
    if (disclosure.kind != DocumentKind::Budget) check_final_against_budget(text, findings);
  }
}

}  // namespace mingzhang
