// mingzhang score FILE -o DIR: the self-evaluation of a unit from the results it entered.
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/file.h"
#include "cli/cli.h"
#include "engine/unit_input.h"
#include "score/score.h"
#include "write/write.h"

namespace mingzhang {
namespace {

struct ScoreOptions {
  std::string path, actuals, directory;
};

Result<void> write_all(const Document& document, const std::string& title, const std::filesystem::path& directory) {
  std::error_code ignored;  // write_file says what is wrong
  std::filesystem::create_directories(directory, ignored);
  const WriteOptions options{.title = title, .contents = false};
  TRY(const std::string docx, write_docx(document, options));
  TRY(const std::string pdf, write_pdf(document, options));
  TRY(const std::string xlsx, write_xlsx(document, options));
  const std::string html = write_html(document, options);
  for (const auto& [ending, bytes] : {std::pair("docx", &docx), std::pair("pdf", &pdf), std::pair("xlsx", &xlsx), std::pair("html", &html)})
    if (auto written = write_file((directory / "self_evaluation.").string() + ending, *bytes); !written) return written;
  return {};
}

void run_score(const ScoreOptions& options, Context& context) {
  const auto engine = load_engine();
  if (!engine) return context.fail(engine.error());
  auto input = open_unit(options.path, *engine);
  if (!input) return context.fail(input.error());
  if (!options.actuals.empty()) {
    const auto bytes = read_file(options.actuals);
    if (!bytes) return context.fail(bytes.error());
    auto actuals = actuals_from_json(*bytes, input->data.file.facts, options.actuals);
    if (!actuals) return context.fail(actuals.error());
    input->data.actuals = std::move(*actuals);
  }
  const auto groups = score_unit(input->data.file, input->data.actuals);
  if (groups.empty()) return context.fail({"score.no_indicators", "没有绩效指标，无法评分", "请在工作簿的“绩效目标”表中填写指标。", options.path});
  for (const ScoredGroup& group : groups) {
    const std::string name = group.project.empty() ? std::string(context.pick("部门整体", "whole unit")) : group.project;
    context.output << fmt::format("{}: {}\n", name, group.total ? print_hundredths(*group.total) : std::string(context.pick("未评出", "no total")));
    if (!group.total) context.exit_code = kFindings;
    for (const ScoredIndicator& one : group.indicators)
      if (!one.remark_zh.empty()) context.error << fmt::format("{} {} {}: {}\n", options.path, one.indicator.place.cell.str(), one.indicator.name, context.pick(one.remark_zh, one.remark_en));
  }
  if (options.directory.empty()) return;
  const LedgerFile& file = input->data.file;
  if (const auto done = write_all(score_document(groups, file), fmt::format("{}{}年绩效自评表", file.unit, file.year), options.directory); !done) context.fail(done.error());
}

}  // namespace

void add_score_command(CLI::App& app, Context& context) {
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  CLI::App* command = app.add_subcommand("score", say("绩效自评：由实际完成值算出各指标得分和总分", "Self-evaluation: scores from what was reached"));
  const auto options = std::make_shared<ScoreOptions>();
  command->add_option("FILE", options->path, say("填了实际完成值的工作簿，或账目文件", "The workbook with the results, or a ledger"))->option_text(say("必需", "REQUIRED"))->required();
  command->add_option("--actuals", options->actuals, say("实际完成值（JSON），代替工作簿里的", "The results as JSON, instead of those of the workbook"))->option_text("JSON");
  command->add_option("-o,--output", options->directory, say("把绩效自评表写入这个目录：docx、pdf、xlsx、html", "Write the tables into this directory: DOCX, PDF, XLSX, HTML"))->option_text(say("目录", "DIR"));
  command->callback([options, &context] { run_score(*options, context); });
}

}  // namespace mingzhang
