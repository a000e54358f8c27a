// mingzhang explain CODE: what a check or the id of an error means.
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/cli.h"
#include "render/report_explain.h"

namespace mingzhang {
namespace {

struct ExplainOptions {
  std::vector<std::string> words;
  bool all = false;
  std::string format = "text";
};

Result<std::vector<Explained>> find_all(const std::vector<std::string>& words) {
  std::vector<Explained> subjects;
  for (const std::string& word : words) {
    const std::optional<Explained> subject = find_explained(word);
    if (!subject) {
      return fail("explain.unknown", fmt::format("没有“{}”这个检查代码或错误标识", word),
                  "运行 mingzhang explain 查看全部检查。");
    }
    subjects.push_back(*subject);
  }
  return subjects;
}

template <class Render>
std::string each_of(const std::vector<Explained>& subjects, Render render) {
  std::string text;
  for (const Explained& subject : subjects) text += (text.empty() ? "" : "\n") + render(subject);
  return text;
}

std::string explain(const std::vector<Explained>& subjects, const ExplainOptions& options, Language language) {
  if (options.format == "json") return explain_json(subjects);
  if (options.format == "markdown") {
    if (options.all) return page_of_checks(language);
    return each_of(subjects, [&](const Explained& subject) { return explain_markdown(subject, language); });
  }
  return each_of(subjects, [&](const Explained& subject) { return explain_text(subject, language); });
}

void run_explain(const ExplainOptions& options, Context& context) {
  const bool list = options.words.empty() && !options.all && options.format == "text";
  if (list) {
    context.output << list_checks(context.language);
    return;
  }
  const Result<std::vector<Explained>> subjects = options.words.empty() ? explained_checks() : find_all(options.words);
  if (!subjects) return context.fail(subjects.error());
  context.output << explain(*subjects, options, context.language);
}

}  // namespace

void add_explain_command(CLI::App& app, Context& context) {
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  CLI::App* command = app.add_subcommand("explain", say("说明一项检查或一种错误：为什么、怎样判定、依据",
                                                        "Explain a check or an error: why, how, on what basis"));
  const auto options = std::make_shared<ExplainOptions>();
  CLI::Option* words = command->add_option("CODE", options->words,
                                           say("检查代码、名称或错误标识，如 SUM101；不给则列出全部检查",
                                               "Codes or names of checks, or ids of errors; none: list all checks"));
  command->add_flag("--all", options->all, say("说明全部检查", "Explain every check"))->excludes(words);
  command
      ->add_option("--format", options->format,
                   say("输出格式：text 供人阅读，json 中英文对照，markdown 用于网页",
                       "Output: text for people, json with both languages, markdown for pages"))
      ->check(CLI::IsMember({"text", "json", "markdown"}))
      ->capture_default_str();
  command->callback([options, &context] { run_explain(*options, context); });
}

}  // namespace mingzhang
