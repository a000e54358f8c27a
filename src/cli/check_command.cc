// mingzhang check FILE...: what is wrong with disclosures, with the proof.
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "check/check.h"
#include "cli/cli.h"
#include "cli/input.h"
#include "render/report_json.h"
#include "render/report_text.h"

namespace mingzhang {
namespace {

struct CheckOptions {
  std::vector<std::string> paths;
  std::string format = "text";
  bool all_open = false;
};

FileReport could_not_check(const std::string& path, Error error) {
  FileReport report;
  report.path = path;
  report.error = std::move(error);
  return report;
}

FileReport check_file(const std::string& path, const Engine& engine) {
  const auto disclosure = open_disclosure(path, engine);
  if (!disclosure) return could_not_check(path, disclosure.error());
  if (disclosure->claims.empty())
    return could_not_check(path, {"check.nothing_understood", "文件里没有认出任何预算或决算数字，无法核对",
                                  "请确认这是部门预算或决算公开文件；用 mingzhang read 看读到了什么，用 mingzhang understand 看理解了什么。", path});
  return check(*disclosure, *engine.knowledge);
}

bool has_findings(const FileReport& report) {
  for (const Finding& finding : report.findings)
    if (finding.severity != Severity::Note) return true;
  return false;
}

int terminal_width() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void run_check(const CheckOptions& options, Context& context) {
  const auto engine = load_engine();
  if (!engine) return context.fail(engine.error());
  Report report;
  for (const std::string& path : options.paths) {
    report.files.push_back(check_file(path, *engine));
    const FileReport& file = report.files.back();
    if (file.error) context.exit_code = kCannotProceed;
    else if (has_findings(file) && context.exit_code == kSuccess) context.exit_code = kFindings;
  }
  if (options.format == "json") {
    context.output << to_json(report, context.language);
    return;
  }
  const bool terminal = isatty(STDOUT_FILENO) != 0;
  context.output << to_text(report, {.language = context.language,
                                     .color = terminal && std::getenv("NO_COLOR") == nullptr,
                                     .width = terminal ? terminal_width() : 0,
                                     .all_open = options.all_open});
}

}  // namespace

void add_check_command(CLI::App& app, Context& context) {
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  CLI::App* command = app.add_subcommand(
      "check", say("核对公开文件：错在哪里、凭什么、应为多少（0 无问题，1 有问题，2 有文件无法核对）",
                   "Check disclosures: what is wrong, why, and what it should be (0 clean, 1 findings, 2 could not check)"));
  const auto options = std::make_shared<CheckOptions>();
  command->add_option("FILE", options->paths, say("要核对的文件", "The files to check"))->option_text(say("必需", "REQUIRED"))->required();
  command
      ->add_option("--format", options->format,
                   say("输出格式：text 供人阅读（默认），json 见 schemas/report-1.json", "Output: text for people (default), json as in schemas/report-1.json"))
      ->option_text("text|json")
      ->check(CLI::IsMember({"text", "json"}));
  command->add_flag("--all-open", options->all_open, say("列出全部未能判断的内容", "List everything that could not be decided"));
  command->callback([options, &context] { run_check(*options, context); });
}

}  // namespace mingzhang
