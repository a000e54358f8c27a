#pragma once
// What was reached of the targets, as the unit reports it after the year: the other half of a self-evaluation.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "compile/unit_facts.h"
#include "money/amount.h"

namespace mingzhang {

struct Actual {
  std::string value;  // 实际完成值, as typed: "98", "达成 95%"
  std::string proof;  // 佐证
};

// Of the whole unit or of a project, beside its indicators and in their order.
struct GroupActuals {
  std::vector<Actual> indicators;
  std::optional<Amount> executed;  // 全年执行数
};

struct Actuals {
  GroupActuals whole_unit;
  std::map<std::string, GroupActuals, std::less<>> projects;  // by name
};

// {"mingzhang": "actuals", "version": 1, "executed": "1234.50", "indicators": [{"name", "actual", "proof"}], "projects": [{"name",
// "executed", "indicators"}]}: amounts in 元, indicators by their names. Errors: actuals.json.invalid, .too_deep, .unknown for a
// name that the facts do not have.
Result<Actuals> actuals_from_json(std::string_view json, const UnitFacts& facts, const std::string& path);

}  // namespace mingzhang
