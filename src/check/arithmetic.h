#pragma once
// What cannot be true together, as findings: one wrong figure is one finding, with the calculation that shows it and the value
// it should have.

#include "check/model.h"
#include "check/rule.h"

namespace mingzhang {

struct ArithmeticOptions {
  bool joint = true;  // false: bound propagation only, conflicts are reported without their cause
  SolverLimits limits = {};
};

void check_arithmetic(const Disclosure& disclosure, const Knowledge& knowledge, const ArithmeticOptions& options,
                      FileReport& report, Findings& findings);

}  // namespace mingzhang
