// mingzhang read FILE: what the reader sees in a file, as a list, as JSON, or in another format of documents.
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>

#include "base/file.h"
#include "cli/cli.h"
#include "read/read.h"
#include "write/write.h"

namespace mingzhang {
namespace {

struct ReadOptions {
  std::string path;
  std::string format = "text";
  std::string output;
};

Result<std::string> printed(const Document& document, const ReadOptions& options) {
  const WriteOptions settings{.title = std::filesystem::path(options.path).stem().string(), .contents = false};
  if (options.format == "json") return to_json(document);
  if (options.format == "docx") return write_docx(document, settings);
  if (options.format == "html") return write_html(document, settings);
  if (options.format == "pdf") return write_pdf(document, settings);
  if (options.format == "xlsx") return write_xlsx(document, settings);
  return dump(document);
}

void run_read(const ReadOptions& options, Context& context) {
  const Result<Document> document = read_document(options.path);
  if (!document) return context.fail(document.error());
  const Result<std::string> bytes = printed(*document, options);
  if (!bytes) return context.fail(bytes.error());
  if (options.output.empty()) {
    context.output << *bytes;
    return;
  }
  if (const Result<void> written = write_file(options.output, *bytes); !written) context.fail(written.error());
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
                   say("输出格式：text 供人阅读（默认），json 见 schemas/document-1.json；其余把文件转成该格式",
                       "Output: text for people (default), json as in schemas/document-1.json; the others convert the file"))
      ->option_text("text|json|docx|xlsx|html|pdf")
      ->check(CLI::IsMember({"text", "json", "docx", "xlsx", "html", "pdf"}));
  command->add_option("-o,--output", options->output, say("写入这个文件，而不是标准输出", "Write to this file instead of standard output"))
      ->option_text(say("文件", "FILE"));
  command->callback([options, &context] { run_read(*options, context); });
}

}  // namespace mingzhang
