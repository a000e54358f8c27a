// CHG107: the reason, or the purpose, of one item speaks of another item of the same document.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "check/rules/clauses.h"
#include "check/rules/names.h"
#include "check/rules/rules.h"
#include "codes/catalog.h"

namespace mingzhang {
namespace {

struct Item {
  std::string name;
  std::string core;
  Region region;
  int section = -1;  // of items that are spoken of; -1 for rows of tables
  FindingPlace at;
};

constexpr std::size_t kSpecificCharacters = 4;

// Items that hold a bit of everything, so that reasons name their parts.
bool is_collective(std::string_view name) {
  return has_any(name, {"行政运行", "事业运行", "机关服务", "一般行政管理", "人员经费", "公用经费", "基本支出",
                        "项目支出", "预算", "合计"});
}

bool is_function_item(const Disclosure& disclosure, const Region& region) {
  const Extent function = region[Dimension::Function];
  return !function.is_root() && !function.is_set() &&
         disclosure.space.tree(Dimension::Function).id(function.handle()).size() == 7;
}

void add_item(Item item, std::vector<Item>& items) {
  item.core = core_name(item.name);
  if (count_code_points(item.core) < kSpecificCharacters || is_collective(item.core)) return;
  const bool known =
      std::ranges::any_of(items, [&](const Item& i) { return i.core == item.core && i.section == item.section; });
  if (!known) items.push_back(std::move(item));
}

// Everything that has an entry of its own: spoken items first, then rows of functions.
std::vector<Item> items_of(const Disclosure& disclosure) {
  std::vector<Item> items;
  for (const Comparison& comparison : disclosure.comparisons)
    if (comparison.change >= 0 || comparison.value >= 0)
      add_item({item_name(disclosure, comparison), "", comparison.region, comparison.section,
                quote_clause(disclosure, comparison)},
               items);
  for (const Table& table : disclosure.tables)
    for (const Row& row : table.rows) {
      if (row.code.size() != 7 || row.region[Dimension::Function].is_root()) continue;
      FindingPlace at;
      at.place = row.place;
      at.table = table.title;
      at.row = at.quote = row.label;
      add_item({row.name, "", table.scope.with(Dimension::Function, row.region[Dimension::Function]), -1, at}, items);
    }
  return items;
}

std::string_view without_type_of_unit(std::string_view core) {
  core.remove_prefix(prefix_among(core, {"机关事业单位", "行政事业单位", "行政单位", "事业单位", "其他"}).size());
  return core;
}

// Whether the text names the item itself, if only by the part of the name that sets it apart from the other item.
bool names_itself(std::string_view text, const std::string& own, const std::string& other) {
  if (text.find(own) != std::string_view::npos) return true;
  if (const auto bare = without_type_of_unit(own);
      count_code_points(bare) >= kSpecificCharacters && text.find(bare) != std::string_view::npos)
    return true;
  std::u32string mine, theirs;
  for (const CodePoint& c : code_points(own)) mine += c.value;
  for (const CodePoint& c : code_points(other)) theirs += c.value;
  std::size_t same = 0;
  while (same < mine.size() && same < theirs.size() && mine[same] == theirs[same]) ++same;
  std::string apart;
  for (std::size_t i = same; i < mine.size(); ++i) append_utf8(apart, mine[i]);
  const std::size_t run = common_run(text, apart);
  return run >= 2 && 2 * run >= mine.size() - same;
}

// “职业年金缴费支出预算增加”, “未安排公务用车购置费预算”: the name is what the sentence is about, not a mere mention.
bool is_subject_at(std::string_view text, Span name) {
  constexpr std::array<std::string_view, 19> kPredicates = {
      "增加",   "减少",     "增长",   "下降",   "提高", "降低",   "上涨", "上升",   "压减",  "调整",
      "未安排", "没有安排", "无安排", "未发生", "持平", "无变化", "安排", "较上年", "比上年"};
  const Span clause = clause_at(text, name.begin);
  std::string_view rest = text.substr(name.end, clause.end - name.end);
  for (;;) {
    const std::string_view filler = prefix_among(rest, {"支出", "预算", "缴费", "费用", "费", "经费", "收入", "资金",
                                                        "拨款", "有所", "相应", "数", "基数", "标准"});
    if (filler.empty()) break;
    rest.remove_prefix(filler.size());
  }
  for (const std::string_view predicate : kPredicates)
    if (rest.starts_with(predicate)) return true;
  const std::string_view before = text.substr(clause.begin, name.begin - clause.begin);
  return !suffix_among(before, {"未安排", "没有安排", "增加", "减少", "压减", "压缩", "新增"}).empty();
}

bool overlaps(const Space& space, const Region& a, const Region& b) {
  const auto inside = [&](Dimension d) { return space.contains(d, a[d], b[d]) || space.contains(d, b[d], a[d]); };
  return inside(Dimension::Function) && inside(Dimension::Source) && inside(Dimension::Nature) &&
         inside(Dimension::Measure) && inside(Dimension::Project) && inside(Dimension::Economic);
}

struct Mention {
  const Item* item = nullptr;
  Span span;
};

// Other items that the text names in full, the longest name at each place.
std::vector<Mention> mentions_of(std::string_view text, const std::vector<Item>& items) {
  std::vector<Mention> mentions;
  for (const Item& item : items) {
    std::string_view name = item.core;
    auto at = text.find(name);
    if (at == std::string_view::npos && count_code_points(without_type_of_unit(name)) >= kSpecificCharacters) {
      name = without_type_of_unit(name);
      at = text.find(name);
    }
    if (at == std::string_view::npos) continue;
    const Span span{at, at + name.size()};
    const auto covers = [](Span a, Span b) { return a.begin <= b.begin && b.end <= a.end; };
    if (std::ranges::any_of(mentions, [&](const Mention& m) { return covers(m.span, span); })) continue;
    std::erase_if(mentions, [&](const Mention& m) { return covers(span, m.span); });
    mentions.push_back({&item, span});
  }
  return mentions;
}

struct Reading {
  const Disclosure& disclosure;
  const std::vector<Item>& items;
};

// The one item that the text is about although it stands at another; nullptr when there is none, or several.
const Item* foreign_item(const Reading& reading, const Comparison& comparison, const std::string& own,
                         std::string_view text, bool is_reason) {
  const Space& space = reading.disclosure.space;
  const bool function = is_function_item(reading.disclosure, comparison.region);
  const Item* foreign = nullptr;
  for (const Mention& mention : mentions_of(text, reading.items)) {
    const Item& item = *mention.item;
    const bool same_kind =
        function ? is_function_item(reading.disclosure, item.region) : item.section == comparison.section;
    if (overlaps(space, item.region, comparison.region) || names_itself(text, own, item.core)) continue;
    if (is_reason ? !same_kind || !is_subject_at(text, mention.span)
                  : !is_function_item(reading.disclosure, item.region))
      continue;
    if (foreign != nullptr) return nullptr;
    foreign = &item;
  }
  return foreign;
}

void check_text(const Reading& reading, const Comparison& comparison, const Passage& passage, bool is_reason,
                Findings& findings) {
  const std::string name = item_name(reading.disclosure, comparison), own = core_name(name);
  if (passage.text.empty() || is_collective(own)) return;
  const Item* foreign = foreign_item(reading, comparison, own, passage.text, is_reason);
  if (foreign == nullptr) {
    findings.pass();
    return;
  }
  FindingPlace at;
  at.place = passage.place_at(0, passage.text.size());
  at.quote = passage.text;
  const Claim* value = claim_at(reading.disclosure, comparison.value);
  const std::string amount = value == nullptr ? "" : fmt::format("（{}）", print_with_unit(value->figure));
  Finding& finding = findings.add(
      "CHG107",
      {fmt::format("“{}”{}的{}说的是“{}”", name, amount, is_reason ? "增减原因" : "用途", foreign->name),
       fmt::format("The {} given for “{}” speaks of “{}”", is_reason ? "reason" : "purpose", name, foreign->name)},
      std::move(at), name);
  finding.related.push_back(foreign->at);
}

}  // namespace

void check_copied_reasons(const RuleContext& context, Findings& findings) {
  const std::vector<Item> items = items_of(context.disclosure);
  const Reading reading{context.disclosure, items};
  for (const Comparison& comparison : context.disclosure.comparisons) {
    check_text(reading, comparison, comparison.reason, true, findings);
    if (!comparison.region[Dimension::Function].is_root())
      check_text(reading, comparison, comparison.purpose, false, findings);
  }
}

}  // namespace mingzhang
