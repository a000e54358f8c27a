#pragma once
// Every check there is, and everything that is said about it: `mingzhang explain`, the web page, docs/checks.md and the
// headline of each finding come from here. The entries stand in checks_<family>.def, one file per family.

#include <span>
#include <string_view>

#include "check/report.h"

namespace mingzhang {

struct CheckText {
  std::string_view zh, en;
};

struct CheckInfo {
  std::string_view code;                // "SUM101": never changes its meaning, never reused
  std::string_view name;                // names the defect: "total-differs-from-parts"
  Severity severity = Severity::Error;  // unless the finding itself knows better
  CheckText title;                        // the headline: what is wrong
  CheckText why;                          // why it matters
  CheckText how_decided;                  // the arithmetic, with its rounding
  CheckText cannot_see;                   // what stays unseen, and when it is not a fault
  CheckText bad_example;
  CheckText good_example;
  CheckText legal_basis;
  std::string_view since;  // version that brought the check
};

struct CheckFamily {
  std::string_view prefix;  // "SUM"
  CheckText title;
};

std::span<const CheckInfo> all_checks();                     // by family, then by code
const CheckInfo* find_check(std::string_view code_or_name);  // nullptr when there is none

std::span<const CheckFamily> check_families();  // in the order of all_checks()
std::span<const CheckInfo> checks_of(const CheckFamily& family);

}  // namespace mingzhang
