#pragma once
// What a unit typed, as a ledger file or as a workbook, told apart by content.

#include <optional>
#include <string>
#include <string_view>

#include "base/language.h"
#include "base/result.h"
#include "engine/engine.h"
#include "workbook/workbook.h"

namespace mingzhang {

struct UnitInput {
  UnitData data;
  std::string form;        // of the workbook; "" of a ledger file, which may be printed in any
  InputProblems problems;  // of the workbook
};

// Errors: read.*, ledger.json.*, workbook.foreign, workbook.form.unknown, catalog.*.
Result<UnitInput> open_unit(const std::string& path, const Engine& engine);
Result<UnitInput> open_unit(std::string_view bytes, const std::string& path, const Engine& engine);

// compile.form.unknown, with the forms there are; `form` is "" when none was given.
Error unknown_form(std::string_view form, const Engine& engine);

Result<WorkbookLayout> load_layout(const Engine& engine, const Form& form);

// "单位填报.xlsx 支出明细!A7 [workbook.code.unknown] ...", a line each; "" without problems.
std::string print_problems(const InputProblems& problems, const std::string& path, Language language);

}  // namespace mingzhang
