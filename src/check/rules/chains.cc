// COD104: names of class, section and item (“…（类）…（款）…（项）”) that do not lie one below the other.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "base/utf8.h"
#include "check/rules/chains.h"
#include "check/rules/clauses.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

constexpr std::array<std::string_view, 3> kLevels = {"类", "款", "项"};

}  // namespace

LevelWord find_level(std::string_view words, std::string_view level, std::size_t from) {
  for (auto at = find_word(words, level, from); at != std::string_view::npos; at = find_word(words, level, at + level.size())) {
    std::size_t begin = at;
    while (begin > from && words[begin - 1] >= '0' && words[begin - 1] <= '9') --begin;
    const std::string_view before = words.substr(from, begin - from), after = words.substr(at + level.size());
    for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}})
      if (before.ends_with(open) && after.starts_with(close))
        return {begin - open.size(), at + level.size() + close.size()};
  }
  return {};
}

namespace {

// "12、", "（一）" or "三、" before a chain: its length.
std::size_t numbering_of(std::string_view words) {
  constexpr std::u32string_view kSigns = U"0123456789一二三四五六七八九十（()）、．.", kEnds = U"）)、．.";
  std::size_t end = 0;
  for (const CodePoint& point : code_points(words)) {
    if (kSigns.find(point.value) == std::u32string_view::npos) break;
    if (kEnds.find(point.value) != std::u32string_view::npos) end = point.offset + point.size;
  }
  return end;
}

}  // namespace

std::vector<Span> chains_in(std::string_view words) {
  std::vector<Span> chains;
  std::size_t from = 0;
  for (LevelWord top = find_level(words, kLevels[0], 0); top.begin != std::string_view::npos;
       top = find_level(words, kLevels[0], from)) {
    const Span sentence = sentence_at(words, top.begin);
    Span chain{std::max(from, clause_at(words, top.begin).begin), top.end};
    chain.begin += numbering_of(chain.of(words));
    const std::string_view reach = words.substr(0, sentence.end);
    const LevelWord next_top = find_level(reach, kLevels[0], top.end);
    for (std::size_t level = 1; level < kLevels.size(); ++level) {
      const LevelWord word = find_level(reach, kLevels[level], chain.end);
      if (word.begin == std::string_view::npos || word.begin > next_top.begin) break;
      chain.end = word.end;
    }
    from = chain.end;
    chains.push_back(chain);
  }
  return chains;
}

namespace {

// The function of a table row with the amount that follows the chain, among those below the part of it that is right.
const Row* row_with_amount(const Disclosure& disclosure, std::string_view after, std::string_view parent, std::size_t code_length) {
  const Span clause = {0, std::min(after.size(), after.find("，"))};
  const std::string_view words = clause.of(after);
  for (std::size_t at = 0; at < words.size(); ++at) {
    const auto figure = parse_figure(words.substr(at), Unit::WanYuan);
    if (!figure || !figure->unit_read || !is_money(figure->figure.unit)) continue;
    const Row* found = nullptr;
    for (const Claim& claim : disclosure.claims) {
      if (claim.cell.row < 0 || claim.figure.is_zero() || !meet(claim.interval(), figure->figure.interval())) continue;
      const Row& row =
          disclosure.tables[static_cast<std::size_t>(claim.cell.table)].rows[static_cast<std::size_t>(claim.cell.row)];
      if (row.code.size() != code_length || !row.code.starts_with(parent) || row.region[Dimension::Function].is_root()) continue;
      if (found != nullptr && found->code != row.code) return nullptr;  // several functions have this amount
      found = &row;
    }
    return found;
  }
  return nullptr;
}

class ChainChecker {
 public:
  ChainChecker(const RuleContext& context, Findings& findings)
      : disclosure_(context.disclosure), catalog_(context.knowledge.codes), findings_(findings) {}

  // One chain, with all the places where it is printed: one mistake is one finding.
  struct Printed {
    const PrintedText* text = nullptr;
    Span span;
  };
  void check(std::span<const Printed> places) {
    const auto& [first, span] = places.front();
    const PrintedText& text = *first;
    if (has_any(span.of(text.words()), {"…", "..."})) return;  // an abbreviation
    const auto chain = catalog_.parse_chain(span.of(text.words()), disclosure_.year);
    if (!chain)
      return findings_.undecided({fmt::format("科目名称“{}”没有读懂", span.of(text.words())),
                                  fmt::format("The names “{}” were not understood", span.of(text.words()))});
    const auto broken = std::ranges::find(chain->entries, nullptr);
    if (broken == chain->entries.end()) return findings_.pass();
    Finding* finding = report(text, span, *chain, static_cast<std::size_t>(broken - chain->entries.begin()));
    if (finding == nullptr) return findings_.pass();
    for (const Printed& other : places.subspan(1)) finding->related.push_back(quote(*other.text, other.span));
  }

 private:
  static bool is_reliable(const CodeEntry& entry) {
    return entry.confidence == Confidence::Confirmed || entry.confidence == Confidence::High;
  }

  std::string printed_path(const CodeEntry& entry) const {
    std::string path;
    for (const CodeEntry* step : catalog_.path(entry, disclosure_.year))
      path += fmt::format("{}（{}）", catalog_.name_in(*step, disclosure_.year), level_name(*step));
    return path;
  }

  // “公共安全（类）” for “公共安全支出（类）”
  bool is_short_form(const std::string& name, const CodeEntry* parent) const {
    const auto named = catalog_.by_name(Classification::Function, name + "支出", disclosure_.year);
    return std::ranges::any_of(
        named, [&](const CodeEntry* e) { return parent_code(*e) == (parent == nullptr ? "" : parent->code); });
  }

  // nullptr: nothing is wrong.
  Finding* report(const PrintedText& text, Span span, const Catalog::Chain& chain, std::size_t level) {
    const std::string& name = chain.names[level];
    const CodeEntry* parent = level == 0 ? nullptr : chain.entries[level - 1];
    if (is_short_form(name, parent)) return nullptr;
    const auto elsewhere = catalog_.by_name(Classification::Function, name, disclosure_.year);
    const CodeEntry* proposed = chain.suggestions.empty() ? nullptr : chain.suggestions.front();
    const Row* row = row_with_amount(disclosure_, text.words().substr(span.end), parent == nullptr ? std::string_view() : parent->code,
                                     level == 0 ? 3 : 3 + 2 * (chain.names.size() - 1));
    if (row != nullptr)
      if (const CodeEntry* entry = catalog_.find(Classification::Function, row->code, disclosure_.year))
        proposed = entry;

    const bool misplaced = parent == nullptr && !elsewhere.empty();
    if (misplaced) proposed = elsewhere.front();
    std::string zh = misplaced ? fmt::format("“{}”是{}，不是类", name, level_name(*elsewhere.front()))
                     : parent == nullptr
                         ? fmt::format("“{}”不是功能分类的类", name)
                         : fmt::format("“{}”不在“{}”之下", name, catalog_.name_in(*parent, disclosure_.year));
    std::string en = parent == nullptr
                         ? fmt::format("“{}” is no class of functions", name)
                         : fmt::format("“{}” is not below “{}”", name, catalog_.name_in(*parent, disclosure_.year));
    if (proposed != nullptr)
      zh += fmt::format("，可能是“{}”", printed_path(*proposed)),
          en += fmt::format("; perhaps “{}”", printed_path(*proposed));
    Finding& finding = findings_.add("COD104", {zh, en}, quote(text, span), span.of(text.words()));
    if (proposed != nullptr) finding.proposed = printed_path(*proposed);
    // The catalog may lack an item; a name that stands elsewhere, or a slip of a known one, is certain.
    const bool known_elsewhere = std::ranges::any_of(elsewhere, [](const CodeEntry* e) { return is_reliable(*e); });
    if (!known_elsewhere && row == nullptr && level > 0) finding.severity = Severity::Warning;
    return &finding;
  }

  const Disclosure& disclosure_;
  const Catalog& catalog_;
  Findings& findings_;
};

}  // namespace

void check_chains(const RuleContext& context, Findings& findings) {
  std::map<std::string_view, std::size_t> known;
  std::vector<std::vector<ChainChecker::Printed>> chains;
  for (const PrintedText& text : context.texts)
    if (text.kind == TextKind::Body && !text.glossary)
      for (const Span span : chains_in(text.words())) {
        const auto [at, is_new] = known.try_emplace(span.of(text.words()), chains.size());
        if (is_new) chains.emplace_back();
        chains[at->second].push_back({&text, span});
      }
  ChainChecker checker(context, findings);
  for (const auto& places : chains) checker.check(places);
}

}  // namespace mingzhang
