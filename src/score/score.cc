#include "score/score.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace mingzhang {
namespace {

using Wide = __int128;

constexpr int kDecimalsMax = 6;                              // of targets and results
constexpr std::int64_t kLargest = 1'000'000'000'000;         // so that no product overflows
constexpr int kFull = 100'00, kExecution = 10'00;            // hundredths of a point
constexpr int kFarPercent = 130;                             // results beyond it say that the target was set too low
constexpr std::string_view kBetween[] = {"-", "~", "～", "—", "－", "至"};

// A number in steps of 1e-6.
struct Number {
  std::int64_t steps = 0;
  std::size_t length = 0;
};

std::optional<Number> number_at(std::string_view text) {
  const auto parsed = parse_figure(text, Unit::Count);
  if (!parsed || parsed->figure.decimals > kDecimalsMax || parsed->figure.coefficient > kLargest || parsed->figure.coefficient < -kLargest) return std::nullopt;
  std::int64_t steps = parsed->figure.coefficient;
  for (int i = parsed->figure.decimals; i < kDecimalsMax; ++i)
    if (__builtin_mul_overflow(steps, 10, &steps)) return std::nullopt;
  return Number{steps, parsed->length};
}

// The whole text is one number, perhaps with the indicator's unit behind it.
std::optional<std::int64_t> number_of(std::string_view text, std::string_view unit) {
  text = trimmed(text);
  if (!unit.empty() && text.ends_with(unit)) text = trimmed(text.substr(0, text.size() - unit.size()));
  const auto number = number_at(text);
  if (!number || number->length != text.size()) return std::nullopt;
  return number->steps;
}

struct Range {
  std::int64_t low = 0, high = 0;
};

std::optional<Range> range_of(std::string_view text, std::string_view unit) {
  const auto low = number_at(text);
  if (!low) return std::nullopt;
  const std::string_view rest = text.substr(low->length);
  for (const std::string_view between : kBetween)
    if (rest.starts_with(between)) {
      const auto high = number_of(rest.substr(between.size()), unit);
      return high && *high >= low->steps ? std::optional(Range{low->steps, *high}) : std::nullopt;
    }
  return std::nullopt;
}

// weight x part / whole, rounded half away from zero, within 0 and the weight.
int share(int weight, std::int64_t part, std::int64_t whole) {
  if (whole <= 0 || part >= whole) return weight;
  if (part <= 0) return 0;
  return static_cast<int>((static_cast<Wide>(weight) * part * 2 + whole) / (static_cast<Wide>(whole) * 2));
}

int by_completion(const std::string& comparator, int weight, Range target, std::int64_t actual) {
  const int reached = share(weight, actual, target.low);       // how much of the lower end
  const int kept = actual <= target.high ? weight : target.high <= 0 ? 0 : share(weight, target.high, actual);
  if (comparator == ">=" || comparator == ">") return target.low <= 0 ? (actual >= target.low ? weight : 0) : reached;
  if (comparator == "<=" || comparator == "<") return kept;
  if (actual >= target.low && actual <= target.high) return weight;
  return actual < target.low ? (target.low <= 0 ? 0 : reached) : kept;
}

struct Grade {
  std::string_view word;
  int low, high;  // percent of the weight
};
// The longer words first: 未达成 and 部分达成 hold 达成.
constexpr Grade kGrades[] = {{"未达成", 0, 60}, {"部分达成", 60, 80}, {"基本达成", 60, 80}, {"达成", 80, 100}};

void by_grade(int weight, const std::string& actual, ScoredIndicator& scored) {
  for (const Grade& grade : kGrades) {
    const std::size_t at = actual.find(grade.word);
    if (at == std::string::npos) continue;
    std::string_view rest = trimmed(std::string_view(actual).substr(at + grade.word.size()));
    for (const std::string_view word : {"预期指标", "并具有一定效果", "且效果较差", "，", "：", ":"})
      if (rest.starts_with(word)) rest = trimmed(rest.substr(word.size()));
    std::optional<std::int64_t> percent = rest.empty() && grade.high == 100 ? std::optional<std::int64_t>(100'000'000) : number_of(rest, "%");
    if (!percent || *percent < grade.low * 1'000'000LL || *percent > grade.high * 1'000'000LL) {
      scored.remark_zh = fmt::format("“{}”的得分比例应在 {}%–{}% 之间，写成“{} {}%”", grade.word, grade.low, grade.high, grade.word, (grade.low + grade.high) / 2);
      scored.remark_en = fmt::format("{} earns {} to {} %; write as in {} {}%", grade.word, grade.low, grade.high, grade.word, (grade.low + grade.high) / 2);
      return;
    }
    scored.score = share(weight, *percent, 100'000'000);
    return;
  }
  scored.remark_zh = "定性指标的实际完成值应写 达成、部分达成 或 未达成，后面写得分比例，如 部分达成 70%";
  scored.remark_en = "The result of a qualitative target is 达成, 部分达成 or 未达成 with a percentage, as 部分达成 70%";
}

ScoredGroup score_group(const std::string& project, const std::vector<Indicator>& indicators, const GroupActuals& actuals, Amount budget) {
  ScoredGroup group;
  group.project = project;
  int weights = 0, total = 0;
  bool whole = !indicators.empty();
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    group.indicators.push_back(score_indicator(indicators[i], i < actuals.indicators.size() ? actuals.indicators[i] : Actual()));
    const ScoredIndicator& one = group.indicators.back();
    weights += one.weight.value_or(0);
    total += one.score.value_or(0);
    whole = whole && one.score;
  }
  if (actuals.executed && budget.fen() > 0) {
    ScoredExecution execution{budget, *actuals.executed, 0, 0};
    const std::int64_t executed = std::max<std::int64_t>(0, actuals.executed->fen());
    execution.rate = static_cast<int>(std::min<Wide>(1'000'000, (static_cast<Wide>(executed) * 20'000 + budget.fen()) / (static_cast<Wide>(budget.fen()) * 2)));
    execution.score = share(kExecution, executed, budget.fen());
    group.execution = execution;
  }
  const bool counts = weights == kFull - kExecution;
  whole = whole && (weights == kFull || (counts && group.execution));
  if (counts && group.execution) total += group.execution->score;
  if (whole) group.total = total;
  return group;
}

}  // namespace

ScoredIndicator score_indicator(const Indicator& indicator, const Actual& actual) {
  ScoredIndicator scored;
  scored.indicator = indicator;
  scored.actual = actual;
  const auto weight = number_of(indicator.weight, "");
  if (!weight || *weight < 0 || *weight > 100'000'000 || *weight % 10'000 != 0) {
    scored.remark_zh = fmt::format("权重“{}”不是 0 到 100、最多两位小数的数字", indicator.weight);
    scored.remark_en = fmt::format("The weight {} is no number from 0 to 100 with at most two decimals", indicator.weight);
    return scored;
  }
  scored.weight = static_cast<int>(*weight / 10'000);
  if (actual.value.empty()) {
    scored.remark_zh = "没有填实际完成值";
    scored.remark_en = "No result was entered";
    return scored;
  }
  if (indicator.comparator.empty()) {
    by_grade(*scored.weight, actual.value, scored);
    return scored;
  }
  std::optional<Range> target = range_of(indicator.target, indicator.unit);
  if (const auto one = number_of(indicator.target, indicator.unit); one) target = Range{*one, *one};
  const auto reached = number_of(actual.value, indicator.unit);
  if (!target || !reached) {
    scored.remark_zh = fmt::format("{}“{}”不是数字，不能与目标比较", target ? "实际完成值" : "目标值", target ? actual.value : indicator.target);
    scored.remark_en = fmt::format("The {} {} is no number and cannot be compared", target ? "result" : "target", target ? actual.value : indicator.target);
    return scored;
  }
  scored.score = by_completion(indicator.comparator, *scored.weight, *target, *reached);
  const bool more_is_better = indicator.comparator == ">=" || indicator.comparator == ">";
  if (more_is_better && target->low > 0 && static_cast<Wide>(*reached) * 100 > static_cast<Wide>(target->low) * kFarPercent) {
    scored.remark_zh = "完成值超过目标 30% 以上，须说明是否目标值偏低，并适度调减分值";
    scored.remark_en = "More than 30 % above the target: say whether the target was too low, and lower the score accordingly";
  }
  return scored;
}

std::vector<ScoredGroup> score_unit(const LedgerFile& file, const Actuals& actuals) {
  const Space& space = file.ledger.space;
  Amount all;
  std::map<std::string, Amount> budgets;
  const std::string year = std::to_string(file.year);
  for (const LedgerLine& line : file.ledger.lines) {
    const auto id = [&](Dimension d) -> const std::string& { return space.tree(d).id(line.point[d].handle()); };
    const bool spent = id(Dimension::Flow).empty() || id(Dimension::Flow) == "expenditure";
    if (id(Dimension::Year) != year || id(Dimension::Measure) != "budget" || id(Dimension::Stage) != "budget" || !spent) continue;
    all = Amount::checked_add(all, line.amount).value_or(all);
    Amount& budget = budgets[id(Dimension::Project)];
    budget = Amount::checked_add(budget, line.amount).value_or(budget);
  }
  std::vector<ScoredGroup> groups;
  if (!file.facts.indicators.empty()) {
    groups.push_back(score_group("", file.facts.indicators, actuals.whole_unit, all));
    groups.back().responsible = file.facts.contact;
    groups.back().goal = file.facts.goal;
  }
  for (const ProjectFacts& project : file.facts.projects) {
    if (project.indicators.empty()) continue;
    const auto found = actuals.projects.find(project.name);
    groups.push_back(score_group(project.name, project.indicators, found == actuals.projects.end() ? GroupActuals() : found->second, budgets[project.name]));
    groups.back().responsible = project.responsible;
    groups.back().goal = project.goal;
  }
  return groups;
}

std::string print_hundredths(int value) { return fmt::format("{}.{:02}", value / 100, value % 100); }

}  // namespace mingzhang
