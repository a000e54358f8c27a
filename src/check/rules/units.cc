// TXT105: amounts without a unit, and units printed twice.

#include <fmt/format.h>

#include "check/rules/printed_text.h"
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

// Digits with their points and commas.
std::vector<Span> numbers_in(std::string_view words) {
  std::vector<Span> numbers;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!is_digit(words[at])) continue;
    const std::size_t begin = at;
    while (at < words.size() && (is_digit(words[at]) || words[at] == '.' || words[at] == ',')) ++at;
    numbers.push_back({begin, at});
  }
  return numbers;
}

// “增长73.70，”: digits with decimals between a Chinese character and a mark that ends the clause.
void check_missing_unit(const PrintedText& text, Span number, Findings& findings) {
  const std::string_view words = text.words(), digits = number.of(words);
  const bool may_end_clause = digits.find(',') != std::string_view::npos ||
                              !prefix_among(words.substr(number.end), {"，", "。", "；", ";"}).empty();
  if (!may_end_clause || digits.find('.') == std::string_view::npos) return;  // most have a unit
  const auto figure = parse_figure(words.substr(number.begin), Unit::Count);
  if (!figure || figure->unit_read || figure->figure.decimals == 0 || number.begin == 0 ||
      figure->length > digits.size())
    return;
  const Span quoted{clause_at(words, number.begin).begin, number.begin + figure->length};
  const std::string_view after = words.substr(quoted.end);
  const bool ends_clause = !prefix_among(after, {"，", ",", "。", "；", ";"}).empty();
  // “12.30、4.50万元” has its unit at the end.
  const std::string_view mark = prefix_among(after, {"，", ","});
  if (!ends_clause || (!mark.empty() && after.size() > mark.size() && is_digit(after[mark.size()]))) return;
  if (!is_prose(words, number.begin)) return;
  const std::string_view before = words.substr(quoted.begin, number.begin - quoted.begin);
  if (!has_any(before, {"预算", "支出", "收入", "费", "增加", "减少", "增长", "下降", "占", "资金", "合计", "金额",
                        "结转", "价值"}))
    return;
  findings.add("TXT105",
               {fmt::format("“{}”之后没有单位", quoted.of(words)), fmt::format("No unit after “{}”", quoted.of(words))},
               quote(text, quoted), before);
}

void check_doubled_unit(const PrintedText& text, Span number, Findings& findings) {
  const std::string_view words = text.words();
  const std::string_view doubled =
      prefix_among(words.substr(number.end), {"万元万元", "万元元", "元元", "万万元", "%%", "％％", "%％"});
  if (doubled.empty() || !is_digit(words[number.end - 1])) return;
  const Span around = widened(words, {number.end, number.end + doubled.size()}, 16, 0);
  findings.add("TXT105",
               {fmt::format("单位重复：“{}”", doubled), fmt::format("The unit is printed twice: “{}”", doubled)},
               quote(text, around), around.of(words));
}

}  // namespace

void check_units(const RuleContext& context, Findings& findings) {
  for (const PrintedText& text : context.texts) {
    if (text.kind != TextKind::Body || text.glossary) continue;
    for (const Span number : numbers_in(text.words())) {
      check_missing_unit(text, number, findings);
      check_doubled_unit(text, number, findings);
    }
  }
}

}  // namespace mingzhang
