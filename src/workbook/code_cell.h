#pragma once
// A code as a clerk types it: "2080505", "2080505 机关事业单位基本养老保险缴费支出".

#include <string>
#include <string_view>

#include "codes/catalog.h"
#include "cube/space.h"
#include "workbook/input_problem.h"

namespace mingzhang {

struct CodeReading {
  std::string code;  // "" when the cell holds none
  std::string name;  // in that year; "" when unknown
  InputProblem problem;  // id "" when there is none; `where` is the caller's
};

// `name`: what stands beside it as the code's name, "" for nothing. d: Function or Economic.
CodeReading read_code_cell(const Catalog& catalog, Dimension d, std::string_view cell, std::string_view name, int year);

}  // namespace mingzhang
