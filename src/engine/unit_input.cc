#include "engine/unit_input.h"

#include <fmt/format.h>

#include "base/file.h"
#include "base/paths.h"
#include "read/read.h"

namespace mingzhang {

Error unknown_form(std::string_view form, const Engine& engine) {
  std::string names;
  for (const Form& known : engine.knowledge->forms) names += (names.empty() ? "" : "、") + known.id;
  return {"compile.form.unknown", form.empty() ? "没有给出表式" : fmt::format("没有名为“{}”的表式", form), "用 --form 给出表式，已有的是：" + names, ""};
}

Result<WorkbookLayout> load_layout(const Engine& engine, const Form& form) {
  return load_workbook_layout(catalog_directory() + "/workbook.yaml", *engine.knowledge, form.final_accounts);
}

Result<UnitInput> open_unit(const std::string& path, const Engine& engine) {
  TRY(const std::string bytes, read_file(path));
  return open_unit(bytes, path, engine);
}

Result<UnitInput> open_unit(std::string_view bytes, const std::string& path, const Engine& engine) {
  UnitInput input;
  if (!bytes.starts_with("PK")) {  // a workbook is a ZIP
    TRY(input.data.file, ledger_from_json(bytes, engine.knowledge->space, path));
    return input;
  }
  TRY(const Document document, read_document_bytes(bytes, path));
  const auto id = form_of_workbook(document);
  if (!id) return fail("workbook.foreign", "这不是用 mingzhang new 生成的填报工作簿", "请用 mingzhang new --form 表式 --unit 名称 -o 文件.xlsx 生成；已公开的文件可用 --from 转成下一年度的工作簿。", path);
  const Form* form = engine.knowledge->find_form(*id);
  if (form == nullptr) return fail("workbook.form.unknown", fmt::format("工作簿是按表式“{}”生成的，本软件没有这个表式", *id), "请升级软件，或用 mingzhang new 重新生成。", path);
  TRY(const WorkbookLayout layout, load_layout(engine, *form));
  TRY(TypedUnit typed, read_workbook(document, *form, layout, *engine.knowledge));
  input.data = std::move(typed.data);
  input.problems = std::move(typed.problems);
  input.form = *id;
  return input;
}

std::string print_problems(const InputProblems& problems, const std::string& path, Language language) {
  std::string text;
  for (const InputProblem& problem : problems)
    text += fmt::format("{} {} [{}] {}\n", path, problem.where, problem.id, pick(language, problem.message.zh, problem.message.en));
  return text;
}

}  // namespace mingzhang
