#pragma once
// What was reached of the targets, as the unit reports it after the year: the other half of a self-evaluation.

#include <map>
#include <string>
#include <vector>

namespace mingzhang {

struct Actual {
  std::string value;  // 实际完成值, as typed: "98", "已建立"
  std::string proof;  // 佐证
};

// Beside UnitFacts: as many as there are indicators, in their order.
struct Actuals {
  std::vector<Actual> whole_unit;
  std::map<std::string, std::vector<Actual>, std::less<>> projects;  // by name
};

}  // namespace mingzhang
