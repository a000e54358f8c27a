// CRS111: “主要包括：…” and “收入预算包括：…” list what the tables have amounts for.

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/find_word.h"
#include "base/utf8.h"
#include "check/rules/clauses.h"
#include "check/rules/names.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

struct List {
  std::string_view heading;  // 人员经费, 收入预算 ...
  Span span;                 // from the heading to the last item
  std::vector<std::string_view> items;
  bool partial = false;  // ends in 等
  std::string_view last;  // the last item, with its 等
};

// An item of a list, with all that it may mean.
struct Item {
  std::string_view words;
  std::string core;
  std::vector<const CodeEntry*> codes;  // of this name
  std::optional<Extent> source;         // of items of a budget
};

// An item that has an amount in a table.
struct Entry {
  std::string name, core;
  Region region;
  const Claim* claim = nullptr;
};

// The items from here to the end of the sentence; nullopt when they carry amounts of their own or are no list.
std::optional<List> read_items(std::string_view words, std::size_t begin) {
  List list;
  const Span sentence = sentence_at(words, begin);
  std::string_view rest = words.substr(begin, sentence.end - begin);
  const std::size_t last = rest.rfind("、");
  list.last = last == std::string_view::npos ? rest : rest.substr(last + std::string_view("、").size());
  for (const std::string_view etc : Literals{"等支出", "等费用", "等经费", "等方面", "等"})
    if (rest.ends_with(etc)) {
      rest.remove_suffix(etc.size());
      list.partial = true;
      break;
    }
  const bool has_figures = std::ranges::any_of(rest, [](char c) { return c >= '0' && c <= '9'; });
  if (rest.empty() || has_figures || has_any(rest, {"，", ",", "："})) return std::nullopt;
  while (!rest.empty()) {
    const std::size_t end = std::min(find_word(rest, "、"), rest.size());
    if (end > 0) list.items.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(rest.size(), end + std::string_view("、").size()));
  }
  list.span.end = sentence.end;
  return list;
}

std::vector<List> lists_of(std::string_view words) {
  std::vector<List> lists;
  for (const std::string_view mark : Literals{"包括：", "包括:"})
    for (auto at = find_word(words, mark); at != std::string_view::npos; at = find_word(words, mark, at + mark.size())) {
      // “人员经费 75.00 万元。主要包括：…”: what the list is of may stand in the sentence before.
      const auto line = words.rfind('\n', at);
      const std::size_t line_begin = line == std::string_view::npos ? 0 : line + 1;
      const std::string_view before = words.substr(line_begin, at - line_begin);
      std::string_view heading;
      std::size_t heading_at = 0;
      for (const std::string_view word : Literals{"人员经费", "公用经费", "收入预算", "支出预算"})
        if (const auto found = before.rfind(word);
            found != std::string_view::npos && (heading.empty() || found >= heading_at)) {
          heading = word;
          heading_at = found;
        }
      if (heading.empty()) continue;
      auto list = read_items(words, at + mark.size());
      if (!list) continue;
      list->heading = heading;
      list->span.begin = line_begin + heading_at;
      lists.push_back(std::move(*list));
    }
  return lists;
}

class Listings {
 public:
  Listings(const RuleContext& context, Findings& findings)
      : disclosure_(context.disclosure), knowledge_(context.knowledge), findings_(findings) {}

  void check(const PrintedText& text) {
    for (List list : lists_of(text.words())) {
      // 商业服务业等支出 is a class: its 等 leaves nothing out.
      if (list.partial && !knowledge_.codes.by_name(Classification::Function, list.last, disclosure_.year).empty()) {
        list.items.back() = list.last;
        list.partial = false;
      }
      const bool economic = list.heading == "人员经费" || list.heading == "公用经费";
      std::vector<Entry> entries = economic ? economic_entries(list.heading, "fiscal.general") : budget_entries(list.heading);
      if (entries.empty()) continue;  // its table was not read
      Difference difference = difference_of(list, entries, economic);
      // Where a table shows all fiscal money by item, the sentence may be about that one.
      if (economic && !difference.empty())
        if (std::vector<Entry> fiscal = economic_entries(list.heading, "fiscal"); !fiscal.empty())
          if (Difference other = difference_of(list, fiscal, economic); other.empty()) {
            entries = std::move(fiscal);
            difference = std::move(other);
          }
      report(text, list, entries, difference);
    }
  }

 private:
  const std::string& id_of(Dimension d, Extent extent) const { return disclosure_.space.tree(d).id(extent.handle()); }

  bool is_item(const Claim& claim, Dimension d) const {
    return claim.cell.row >= 0 && claim.cell.column >= 0 && claim.kind == ClaimKind::Value && !claim.figure.is_zero() &&
           !claim.region[d].is_root() && !claim.region[d].is_set();
  }

  Entry entry_of(const Claim& claim) const {
    const Table& table = disclosure_.tables[static_cast<std::size_t>(claim.cell.table)];
    const std::string& name = table.rows[static_cast<std::size_t>(claim.cell.row)].name;
    return {name, core_name(name), claim.region, &claim};
  }

  static void add(Entry entry, Dimension d, std::vector<Entry>& entries) {
    if (std::ranges::none_of(entries, [&](const Entry& e) { return e.region[d] == entry.region[d]; }))
      entries.push_back(std::move(entry));
  }

  // Personnel is 301 and 303 of basic expenditure (an axiom), also where a table has no columns for the two.
  bool is_of_nature(const Claim& claim, Extent nature, bool personnel) const {
    if (claim.region[Dimension::Nature] == nature) return true;
    const std::string& code = id_of(Dimension::Economic, claim.region[Dimension::Economic]);
    return claim.region[Dimension::Nature] == extent_of(disclosure_, Dimension::Nature, "basic") &&
           (code.starts_with("301") || code.starts_with("303")) == personnel;
  }

  // Items of the economic classification with an amount of this nature, for basic expenditure of this source.
  std::vector<Entry> economic_entries(std::string_view heading, const char* source_id) const {
    const bool personnel = heading == "人员经费";
    const Extent nature = extent_of(disclosure_, Dimension::Nature, personnel ? "basic.personnel" : "basic.public");
    const Extent source = extent_of(disclosure_, Dimension::Source, source_id);
    std::vector<Entry> entries;
    for (const Claim& claim : disclosure_.claims)
      if (is_item(claim, Dimension::Economic) && is_of_nature(claim, nature, personnel) &&
          claim.region[Dimension::Source] == source &&
          id_of(Dimension::Economic, claim.region[Dimension::Economic]).size() == 5)
        add(entry_of(claim), Dimension::Economic, entries);
    return entries;
  }

  // Sources of the income side, or function classes of the expenditure side, of the table of the whole budget.
  std::vector<Entry> budget_entries(std::string_view heading) const {
    const bool income = heading == "收入预算";
    const Dimension d = income ? Dimension::Source : Dimension::Function;
    const Extent flow = extent_of(disclosure_, Dimension::Flow, income ? "income" : "expenditure");
    std::vector<Entry> entries;
    for (const Claim& claim : disclosure_.claims) {
      if (!is_item(claim, d) || claim.region[Dimension::Flow] != flow || !claim.region[Dimension::Nature].is_root())
        continue;
      if (income ? !claim.region[Dimension::Function].is_root() : !claim.region[Dimension::Source].is_root()) continue;
      if (!income && id_of(d, claim.region[d]).size() != 3) continue;
      add(entry_of(claim), d, entries);
    }
    return entries;
  }

  Item item_of(std::string_view words, bool economic) const {
    const auto classification = economic ? Classification::EconomicDepartment : Classification::Function;
    return {words, core_name(words), knowledge_.codes.by_name(classification, words, disclosure_.year),
            economic ? std::nullopt : source_of(words)};
  }

  std::optional<Extent> source_of(std::string_view words) const {
    const auto region = knowledge_.vocabulary.refine(knowledge_.space, Region(), words, NumberKind::Money);
    if (!region || (*region)[Dimension::Source].is_root()) return std::nullopt;
    return (*region)[Dimension::Source];
  }

  bool means(const Item& item, const Entry& entry, bool economic) const {
    if (item.core == entry.core) return true;
    const Dimension d = economic ? Dimension::Economic : Dimension::Function;
    if (entry.region[d].is_root()) return false;
    return std::ranges::any_of(item.codes, [&](const CodeEntry* e) { return e->code == id_of(d, entry.region[d]); });
  }

  // The amount is that of the item, or of a part of it.
  bool has_amount(const Item& item, const Entry& entry, bool economic) const {
    const Extent source = entry.region[Dimension::Source];
    return means(item, entry, economic) ||
           (item.source && !source.is_root() && disclosure_.space.contains(Dimension::Source, *item.source, source));
  }

  // Sources stand in the table at several levels: a total is listed when one of its parts is.
  bool is_covered(const Entry& entry, const std::vector<Item>& items, bool economic) const {
    const Extent source = entry.region[Dimension::Source];
    return std::ranges::any_of(items, [&](const Item& item) {
      return has_amount(item, entry, economic) ||
             (item.source && !source.is_root() && disclosure_.space.contains(Dimension::Source, source, *item.source));
    });
  }

  // A source in words of its own is not held against the table.
  static bool is_known(const Item& item, std::string_view heading) { return heading != "收入预算" || item.source; }

  struct Difference {
    std::vector<std::string> surplus, missing;
    bool empty() const { return surplus.empty() && missing.empty(); }
  };

  Difference difference_of(const List& list, const std::vector<Entry>& entries, bool economic) const {
    std::vector<Item> items;
    for (const std::string_view words : list.items) items.push_back(item_of(words, economic));
    Difference difference;
    auto& [surplus, missing] = difference;
    for (const Item& item : items)
      if (is_known(item, list.heading) &&
          std::ranges::none_of(entries, [&](const Entry& entry) { return has_amount(item, entry, economic); }))
        surplus.emplace_back(item.words);
    if (!list.partial)
      for (const Entry& entry : entries)
        if (!is_covered(entry, items, economic)) missing.push_back(entry.name);
    pair_up(surplus, missing);
    return difference;
  }

  void report(const PrintedText& text, const List& list, const std::vector<Entry>& entries, const Difference& difference) {
    const auto& [surplus, missing] = difference;
    if (difference.empty()) return findings_.pass();
    std::string zh = fmt::format("“{}”列举的科目与表不一致：", list.heading);
    std::string en = fmt::format("What is listed under “{}” differs from the table:", list.heading);
    if (!surplus.empty())
      zh += fmt::format("多列{}", joined(surplus)), en += fmt::format(" not in the table {}", joined(surplus));
    if (!surplus.empty() && !missing.empty()) zh += "，", en += ";";
    if (!missing.empty())
      zh += fmt::format("漏列{}", joined(missing)), en += fmt::format(" not listed {}", joined(missing));
    Finding& finding = findings_.add("CRS111", {zh, en}, quote(text, list.span), std::string(list.heading));
    for (const Entry& entry : entries)
      if (std::ranges::find(missing, entry.name) != missing.end())
        finding.related.push_back(place_of(disclosure_, *entry.claim));
  }

  // A name that is nearly that of an unlisted item is that item, with a slip that COD checks look after.
  static void pair_up(std::vector<std::string>& surplus, std::vector<std::string>& missing) {
    std::erase_if(surplus, [&](const std::string& name) {
      if (count_code_points(name) < 5) return false;
      const auto near = std::ranges::find_if(missing, [&](const std::string& m) { return is_slip_of(name, m); });
      if (near == missing.end()) return false;
      missing.erase(near);
      return true;
    });
  }

  static std::string joined(const std::vector<std::string>& names) {
    return fmt::format("“{}”", fmt::join(names, "”“"));
  }

  const Disclosure& disclosure_;
  const Knowledge& knowledge_;
  Findings& findings_;
};

}  // namespace

void check_listed_items(const RuleContext& context, Findings& findings) {
  Listings listings(context, findings);
  for (const PrintedText& text : context.texts)
    if (text.kind == TextKind::Body && !text.glossary) listings.check(text);
}

}  // namespace mingzhang
