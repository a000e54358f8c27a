// TXT105: amounts without a unit, and units printed twice.

#include <fmt/format.h>

#include "check/rules/placeholders.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A line that speaks of money with its unit; tables have theirs in the header.
bool is_prose(std::string_view words, std::size_t offset) {
  const std::size_t before = words.rfind('\n', offset), after = words.find('\n', offset);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const std::string_view line = words.substr(begin, std::min(after, words.size()) - begin);
  return has_any(line, {"元", "%", "％"}) && has_any(line, {"。", "，"});
}

// “增长73.70，”: digits with decimals between a Chinese character and a mark that ends the clause.
void check_missing_units(const PrintedText& text, Findings& findings) {
  const std::string_view words = text.words();
  for (std::size_t at = 0; at < words.size();) {
    if (!is_digit(words[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < words.size() && (is_digit(words[at]) || words[at] == '.' || words[at] == ',')) ++at;
    const auto figure = parse_figure(words.substr(begin), Unit::Count);
    if (!figure || figure->unit_read || figure->figure.decimals == 0 || begin == 0 || begin + figure->length > at)
      continue;
    const std::string_view after = words.substr(begin + figure->length);
    const bool ends_clause = !prefix_among(after, {"，", ",", "。", "；", ";"}).empty();
    // “12.30、4.50万元” has its unit at the end.
    const std::string_view mark = prefix_among(after, {"，", ","});
    if (!ends_clause || (!mark.empty() && after.size() > mark.size() && is_digit(after[mark.size()]))) continue;
    if (!is_prose(words, begin)) continue;
    const Span clause = clause_at(words, begin);
    const std::string_view before = words.substr(clause.begin, begin - clause.begin);
    if (!has_any(before, {"预算", "支出", "收入", "费", "增加", "减少", "增长", "下降", "占", "资金", "合计", "金额",
                          "结转", "价值"}))
      continue;
    const Span quoted{clause.begin, begin + figure->length};
    findings.add(
        "TXT105",
        {fmt::format("“{}”之后没有单位", quoted.of(words)), fmt::format("No unit after “{}”", quoted.of(words))},
        quote(text, quoted), before);
  }
}

void check_doubled_units(const PrintedText& text, Findings& findings) {
  const std::string_view words = text.words();
  for (const std::string_view doubled : {"万元万元", "万元元", "元元", "万万元", "%%", "％％", "%％"})
    for (auto at = words.find(doubled); at != std::string_view::npos; at = words.find(doubled, at + doubled.size())) {
      // “万元元” holds “元元”, which is found by itself.
      const bool part_of_longer = doubled == "元元" && words.substr(0, at).ends_with("万");
      if (part_of_longer || at == 0 || !(is_digit(words[at - 1]))) continue;
      const Span around = widened(words, {at, at + doubled.size()}, 16, 0);
      findings.add("TXT105",
                   {fmt::format("单位重复：“{}”", doubled), fmt::format("The unit is printed twice: “{}”", doubled)},
                   quote(text, around), around.of(words));
    }
}

}  // namespace

void check_units(const RuleContext& context, Findings& findings) {
  if (is_template(context.disclosure)) return;
  for (const PrintedText& text : printed_texts(context.disclosure)) {
    if (text.kind != TextKind::Body || text.part == 4) continue;
    check_missing_units(text, findings);
    check_doubled_units(text, findings);
  }
}

}  // namespace mingzhang
