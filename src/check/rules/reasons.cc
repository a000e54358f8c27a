// CHG106: the reason says that the amount rose, fell or stayed, and the figures say otherwise. Only directions are
// compared, and only those that the reason ties to an amount; people, prices and other things may go their own way.

#include <fmt/format.h>

#include <array>

#include "check/rules/clauses.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

struct Direction {
  std::string_view word;
  int sign;
};
constexpr std::array<Direction, 16> kDirections = {{{"增加", 1},
                                                    {"增长", 1},
                                                    {"上升", 1},
                                                    {"提高", 1},
                                                    {"上涨", 1},
                                                    {"新增", 1},
                                                    {"增多", 1},
                                                    {"调增", 1},
                                                    {"减少", -1},
                                                    {"下降", -1},
                                                    {"降低", -1},
                                                    {"压减", -1},
                                                    {"压缩", -1},
                                                    {"核减", -1},
                                                    {"缩减", -1},
                                                    {"调减", -1}}};

// What a reason says of amounts and of people: -1 and 1 seen or not.
struct Saying {
  bool amount_up = false, amount_down = false;
  bool people_up = false, people_down = false;

  bool up() const { return amount_up || people_up; }
  bool down() const { return amount_down || people_down; }
};

enum class Object : std::uint8_t { Amount, People, Other };

bool speaks_of_amounts(std::string_view text) {
  return has_any(text, {"支出", "预算", "经费", "费用", "资金", "收入", "拨款", "补助", "缴费", "工资", "津贴", "奖金",
                        "结转", "费"});
}

// “增加 3 人”, “人员减少”, “支出预算增加”, “压减项目支出”: what goes up or down.
Object object_of(std::string_view before, std::string_view after) {
  if (const auto figure = parse_figure(after, Unit::Count); figure && figure->length > 0) {
    if (is_money(figure->figure.unit)) return Object::Amount;
    return after.substr(figure->length).starts_with("人") || after.substr(figure->length).starts_with("名")
               ? Object::People
               : Object::Other;
  }
  if (!suffix_among(before, {"人员", "人数", "职工", "编制", "人", "干部", "岗位"}).empty()) return Object::People;
  if (!prefix_among(after, {"人员", "在职", "职工", "编制", "退休人员", "编外", "干部"}).empty() &&
      !speaks_of_amounts(after))
    return Object::People;
  return speaks_of_amounts(before) || speaks_of_amounts(after) ? Object::Amount : Object::Other;
}

// A clause about other money, last year, or a negation says nothing of this amount.
bool is_about_something_else(std::string_view clause, std::string_view before, std::string_view subject) {
  if (!suffix_among(before, {"未", "不", "没有", "无", "不再", "避免", "上年", "上年度", "去年"}).empty()) return true;
  if (has_any(clause, {"上年一次性", "上年度一次性", "去年", "上年追加", "上年安排", "上年结转"})) return true;
  for (const std::string_view other :
       {"单位资金", "事业收入", "其他资金", "自有资金", "非税", "转移支付", "上级", "结转", "专户"})
    if (clause.find(other) != std::string_view::npos && subject.find(other) == std::string_view::npos) return true;
  return false;
}

Saying saying_of(std::string_view reason, std::string_view subject) {
  Saying saying;
  for (const auto& [word, sign] : kDirections)
    for (auto at = find_word(reason, word); at != std::string_view::npos; at = find_word(reason, word, at + word.size())) {
      const Span clause = clause_at(reason, at);
      const std::string_view before = reason.substr(clause.begin, at - clause.begin);
      const std::string_view after = reason.substr(at + word.size(), clause.end - at - word.size());
      if (is_about_something_else(clause.of(reason), before, subject)) continue;
      const Object object = object_of(before, after);
      if (object == Object::Amount) (sign > 0 ? saying.amount_up : saying.amount_down) = true;
      if (object == Object::People) (sign > 0 ? saying.people_up : saying.people_down) = true;
    }
  return saying;
}

// Words that reconcile a reason with any change.
bool is_hedged(std::string_view reason) {
  return has_any(reason, {"但", "抵消", "冲抵", "同时", "有增有减", "增减", "此消彼长", "调剂", "调整结构", "一增一减",
                          "另", "而"});
}

bool says_unchanged(std::string_view reason) {
  return has_any(
      reason, {"持平", "无变化", "不变", "一致", "相同", "未安排", "没有安排", "无此项", "未发生", "未编制", "取消"});
}

// “与上年持平” and nothing else: no word of what stayed the same, which might be something other than the amount.
bool says_only_unchanged(std::string_view reason) {
  return has_any(reason, {"与上年持平", "与上年度持平", "与去年持平", "较上年无变化", "比上年无变化", "与上年预算持平",
                          "与上年相比无变化"}) &&
         !has_any(reason, {"，", "人员", "人数", "标准", "职责", "基本", "编制"});
}

struct Contradiction {
  std::string_view zh, en;
  bool about_people = false;
};

std::optional<Contradiction> contradiction(int change, std::string_view reason, std::string_view subject) {
  if (is_hedged(reason)) return std::nullopt;
  const Saying saying = saying_of(reason, subject);
  if (saying.up() && saying.down()) return std::nullopt;
  if (change == 0) {
    if (says_unchanged(reason)) return std::nullopt;
    if (saying.amount_up)
      return Contradiction{"没有变动，原因却写增加", "has not changed, but the reason says that it rose"};
    if (saying.amount_down)
      return Contradiction{"没有变动，原因却写减少", "has not changed, but the reason says that it fell"};
    return std::nullopt;
  }
  if (says_only_unchanged(reason) && !saying.up() && !saying.down())
    return Contradiction{"有增减，原因却写没有变动", "has changed, but the reason says that it has not"};
  if (change > 0 && saying.down())
    return Contradiction{"是增加，原因却只写减少", "rose, but the reason speaks only of decreases",
                         !saying.amount_down};
  if (change < 0 && saying.up())
    return Contradiction{"是减少，原因却只写增加", "fell, but the reason speaks only of increases", !saying.amount_up};
  return std::nullopt;
}

}  // namespace

void check_reasons(const RuleContext& context, Findings& findings) {
  const Disclosure& disclosure = context.disclosure;
  for (const Comparison& comparison : disclosure.comparisons) {
    const auto change = printed_change(disclosure, comparison);
    if (!change || comparison.reason.text.empty()) continue;
    const auto wrong = contradiction(*change, comparison.reason.text, comparison.subject);
    if (!wrong) {
      findings.pass();
      continue;
    }
    const std::string name = item_name(disclosure, comparison);
    Finding& finding = findings.add(
        "CHG106",
        {fmt::format("“{}”{}：“{}”", name, wrong->zh, comparison.reason.text), fmt::format("“{}” {}", name, wrong->en)},
        quote_clause(disclosure, comparison, true), name);
    // More people and less money can both be true.
    if (wrong->about_people) finding.severity = Severity::Warning;
  }
}

}  // namespace mingzhang
