// mingzhang compile LEDGER|DIR... --form FORM: whole disclosures from exact data.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/paths.h"
#include "batch/catalog_version.h"
#include "batch/publish_batch.h"
#include "cli/cli.h"
#include "cli/interrupt.h"
#include "cli/progress_style.h"
#include "engine/engine.h"
#include "engine/unit_input.h"
#include "publish/edition.h"
#include "publish/html_edition.h"
#include "publish/publication_text.h"
#include "publish/publish.h"
#include "write/write.h"

namespace mingzhang {
namespace {

struct CompileOptions {
  std::vector<std::string> paths;
  std::string form;
  std::string format = "text";
  std::string directory;
  std::vector<std::string> formats, accepted, because;
  int jobs = 0;  // 0: as many as there are processors
  bool resume = false;
  std::string progress = "auto";
};

Result<std::vector<Exception>> exceptions_of(const CompileOptions& options) {
  if (options.accepted.size() != options.because.size())
    return fail("cli.usage", "每个 --accept 后面都要有一个 --because，写明接受的理由", "例如 --accept PER101 --because \"财政部门已同意\"", "");
  std::vector<Exception> exceptions;
  for (std::size_t i = 0; i < options.accepted.size(); ++i) exceptions.push_back({options.accepted[i], options.because[i]});
  return exceptions;
}

Result<PublishFormats> formats_of(const CompileOptions& options) {
  if (options.formats.empty()) return PublishFormats{};
  PublishFormats formats{false, false, false, false, false};
  const std::pair<std::string_view, bool*> names[] = {
      {"docx", &formats.docx}, {"pdf", &formats.pdf}, {"xlsx", &formats.xlsx}, {"html", &formats.html}, {"data", &formats.data}};
  for (const std::string& wanted : options.formats) {
    const auto known = std::find_if(std::begin(names), std::end(names), [&](const auto& each) { return each.first == wanted; });
    if (known == std::end(names)) return fail("cli.usage", fmt::format("--formats 里没有“{}”这种文件", wanted), "可以写 docx、pdf、xlsx、html、data，用逗号分开。", "");
    *known->second = true;
  }
  return formats;
}

Result<const Form*> form_of(const UnitInput& input, const CompileOptions& options, const Engine& engine) {
  const std::string& id = options.form.empty() ? input.form : options.form;
  const Form* form = engine.knowledge->find_form(id);
  if (form == nullptr) return tl::unexpected<Error>(unknown_form(id, engine));
  return form;
}

Result<void> publish_one(const CompileOptions& options, const LedgerFile& ledger, const Form& form, const Engine& engine, Context& context) {
  TRY(const std::vector<Exception> exceptions, exceptions_of(options));
  TRY(const PublishFormats formats, formats_of(options));
  TRY(const Publication publication, publish({ledger, form, exceptions, formats}, *engine.knowledge, engine.words));
  context.error << print_troubles(publication, options.paths.front(), context.language);
  context.output << print_passed(publication, context.language);
  TRY(const std::string directory, write_publication(publication, options.directory));
  if (publication.released()) return {};
  context.error << fmt::format(fmt::runtime(context.pick("未放行：文件在 {}\n", "Not released: the files are in {}\n")), directory);
  context.exit_code = kFindings;
  return {};
}

Result<void> compile_one(const CompileOptions& options, const Engine& engine, Context& context) {
  const std::string& path = options.paths.front();
  TRY(const UnitInput input, open_unit(path, engine));
  TRY(const Form* form, form_of(input, options, engine));
  if (!input.problems.empty()) {
    context.error << print_problems(input.problems, path, context.language);
    context.exit_code = kFindings;
    return {};
  }
  const LedgerFile& ledger = input.data.file;
  if (!options.directory.empty()) return publish_one(options, ledger, *form, engine, context);
  TRY(const Compiled compiled, compile_disclosure(ledger, *form, *engine.knowledge));
  context.error << print_unplaced(compiled.unplaced, path, context.language) << print_missing_reasons(compiled.missing_reasons, path, context.language);
  context.output << (options.format == "html" ? html_edition(compiled, ledger, *form, *engine.knowledge) : write_text(edition_of(compiled, *form)));
  return {};
}

// ---- many units

std::string summary(const PublishBatchOutcome& outcome, Language language) {
  const bool english = language == Language::English;
  std::string text = fmt::format(fmt::runtime(english ? "released {} units, {} figures read back; not released {}; with problems in what was typed {}; could not be read {}"
                                                      : "放行 {} 个单位，读回 {} 个数字；未放行 {} 个；填报有错 {} 个；读不了 {} 个"),
                                 outcome.released, outcome.figures, outcome.drafts, outcome.with_problems, outcome.failed);
  if (outcome.resumed > 0) text += fmt::format(fmt::runtime(english ? "; {} were released before" : "；{} 个上次已放行"), outcome.resumed);
  if (outcome.skipped > 0) text += fmt::format(fmt::runtime(english ? "; skipped {} other files" : "；跳过 {} 份别的文件"), outcome.skipped);
  return text + "\n";
}

// What the files depend on besides what was typed.
Result<std::string> version_of(const CompileOptions& options, const Context& context) {
  TRY(std::string version, catalog_version(catalog_directory(), context.version));
  for (const auto* list : {&options.formats, &options.accepted, &options.because})
    for (const std::string& each : *list) version += " " + each;
  return version + " " + options.form;
}

Result<void> compile_many(const CompileOptions& options, const Engine& engine, Context& context) {
  if (options.directory.empty()) return fail("cli.usage", "编制一个目录或多个文件时，要用 -o 给出放结果的目录", "例如 mingzhang compile 填报/ -o 公开/", "");
  TRY(const std::vector<UnitFile> units, collect_units(options.paths));
  if (units.empty()) return fail("compile.no_units", "没有找到可以编制的工作簿（.xlsx）或账目（.json）", "请检查给出的目录和文件。", options.paths.front());
  PublishBatchOptions batch{.told = context.error, .progress = context.error, .directory = options.directory, .exceptions = {}, .version = {}, .finished = {}};
  TRY(batch.exceptions, exceptions_of(options));
  TRY(batch.formats, formats_of(options));
  TRY(batch.version, version_of(options, context));
  const int processors = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  batch.jobs = std::min<int>(options.jobs > 0 ? options.jobs : processors, static_cast<int>(units.size()));
  batch.language = context.language;
  batch.style = progress_style(options.progress, units.size());
  std::error_code ignored;  // ResultsFile says what is wrong
  std::filesystem::create_directories(options.directory, ignored);
  const std::string path = (std::filesystem::path(options.directory) / "compile.jsonl").string();
  if (options.resume) batch.finished = released_units(path, batch.version);
  TRY(ResultsFile results, ResultsFile::open(path, options.resume));
  batch.results = &results;
  const OpenUnit open = [&](const std::string& bytes, const std::string& file) -> Result<TypedFile> {
    TRY(UnitInput input, open_unit(bytes, file, engine));
    TRY(const Form* form, form_of(input, options, engine));
    return TypedFile{std::move(input.data.file), form, print_problems(input.problems, file, context.language)};
  };
  TRY(const PublishBatchOutcome outcome, publish_batch(units, open, *engine.knowledge, engine.words, batch, interrupted()));
  context.error << summary(outcome, context.language);
  if (outcome.interrupted) return fail("compile.interrupted", "编制被中断，只做完了一部分", "用 --resume 可以接着做。", "");
  if (outcome.drafts + outcome.with_problems > 0) context.exit_code = kFindings;
  if (outcome.failed > 0) context.exit_code = kCannotProceed;
  return {};
}

Result<void> run_compile(const CompileOptions& options, Context& context) {
  TRY(const Engine engine, load_engine());
  std::error_code ignored;  // what cannot be read is told when it is opened
  const bool many = options.paths.size() > 1 || std::filesystem::is_directory(options.paths.front(), ignored);
  return many ? compile_many(options, engine, context) : compile_one(options, engine, context);
}

}  // namespace

void add_compile_command(CLI::App& app, Context& context) {
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  CLI::App* command = app.add_subcommand("compile", say("由账目（ledger）编制整份公开文件", "Compile a whole disclosure from a ledger"));
  const auto options = std::make_shared<CompileOptions>();
  command->add_option("LEDGER", options->paths, say("填好的工作簿（mingzhang new），或账目文件（schemas/ledger-1.json）；可以是多个，也可以是目录",
                                                     "Filled workbooks (mingzhang new) or ledgers (schemas/ledger-1.json), or directories of them"))
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
  command->add_option("--formats", options->formats, say("只写这几种文件，用逗号分开：docx、pdf、xlsx、html、data；默认全部", "Only these files, with commas: docx, pdf, xlsx, html, data; by default all"))
      ->option_text("LIST")
      ->delimiter(',');
  command->add_option("-j,--jobs", options->jobs, say("同时编制几个单位，默认为处理器个数", "How many units at a time; by default as many as there are processors"))
      ->option_text("N")
      ->check(CLI::Range(1, 256));
  command->add_flag("--resume", options->resume, say("接着上次做：跳过已放行、内容没有变的单位", "Go on with an earlier run: skip units that were released and have not changed"));
  command->add_option("--progress", options->progress, say("进度：auto 在终端上显示进度条（默认），lines 每几秒一行，off 不显示",
                                                           "Progress: auto a bar on a terminal (default), lines a line every few seconds, off none"))
      ->option_text("auto|lines|off")
      ->check(CLI::IsMember({"auto", "lines", "off"}));
  command->callback([options, &context] {
    if (auto done = run_compile(*options, context); !done) context.fail(done.error());
  });
}

}  // namespace mingzhang
