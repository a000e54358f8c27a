// mingzhang check FILE|DIR...: what is wrong with disclosures, with the proof.
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/file.h"
#include "base/paths.h"
#include "batch/catalog_version.h"
#include "batch/check_batch.h"
#include "cli/cli.h"
#include "engine/engine.h"
#include "cli/interrupt.h"
#include "cli/progress_style.h"
#include "cli/report_format.h"
#include "engine/report_pages.h"
#include "read/read.h"
#include "render/report_html.h"
#include "render/report_json.h"
#include "render/report_sarif.h"
#include "render/report_text.h"
#include "render/report_xlsx.h"

namespace mingzhang {
namespace {

struct CheckOptions {
  std::vector<std::string> paths;
  std::string format;    // "": as the output file says
  std::string output;    // "": standard output
  int jobs = 0;          // 0: as many as there are processors
  bool resume = false;
  std::string progress = "auto";
  bool all_open = false;
};

int terminal_width() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

ReportFormat format_of(const CheckOptions& options) {
  return options.format.empty() ? report_format_of_path(options.output) : *report_format_named(options.format);
}

Result<std::string> rendered(const Report& report, ReportFormat format, const CheckOptions& options, const Context& context) {
  const Language language = context.language;
  if (format == ReportFormat::Json) return to_json(report, language);
  if (format == ReportFormat::Sarif) return to_sarif(report, context.version, language);
  if (format == ReportFormat::Xlsx) return to_xlsx(report, language);
  if (format == ReportFormat::Html) return to_html(report, page_images_of(report), language);
  if (format == ReportFormat::Pdf) return marked_pdf_of(report, language);
  const bool terminal = options.output.empty() && isatty(STDOUT_FILENO) != 0;
  return to_text(report, {.language = language,
                          .color = terminal && std::getenv("NO_COLOR") == nullptr,
                          .width = terminal ? terminal_width() : 0,
                          .all_open = options.all_open});
}

// What does not stand in the reports: on the error stream, after a run over directories or many files.
std::string summary(const BatchOutcome& outcome, int hidden, Language language) {
  const bool english = language == Language::English;
  std::string text = fmt::format(fmt::runtime(english ? "checked {}, of which {} with findings; not checked {}"
                                                      : "已核对 {} 份，其中有问题 {} 份；未能核对 {} 份"),
                                 outcome.checked, outcome.with_findings, outcome.failed);
  const auto add = [&](int count, std::string_view zh, std::string_view en) {
    if (count > 0) text += fmt::format(fmt::runtime(english ? en : zh), count);
  };
  add(outcome.resumed, "；{} 份上次已完成", "; {} were done before");
  add(outcome.skipped, "；跳过 {} 份不是可读格式的文件", "; skipped {} of no known format");
  add(hidden, "；跳过 {} 个隐藏文件或链接", "; skipped {} hidden files or links");
  add(outcome.differences, "；文件之间 {} 处不一致", "; {} differences between documents");
  return text + "\n";
}

int exit_code(const BatchOutcome& outcome) {
  if (outcome.failed > 0 || outcome.interrupted) return kCannotProceed;
  return outcome.with_findings > 0 || outcome.differences > 0 ? kFindings : kSuccess;
}

Error usage(std::string what) {
  return {"cli.usage", std::move(what), "运行 mingzhang check --help 查看用法。", ""};
}

Result<BatchOutcome> check_inputs(const Inputs& inputs, const Engine& engine, ReportFormat format, const CheckOptions& options, Context& context) {
  const int processors = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  BatchOptions batch{.progress = context.error, .finished = {}, .catalog_version = {}};
  batch.jobs = options.jobs > 0 ? options.jobs : processors;
  batch.jobs = std::min<int>(batch.jobs, static_cast<int>(inputs.files.size()));
  batch.style = progress_style(options.progress, inputs.files.size());
  batch.language = context.language;
  std::unique_ptr<ResultsFile> results;
  if (format == ReportFormat::JsonLines) {
    TRY(batch.catalog_version, catalog_version(catalog_directory(), context.version));
    if (options.resume) {
      TRY(batch.finished, read_results(options.output, batch.catalog_version));
    }
    TRY(ResultsFile file, ResultsFile::open(options.output, options.resume));
    results = std::make_unique<ResultsFile>(std::move(file));
    batch.results = results.get();
  }
  const OpenFile open = [&](const std::string& bytes, const std::string& path) { return open_disclosure(bytes, path, engine); };
  return check_batch(inputs, open, *engine.knowledge, batch, interrupted());
}

Result<void> run(const CheckOptions& options, Context& context) {
  const ReportFormat format = format_of(options);
  if (info_of(format).binary && options.output.empty()) return tl::unexpected(usage("这种格式要用 -o 指定输出文件"));
  if (options.resume && (format != ReportFormat::JsonLines || options.output.empty()))
    return tl::unexpected(usage("--resume 只用于 -o 指定的 jsonl 结果文件"));
  TRY(const Inputs inputs, collect_inputs(options.paths));
  if (inputs.files.empty())
    return fail("check.no_files", "没有找到可以核对的文件", "请检查给出的目录和文件。", options.paths.front());
  expect_document(inputs.files.front().path);
  TRY(const Engine engine, load_engine());
  TRY(const BatchOutcome outcome, check_inputs(inputs, engine, format, options, context));
  if (format != ReportFormat::JsonLines) {
    TRY(const std::string bytes, rendered(outcome.report, format, options, context));
    if (options.output.empty()) context.output << bytes;
    else if (auto written = write_file(options.output, bytes); !written) return written;
  }
  context.exit_code = exit_code(outcome);
  const bool many = inputs.files.size() > 1 || inputs.files.front().from_directory;
  if (many && (format != ReportFormat::Text || outcome.skipped + inputs.hidden + outcome.resumed > 0))
    context.error << summary(outcome, inputs.hidden, context.language);
  if (outcome.interrupted)
    return fail("check.interrupted", "核对被中断，只给出已经完成的部分", "用 -o 文件.jsonl --resume 可以接着做。", "");
  return {};
}

}  // namespace

void add_check_command(CLI::App& app, Context& context) {
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  CLI::App* command = app.add_subcommand(
      "check", say("核对公开文件：错在哪里、凭什么、应为多少（0 无问题，1 有问题，2 有文件无法核对）",
                   "Check disclosures: what is wrong, why, and what it should be (0 clean, 1 findings, 2 could not check)"));
  const auto options = std::make_shared<CheckOptions>();
  command->add_option("FILE", options->paths, say("要核对的文件或目录", "The files or directories to check"))
      ->option_text(say("必需", "REQUIRED"))
      ->required();
  std::vector<std::string> formats;
  for (const ReportFormatInfo& info : kReportFormats) formats.emplace_back(info.name);
  command
      ->add_option("--format", options->format,
                   say("输出格式，默认由输出文件的扩展名决定，否则为 text；json、jsonl 见 schemas/report-1.json",
                       "Output, by default as the ending of the output file says, else text; json and jsonl as in schemas/report-1.json"))
      ->option_text(fmt::format("{}", fmt::join(formats, "|")))
      ->check(CLI::IsMember(formats));
  command->add_option("-o,--output", options->output, say("结果写入文件；jsonl 边核对边写", "Write the results to a file; jsonl while the work goes on"))
      ->option_text(say("文件", "FILE"));
  command->add_flag("--resume", options->resume, say("接着写 -o 的 jsonl 文件，跳过其中已有的文件", "Go on with the jsonl file of -o, skip what is in it"));
  command->add_option("-j,--jobs", options->jobs, say("同时核对几份，默认为处理器个数", "How many at a time; by default as many as there are processors"))
      ->option_text("N")
      ->check(CLI::Range(1, 256));
  command
      ->add_option("--progress", options->progress,
                   say("进度：auto 在终端上显示进度条（默认），lines 每几秒一行，off 不显示",
                       "Progress: auto a bar on a terminal (default), lines a line every few seconds, off none"))
      ->option_text("auto|lines|off")
      ->check(CLI::IsMember({"auto", "lines", "off"}));
  command->add_flag("--all-open", options->all_open, say("列出全部未能判断的内容", "List everything that could not be decided"));
  command->callback([options, &context] {
    if (auto done = run(*options, context); !done) context.fail(done.error());
  });
}

}  // namespace mingzhang
