// mingzhang read FILE: what the reader sees in a file.
#include <memory>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/cli.h"
#include "read/read.h"

namespace mingzhang {
namespace {

struct ReadOptions {
  std::string path;
  std::string format = "text";
};

void run_read(const ReadOptions& options, Context& context) {
  const Result<Document> document = read_document(options.path);
  if (!document) return context.fail(document.error());
  context.output << (options.format == "json" ? to_json(*document) : dump(*document));
}

}  // namespace

void add_read_command(CLI::App& app, Context& context) {
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  CLI::App* command = app.add_subcommand(
      "read", say("读入一份文件，列出看到的内容和位置", "Read a file and list what it shows, with places"));
  const auto options = std::make_shared<ReadOptions>();
  command->add_option("FILE", options->path, say("要读入的文件", "The file to read"))
      ->option_text(say("必需", "REQUIRED"))
      ->required();
  command
      ->add_option("--format", options->format,
                   say("输出格式：text 供人阅读（默认），json 见 schemas/document-1.json",
                       "Output: text for people (default), json as in schemas/document-1.json"))
      ->option_text("text|json")
      ->check(CLI::IsMember({"text", "json"}));
  command->callback([options, &context] { run_read(*options, context); });
}

}  // namespace mingzhang
