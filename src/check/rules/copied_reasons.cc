// CHG107: the reason, or the purpose, of one item speaks of another item of the same document.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/find_word.h"
#include "base/utf8.h"
#include "check/rules/chains.h"
#include "check/rules/clauses.h"
#include "check/rules/names.h"
#include "check/rules/rules.h"
#include "codes/catalog.h"

namespace mingzhang {
namespace {

// Names that hold a bit of everything, so that reasons name their parts.
bool is_collective(std::string_view name) {
  return has_any(name, {"行政运行", "事业运行", "机关服务", "一般行政管理", "人员经费", "公用经费", "基本支出",
                        "项目支出", "预算", "合计"});
}

struct Name {
  std::string printed;
  std::string core = core_name(printed);
  bool collective = is_collective(core);
};

// Stands in a comparison, or in the row of a table.
struct Item {
  Name name;
  Region region;
  const Comparison* comparison = nullptr;
  const Table* table = nullptr;
  const Row* row = nullptr;
  std::string bare = {};  // the core without the type of unit, when that is a name by itself

  int section() const { return comparison == nullptr ? -1 : comparison->section; }
};

constexpr std::size_t kSpecificCharacters = 4;

bool is_function_item(const Disclosure& disclosure, const Region& region) {
  const Extent function = region[Dimension::Function];
  return !function.is_root() && !function.is_set() &&
         disclosure.space.tree(Dimension::Function).id(function.handle()).size() == 7;
}

// "" when nothing specific is left.
std::string_view without_type_of_unit(std::string_view core) {
  core.remove_prefix(prefix_among(core, {"机关事业单位", "行政事业单位", "行政单位", "事业单位", "其他"}).size());
  return count_code_points(core) >= kSpecificCharacters ? core : std::string_view();
}

void add_item(Item item, std::vector<Item>& items) {
  const std::string& core = item.name.core;
  if (count_code_points(core) < kSpecificCharacters || item.name.collective) return;
  const bool known =
      std::ranges::any_of(items, [&](const Item& i) { return i.name.core == core && i.section() == item.section(); });
  if (known) return;
  if (const std::string_view bare = without_type_of_unit(core); bare != core) item.bare = bare;
  items.push_back(std::move(item));
}

// Everything that has an entry of its own: spoken items first, then rows of functions. `names`: of the comparisons.
std::vector<Item> items_of(const Disclosure& disclosure, const std::vector<Name>& names) {
  std::vector<Item> items;
  for (std::size_t c = 0; c < names.size(); ++c) {
    const Comparison& comparison = disclosure.comparisons[c];
    const Claim* spoken = claim_at(disclosure, comparison.value >= 0 ? comparison.value : comparison.change);
    // Reasons count vehicles and people; what is explained is money.
    if (spoken != nullptr && is_money(spoken->figure.unit)) add_item({names[c], comparison.region, &comparison}, items);
  }
  for (const Table& table : disclosure.tables)
    for (const Row& row : table.rows) {
      if (row.code.size() != 7 || row.region[Dimension::Function].is_root()) continue;
      const Region region = table.scope.with(Dimension::Function, row.region[Dimension::Function]);
      add_item({{row.name}, region, nullptr, &table, &row}, items);
    }
  return items;
}

FindingPlace place_of(const Disclosure& disclosure, const Item& item) {
  if (item.comparison != nullptr) return quote_clause(disclosure, *item.comparison);
  FindingPlace at;
  at.place = item.row->place;
  at.table = item.table->title;
  at.row = at.quote = item.row->label;
  return at;
}

// Whether the text names the item itself, if only by the part of the name that sets it apart from the other item.
bool names_itself(std::string_view text, const std::string& own, const std::string& other) {
  if (text.find(own) != std::string_view::npos) return true;
  if (const auto bare = without_type_of_unit(own); !bare.empty() && text.find(bare) != std::string_view::npos)
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
    std::string_view name = item.name.core;
    auto at = find_word(text, name);
    if (at == std::string_view::npos && !item.bare.empty()) {
      name = item.bare;
      at = find_word(text, name);
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
  std::vector<Place> reported;  // where the copied words begin
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
        function ? is_function_item(reading.disclosure, item.region) : item.section() == comparison.section;
    if (overlaps(space, item.region, comparison.region) || names_itself(text, own, item.name.core)) continue;
    if (is_reason ? !same_kind || !is_subject_at(text, mention.span)
                  : !is_function_item(reading.disclosure, item.region))
      continue;
    if (foreign != nullptr) return nullptr;
    foreign = &item;
  }
  return foreign;
}

void check_text(Reading& reading, const Comparison& comparison, const Name& name, bool is_reason,
                Findings& findings) {
  const Passage& passage = is_reason ? comparison.reason : comparison.purpose;
  if (passage.text.empty() || name.collective) return;
  if (std::ranges::find(reading.reported, passage.place_at(0)) != reading.reported.end()) return;
  const Item* foreign = foreign_item(reading, comparison, name.core, passage.text, is_reason);
  if (foreign == nullptr) {
    findings.pass();
    return;
  }
  FindingPlace at;
  at.place = passage.place_at(0, passage.text.size());
  at.quote = passage.text;
  const Claim* value = claim_at(reading.disclosure, comparison.value);
  const std::string amount = value == nullptr ? "" : fmt::format("（{}）", print_with_unit(value->figure));
  Finding& finding = findings.add("CHG107",
                                  {fmt::format("“{}”{}的{}说的是“{}”", name.printed, amount,
                                               is_reason ? "增减原因" : "用途", foreign->name.printed),
                                   fmt::format("The {} given for “{}” speaks of “{}”", is_reason ? "reason" : "purpose",
                                               name.printed, foreign->name.printed)},
                                  std::move(at), name.printed);
  finding.related.push_back(place_of(reading.disclosure, *foreign));
}

// The first amount behind a chain, as printed; "" when there is none in its clause.
std::string amount_behind(std::string_view words, std::size_t begin) {
  const std::size_t end = clause_at(words, begin).end;
  for (std::size_t at = begin; at < end; ++at)
    if (const auto figure = parse_figure(words.substr(at), Unit::WanYuan); figure && figure->unit_read && is_money(figure->figure.unit))
      return std::string(words.substr(at, figure->length));
  return "";
}

// An entry of a list of functions: its names and what it says of their purpose and of the change.
struct Entry {
  Span chain;
  std::string name;  // of the lowest level
  Span purpose, reason;
};

// What follows one of the marks, to the end of the sentence, before `end`.
Span words_after(std::string_view words, std::size_t begin, std::size_t end, std::initializer_list<std::string_view> marks) {
  for (const std::string_view mark : marks) {
    const auto at = words.substr(0, end).find(mark, begin);
    if (at == std::string_view::npos) continue;
    std::size_t from = at + mark.size();
    for (const std::string_view filler : Literals{"是", "为", "：", ":"})
      if (words.substr(from).starts_with(filler)) from += filler.size();
    return {std::min(from, end), std::min(end, words.find("。", from))};
  }
  return {};
}

std::vector<Entry> entries_in(std::string_view words) {
  const std::vector<Span> chains = chains_in(words);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < chains.size(); ++i) {
    const std::size_t end = i + 1 < chains.size() ? chains[i + 1].begin : std::min(words.size(), words.find('\n', chains[i].end));
    entries.push_back({chains[i], std::string(last_level(chains[i].of(words))), words_after(words, chains[i].end, end, {"主要用于"}),
                       words_after(words, chains[i].end, end, {"主要原因"})});
  }
  return entries;
}

// Two entries say the same, and the words name the other one. Collective names count here: the copy gives them away.
void check_entries(const PrintedText& text, Reading& reading, Findings& findings) {
  const std::string_view words = text.words();
  const std::vector<Entry> entries = entries_in(words);
  for (const Entry& entry : entries)
    for (const bool is_reason : {false, true}) {
      const Span own = is_reason ? entry.reason : entry.purpose;
      const std::string said = normalised_name(own.of(words));
      if (count_code_points(said) < kSpecificCharacters || names_itself(said, core_name(entry.name), {})) continue;
      const auto is_source = [&](const Entry& other) {
        const Span theirs = is_reason ? other.reason : other.purpose;
        return other.name != entry.name && normalised_name(theirs.of(words)) == said && said.find(core_name(other.name)) != std::string::npos;
      };
      const auto source = std::ranges::find_if(entries, is_source);
      if (source == entries.end()) continue;
      Finding& finding = findings.add("CHG107",
                                      {fmt::format("“{}”（{}）的{}与“{}”的一字不差，说的是后者", entry.name, amount_behind(words, entry.chain.end),
                                                   is_reason ? "增减原因" : "用途", source->name),
                                       fmt::format("The {} given for “{}” is word for word that of “{}”", is_reason ? "reason" : "purpose", entry.name,
                                                   source->name)},
                                      quote(text, own), entry.name);
      finding.related.push_back(quote(text, source->chain));
      reading.reported.push_back(text.passage().place_at(own.begin));
    }
}

}  // namespace

void check_copied_reasons(const RuleContext& context, Findings& findings) {
  const Disclosure& disclosure = context.disclosure;
  std::vector<Name> names;
  for (const Comparison& comparison : disclosure.comparisons) names.push_back({item_name(disclosure, comparison)});
  const std::vector<Item> items = items_of(disclosure, names);
  Reading reading{disclosure, items, {}};
  for (const PrintedText& text : context.texts)
    if (text.kind == TextKind::Body && !text.glossary) check_entries(text, reading, findings);
  for (std::size_t c = 0; c < names.size(); ++c) {
    const Comparison& comparison = disclosure.comparisons[c];
    check_text(reading, comparison, names[c], true, findings);
    if (!comparison.region[Dimension::Function].is_root()) check_text(reading, comparison, names[c], false, findings);
  }
}

}  // namespace mingzhang
