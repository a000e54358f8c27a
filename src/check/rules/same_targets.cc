// PER104: one target, told in two ways: in the table of the whole unit and in that of a project, or in the words of a
// goal and in the indicators.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "check/rules/indicators.h"
#include "check/rules/names.h"
#include "check/rules/printed_text.h"
#include "check/rules/rules.h"
#include "codes/catalog.h"

namespace mingzhang {
namespace {

constexpr int kSameThingPercent = 80;
constexpr std::size_t kSpecificCharacters = 4;

struct Target {
  std::string core;  // of what it counts
  std::int64_t number = 0;
  std::string unit, words;  // "个", "≥100个"
  const PerformanceTable* table = nullptr;
  bool in_goal = false;
  FindingPlace at;
};

// Words that any target may have.
std::string core_of(std::string_view words) {
  std::string core = normalised_name(words);
  for (const std::string_view filler :
       Literals{"本年度", "本年",   "年度", "全年", "当年", "预计", "计划", "拟",   "完成", "开展", "组织", "实施",
        "进行",   "做好",   "举办", "工作", "项目", "情况", "任务", "数量", "次数", "个数", "人数", "不少于",
        "不低于", "不高于", "达到", "达",   "以上", "约",   "共",   "及",   "等",   "的",   "了",   "数"})
    for (auto at = find_word(core, filler); at != std::string::npos; at = find_word(core, filler)) core.erase(at, filler.size());
  return core;
}

// Rates and satisfaction of the whole unit are not those of one project.
bool is_general(std::string_view name) {
  return has_any(name, {"满意", "完成率", "合格率", "及时率", "达标率", "执行率"});
}

void add_indicators(const PerformanceTable& table, std::vector<Target>& targets) {
  for (const Indicator& indicator : table.indicators) {
    const auto number = number_in(indicator.target);
    if (!number || is_general(indicator.name)) continue;
    targets.push_back({core_of(indicator.name), scaled(*number), indicator.unit,
                       indicator.comparator + indicator.target + indicator.unit, &table, false,
                       place_of(table, indicator)});
  }
}

constexpr std::array<std::string_view, 21> kUnits = {"个", "项", "次",   "份",   "人", "家",   "户",
                                                     "场", "期", "件",   "篇",   "批", "亩",   "套",
                                                     "台", "辆", "公里", "人次", "%",  "万元", "平方米"};

std::string_view unit_at(std::string_view text) {
  std::string_view best;
  for (const std::string_view unit : kUnits)
    if (text.starts_with(unit) && unit.size() > best.size()) best = unit;
  return best;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// “本年度预计评审政府投资项目80个”: what stands in the clause before a number with a unit.
void add_goal(const PerformanceTable& table, std::vector<Target>& targets) {
  const std::string_view words = table.goal.text;
  for (std::size_t at = 0; at < words.size();) {
    const auto figure = is_digit(words[at]) ? parse_figure(words.substr(at), Unit::Count) : std::nullopt;
    if (!figure) {
      ++at;
      continue;
    }
    std::size_t end = at + figure->length;
    const std::string_view unit = figure->unit_read ? unit_name(figure->figure.unit) : unit_at(words.substr(end));
    if (!figure->unit_read) end += unit.size();
    std::size_t begin = clause_at(words, at).begin;
    if (const auto mark = words.rfind("、", at); mark != std::string_view::npos && mark >= begin)
      begin = mark + std::string_view("、").size();
    const std::string_view name = words.substr(begin, at - begin);
    if (!unit.empty() && !is_general(name)) {
      FindingPlace place;
      place.place = table.goal.place_at(begin, end - begin);
      place.table = table.title;
      place.quote = words.substr(begin, end - begin);
      targets.push_back({core_of(name), scaled(figure->figure), std::string(unit),
                         std::string(words.substr(at, end - at)), &table, true, place});
    }
    at = end;
  }
}

// Two projects may well have targets of one name; a whole and its parts, or words and table, may not differ.
bool should_agree(const Target& a, const Target& b) {
  if (a.table == b.table) return a.in_goal != b.in_goal;
  return a.table->whole_unit != b.table->whole_unit;
}

bool is_same_thing(const Target& a, const Target& b) {
  return a.unit == b.unit && count_code_points(a.core) >= kSpecificCharacters &&
         count_code_points(b.core) >= kSpecificCharacters && shared_characters(a.core, b.core) >= kSameThingPercent;
}

// What repeats the second value in other words, in its own table.
bool seconds(const Target& other, const Target& target) {
  return other.table == target.table && other.number == target.number && other.unit == target.unit &&
         other.in_goal != target.in_goal && common_run(other.core, target.core) >= 2;
}

}  // namespace

void check_same_targets(const RuleContext& context, Findings& findings) {
  std::vector<Target> targets;
  for (const PerformanceTable& table : context.disclosure.performance) {
    add_indicators(table, targets);
    add_goal(table, targets);
  }
  std::vector<char> told(targets.size());
  for (std::size_t i = 0; i < targets.size(); ++i)
    for (std::size_t j = i + 1; j < targets.size(); ++j) {
      const Target &a = targets[i], &b = targets[j];
      if (told[j] || !should_agree(a, b) || !is_same_thing(a, b)) continue;
      if (a.number == b.number) {
        findings.pass();
        continue;
      }
      told[j] = true;
      Finding& finding =
          findings.add("PER104",
                       {fmt::format("同一目标有两个值：“{}”与“{}”", a.at.quote, b.at.quote),
                        fmt::format("One target with two values: “{}” and “{}”", a.at.quote, b.at.quote)},
                       a.at, a.core);
      finding.related.push_back(b.at);
      for (std::size_t k = 0; k < targets.size(); ++k) {
        if (k == j || !seconds(targets[k], b)) continue;
        told[k] = true;
        finding.related.push_back(targets[k].at);
      }
    }
}

}  // namespace mingzhang
