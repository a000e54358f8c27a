// mingzhang compile LEDGER --form FORM: a whole disclosure from exact data.
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/file.h"
#include "cli/cli.h"
#include "cli/input.h"
#include "cli/unit_input.h"
#include "publish/edition.h"
#include "publish/publish.h"
#include "write/write.h"

namespace mingzhang {
namespace {

struct CompileOptions {
  std::string path, form;
  std::string format = "text";
  std::string directory;
  std::vector<std::string> accepted, because;
};

Error unknown_form(const std::string& form, const Knowledge& knowledge) {
  std::string names;
  for (const Form& known : knowledge.forms) names += (names.empty() ? "" : "、") + known.id;
  return {"compile.form.unknown", fmt::format("没有名为“{}”的表式", form), "已有的表式：" + names, ""};
}

void tell_audit(const Audit& audit, Context& context) {
  if (audit.error) context.error << fmt::format("{}: [{}] {}\n", audit.name, audit.error->id, audit.error->message);
  for (const std::string& figure : audit.lost)
    context.error << fmt::format("{}: {} {}\n", audit.name, context.pick("读回后不见了", "not read back"), figure);
  const auto tell = [&](const Finding& finding, std::string_view prefix) {
    context.error << fmt::format("{}: {}{} {}\n", audit.name, prefix, finding.code, context.pick(finding.message.zh, finding.message.en));
  };
  for (const Finding& finding : audit.findings) tell(finding, "");
  for (const Finding& finding : audit.accepted) tell(finding, context.pick("已接受 ", "accepted "));
  if (audit.passed())
    context.output << fmt::format("{}: {}\n", audit.name,
                                  fmt::format(fmt::runtime(context.pick("读回 {} 个数字，全部一致", "{} figures read back, all as compiled")), audit.figures));
}

void tell_missing_reasons(const std::vector<MissingReason>& reasons, const std::string& path, Context& context) {
  for (const MissingReason& reason : reasons)
    context.error << fmt::format(fmt::runtime(context.pick("{}: [compile.reason.missing] {}：上年 {}，本年 {}，缺少变动原因\n",
                                                           "{}: [compile.reason.missing] {}: {} last year, {} this year, no reason is given\n")),
                                 path, reason.name, print_with_unit(reason.before), print_with_unit(reason.now));
}

Result<std::vector<Exception>> exceptions_of(const CompileOptions& options) {
  if (options.accepted.size() != options.because.size())
    return fail("cli.usage", "每个 --accept 后面都要有一个 --because，写明接受的理由", "例如 --accept PER101 --because \"财政部门已同意\"", "");
  std::vector<Exception> exceptions;
  for (std::size_t i = 0; i < options.accepted.size(); ++i) exceptions.push_back({options.accepted[i], options.because[i]});
  return exceptions;
}

// Files that do not pass stay beside the release, in a directory that says so.
void run_publish(const CompileOptions& options, const LedgerFile& ledger, const Form& form, const Engine& engine, Context& context) {
  auto exceptions = exceptions_of(options);
  if (!exceptions) return context.fail(exceptions.error());
  const Result<Publication> publication = publish({ledger, form, std::move(*exceptions)}, *engine.knowledge, engine.words);
  if (!publication) return context.fail(publication.error());
  tell_missing_reasons(publication->missing_reasons, options.path, context);
  for (const Audit& audit : publication->audits) tell_audit(audit, context);
  const std::filesystem::path directory = publication->released() ? options.directory : options.directory + "/draft-not-released";
  std::error_code ignored;  // write_file says what is wrong
  std::filesystem::create_directories(directory, ignored);
  for (const PublishedFile& file : publication->files)
    if (const Result<void> written = write_file((directory / file.name).string(), file.bytes); !written) return context.fail(written.error());
  if (!publication->released()) context.exit_code = kFindings;
}

void run_compile(const CompileOptions& options, Context& context) {
  const auto engine = load_engine();
  if (!engine) return context.fail(engine.error());
  const auto input = open_unit(options.path, *engine);
  if (!input) return context.fail(input.error());
  const std::string& id = options.form.empty() ? input->form : options.form;
  const Form* form = engine->knowledge->find_form(id);
  if (form == nullptr) return context.fail(unknown_form(id, *engine->knowledge));
  if (!input->problems.empty()) {
    context.error << print_problems(input->problems, options.path, context.language);
    context.exit_code = kFindings;
    return;
  }
  const LedgerFile& ledger = input->data.file;
  if (!options.directory.empty()) return run_publish(options, ledger, *form, *engine, context);
  const auto compiled = compile_disclosure(ledger, *form, *engine->knowledge);
  if (!compiled) return context.fail(compiled.error());
  tell_missing_reasons(compiled->missing_reasons, options.path, context);
  const Document document = edition_of(*compiled, *form);
  context.output << (options.format == "html" ? write_html(document, {.title = title_of(ledger, *form), .contents = false}) : write_text(document));
}

}  // namespace

void add_compile_command(CLI::App& app, Context& context) {
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  CLI::App* command = app.add_subcommand("compile", say("由账目（ledger）编制整份公开文件", "Compile a whole disclosure from a ledger"));
  const auto options = std::make_shared<CompileOptions>();
  command->add_option("LEDGER", options->path, say("填好的工作簿（mingzhang new），或账目文件（schemas/ledger-1.json）", "The filled workbook (mingzhang new), or a ledger (schemas/ledger-1.json)"))
      ->option_text(say("必需", "REQUIRED"))
      ->required();
  command->add_option("--form", options->form, say("表式，如 xinjiang-budget-2024；工作簿自带表式", "The form, for example xinjiang-budget-2024; a workbook names its own"))
      ->option_text("FORM");
  command->add_option("--format", options->format, say("输出格式：text（默认）或 html", "Output: text (default) or html"))
      ->option_text("text|html")
      ->check(CLI::IsMember({"text", "html"}));
  command->add_option("-o,--output", options->directory,
                      say("写入这个目录：docx、pdf、xlsx、html 各一份和开放数据；每份都先读回核对，不一致的不放行",
                          "Write into this directory: DOCX, PDF, XLSX, HTML and open data, each read back and checked before release"))
      ->option_text(say("目录", "DIR"));
  command->add_option("--accept", options->accepted, say("接受这种问题而放行，须写明理由，可重复", "Release in spite of findings of this code; may be repeated"))
      ->option_text(say("代码", "CODE"));
  command->add_option("--because", options->because, say("接受的理由，随文件一起输出", "Why it is accepted; goes out with the files"))
      ->option_text(say("理由", "TEXT"));
  command->callback([options, &context] { run_compile(*options, context); });
}

}  // namespace mingzhang
