#include "understand/grid_words.h"

#include <fmt/format.h>

#include <set>

#include "base/text.h"

namespace mingzhang {
namespace {

// "2025年预算数": the year, taken out of the text; 0 when it names none.
int take_year(std::string& key) {
  for (std::size_t at = key.find("年"); at != std::string::npos; at = key.find("年", at + 1)) {
    if (at < 4) continue;
    const std::string digits = key.substr(at - 4, 4);
    if (!digits.starts_with("20") || digits.find_first_not_of("0123456789") != std::string::npos) continue;
    std::size_t end = at + std::string_view("年").size();
    if (key.substr(end).starts_with("度")) end += std::string_view("度").size();
    key.erase(at - 4, end - (at - 4));
    return std::stoi(digits);
  }
  return 0;
}

}  // namespace

GridWords::GridWords(const Knowledge& knowledge, Disclosure& disclosure) : knowledge_(knowledge), out_(disclosure) {}

std::string GridWords::without_unit_name(std::string_view title) const {
  std::string key = word_key(title);
  const std::string unit = word_key(out_.unit);
  if (const auto at = unit.empty() ? std::string::npos : key.find(unit); at != std::string::npos) key.erase(at, unit.size());
  return key;
}

// 基本支出决算表 is about expenditure though its words are taken as a nature; a title that names both flows is about neither.
Extent GridWords::flow_named(const std::string& key) const {
  std::set<Extent> flows;
  for (const std::string& word : knowledge_.table_words.total_of) {
    if (key.find(word) == std::string::npos) continue;
    const auto refined = knowledge_.vocabulary.refine(out_.space, Region(), word, NumberKind::Money);
    flows.insert(refined ? (*refined)[Dimension::Flow] : Extent());
  }
  return flows.size() == 1 ? *flows.begin() : Extent();
}

Region GridWords::title_scope(std::string_view title) const {
  Space& space = out_.space;
  const std::string key = without_unit_name(title);
  Region region;
  region[Dimension::Year] = Extent(space.year(out_.year));
  region[Dimension::Stage] = Extent(space.tree(Dimension::Stage).find(out_.kind == DocumentKind::FinalAccounts ? "final" : "budget").value_or(kRoot));
  // Twice, because what a word means may depend on a measure that the title names later.
  Region said = region;
  std::vector<NodeId> measures;
  for (int pass = 0; pass < 2; ++pass) {
    said = region.with(Dimension::Measure, measures.empty() ? Extent() : space.extent(Dimension::Measure, measures));
    measures.clear();
    for (const WordHit& hit : knowledge_.vocabulary.find(key)) {
      Vocabulary::apply(space, *hit.senses, NumberKind::Money, said);
      const Extent measure = said[Dimension::Measure];
      if (!measure.is_root())
        for (NodeId node : space.nodes(measure)) measures.push_back(node);
    }
  }
  if (measures.empty()) measures.push_back(space.tree(Dimension::Measure).find("budget").value_or(kRoot));
  const Extent scope = space.extent(Dimension::Measure, measures);
  region = said;
  if (region[Dimension::Flow].is_root()) region[Dimension::Flow] = flow_named(key);
  return region.with(Dimension::Measure, scope);
}

// The name of a class of this classification.
bool GridWords::name_class(Classification classification, Dimension d, const std::string& key, Understood& result) const {
  for (const CodeEntry* entry : knowledge_.codes.by_name(classification, key, out_.year)) {
    if (entry->code.size() != 3) continue;
    result.region[d] = Extent(out_.space.code(d, entry->code, entry->name));
    return result.spoken = true;
  }
  return false;
}

Understood GridWords::header(const Region& context, const std::string& text, bool by_code) const {
  const TableWords& words = knowledge_.table_words;
  Understood result{context, false, {}};
  std::string key = word_key(text);
  if (has_word(words.comparison_headers, key)) result.unknown = fmt::format("表头“{}”是与其他数字的比较，不作为金额核对", text);
  else if (has_word(words.count_headers, key)) result.unknown = fmt::format("表头“{}”不是金额", text);
  if (!result.unknown.empty()) return result;
  if (const int year = take_year(key)) result.region[Dimension::Year] = Extent(out_.space.year(year));
  else if (has_word(words.last_year, key) && has_word(words.last_year_of, key))
    result.region[Dimension::Year] = Extent(out_.space.year(out_.year - 1));
  if (by_code && name_class(Classification::EconomicDepartment, Dimension::Economic, key, result)) return result;
  if (knowledge_.vocabulary.has_unknown_words(key)) {
    result.unknown = fmt::format("表头“{}”中有未识别的词", text);
    return result;
  }
  if (const auto refined = knowledge_.vocabulary.refine(out_.space, result.region, key, NumberKind::Money)) {
    result.region = *refined;
    result.spoken = true;
  }
  return result;
}

Understood GridWords::label(const Region& context, std::string_view text) const {
  Understood result{context, false, {}};
  std::string key = word_key(text);
  // 本年支出 as the name of a row is 本年支出合计.
  const std::string total = key + knowledge_.table_words.totals.front();
  if (!knowledge_.vocabulary.knows(key) && knowledge_.vocabulary.knows(total)) key = total;
  // 国有资本经营预算支出 among the classes of the function classification is a class.
  if (name_class(Classification::Function, Dimension::Function, key, result)) return result;
  if (knowledge_.vocabulary.has_unknown_words(key)) result.unknown = fmt::format("行名“{}”中有未识别的词", text);
  if (const auto refined = knowledge_.vocabulary.refine(out_.space, context, key, NumberKind::Money)) {
    result.region = *refined;
    result.spoken = true;
  }
  return result;
}

}  // namespace mingzhang
