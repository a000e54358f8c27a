// PER103: a quantity without a number, a comparator or a unit.

#include <fmt/format.h>

#include "check/rules/indicators.h"
#include "check/rules/printed_text.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

struct Lack {
  std::string_view zh, en;
};

// Names that say themselves what is counted need no unit.
bool names_its_unit(const Indicator& indicator) {
  return has_any(indicator.name, {"（个", "(个", "（人", "(人", "人次", "人数", "次数", "个数", "天数", "（次", "(次",
                                  "万元", "%", "％"});
}

std::optional<Lack> lack_of(const Indicator& indicator) {
  if (indicator.target.empty()) return Lack{"没有指标值", "has no target"};
  const auto number = number_in(indicator.target);
  if (!number) {
    if (indicator.level2.find("数量") != std::string::npos && indicator.comparator.empty() &&
        has_any(indicator.target, {"若干", "适量", "一批", "部分"}))
      return Lack{"是数量指标，却没有数值", "is a quantity without a number"};
    return std::nullopt;
  }
  if (indicator.comparator.empty()) return Lack{"没有比较符（≥、≤、＝）", "has no comparator (≥, ≤, =)"};
  const bool has_unit = !indicator.unit.empty() || number->unit != Unit::Count || names_its_unit(indicator);
  if (!has_unit) return Lack{"没有计量单位", "has no unit"};
  return std::nullopt;
}

}  // namespace

void check_target_forms(const RuleContext& context, Findings& findings) {
  for (const PerformanceTable& table : context.disclosure.performance)
    for (const Indicator& indicator : table.indicators) {
      const auto lack = lack_of(indicator);
      if (!lack) {
        findings.pass();
        continue;
      }
      findings.add(
          "PER103",
          {fmt::format("指标“{}”{}", indicator.name, lack->zh), fmt::format("“{}” {}", indicator.name, lack->en)},
          place_of(table, indicator), name_of(table) + " " + indicator.name);
    }
}

}  // namespace mingzhang
