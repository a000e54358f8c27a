#include "workbook/check_targets.h"

#include <fmt/format.h>

namespace mingzhang {
namespace {

constexpr int kWeightDecimals = 2;
// In national practice 10 of the 100 are for the execution of the budget (财预〔2020〕10号), and many tables leave them out.
constexpr std::int64_t kFullWeight = 100'00, kWithoutExecution = 90'00;

// In hundredths.
std::optional<std::int64_t> weight_of(const std::string& text) {
  const auto parsed = parse_figure(text, Unit::Count);
  if (!parsed || parsed->length != text.size() || parsed->figure.decimals > kWeightDecimals) return std::nullopt;
  std::int64_t weight = parsed->figure.coefficient;
  for (int i = parsed->figure.decimals; i < kWeightDecimals; ++i)
    if (__builtin_mul_overflow(weight, 10, &weight)) return std::nullopt;
  return weight;
}

class TargetChecker {
 public:
  explicit TargetChecker(TypedUnit& typed) : typed_(typed) {}

  void group(const std::string& name, const std::vector<Indicator>& indicators) {
    std::int64_t sum = 0;
    bool known = true;
    for (const Indicator& each : indicators) {
      check_target(each);
      const auto weight = weight_of(each.weight);
      if (!weight || *weight < 0 || *weight > kFullWeight) {
        known = false;
        if (!each.weight.empty())
          report("workbook.weight", each.weight_place.cell.str(), fmt::format("权重“{}”不是 0 到 100 的数字", each.weight), fmt::format("The weight {} is no number from 0 to 100", each.weight));
      } else {
        sum += *weight;
      }
    }
    if (!known || indicators.empty() || sum == kFullWeight || sum == kWithoutExecution) return;
    const std::string shown = print({sum, kWeightDecimals, Unit::Count});
    report("workbook.weights", indicators.front().weight_place.cell.str(), fmt::format("{}的权重合计 {} 分，应为 100 分（预算执行率另计 10 分的为 90 分）", name.empty() ? "部门整体指标" : "项目“" + name + "”指标", shown),
           fmt::format("The weights of {} are {} together; they must be 100, or 90 when 10 are for the execution of the budget", name.empty() ? "the whole unit" : name, shown));
  }

 private:
  void report(std::string id, std::string where, std::string zh, std::string en) {
    typed_.problems.push_back({std::move(id), std::move(where), {std::move(zh), std::move(en)}});
  }

  void check_target(const Indicator& indicator) {
    const std::string& at = indicator.target_place.cell.str();
    const std::string& target = indicator.target;
    if (target.empty()) return;
    const auto parsed = parse_figure(target, Unit::Count);
    const bool number = parsed && parsed->length == target.size();
    if (number && indicator.comparator.empty())
      report("workbook.target.comparator", at, fmt::format("“{}”的目标值 {} 是数字，请选比较符（≥、≤、＝ 等）", indicator.name, target), fmt::format("The target of {} is the number {}: choose a comparator", indicator.name, target));
    if (number && indicator.unit.empty() && !parsed->unit_read)
      report("workbook.target.unit", at, fmt::format("“{}”的目标值 {} 没有计量单位", indicator.name, target), fmt::format("The target of {}, {}, has no unit", indicator.name, target));
    if (!number && !indicator.comparator.empty() && !is_range(target))
      report("workbook.target.words", at, fmt::format("“{}”选了比较符，目标值“{}”却不是数字。定量指标请填数字，定性指标请清空比较符", indicator.name, target),
             fmt::format("{} has a comparator, but its target {} is no number. Write a number, or clear the comparator", indicator.name, target));
  }

  // "95-98", "95~98"
  static bool is_range(const std::string& target) {
    const auto first = parse_figure(target, Unit::Count);
    if (!first) return false;
    std::string_view rest = std::string_view(target).substr(first->length);
    for (const std::string_view between : {"-", "~", "～", "—", "－", "至"})
      if (rest.starts_with(between)) {
        rest.remove_prefix(between.size());
        const auto second = parse_figure(rest, Unit::Count);
        return second && second->length == rest.size();
      }
    return false;
  }

  TypedUnit& typed_;
};

}  // namespace

void check_targets(TypedUnit& typed) {
  TargetChecker checker(typed);
  const UnitFacts& facts = typed.data.file.facts;
  checker.group("", facts.indicators);
  for (const ProjectFacts& project : facts.projects) checker.group(project.name, project.indicators);
}

}  // namespace mingzhang
