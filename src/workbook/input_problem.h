#pragma once
// What is wrong with what a clerk typed. Unlike an Error there are many at once, and unlike a Finding nothing has been
// disclosed yet: each stands at a cell and says what to do. Its id is listed in base/errors.def.

#include <string>
#include <vector>

#include "check/report.h"

namespace mingzhang {

struct InputProblem {
  std::string id;     // "workbook.code.unknown"
  std::string where;  // "支出明细!A7"
  Bilingual message;  // what is wrong, and what to do
};

using InputProblems = std::vector<InputProblem>;

}  // namespace mingzhang
