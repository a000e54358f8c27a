// The program: options that all commands share, and the list of commands.
#include <iostream>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "cli/cli.h"

namespace mingzhang {
namespace {

// The language of the help must be known before the command line is parsed.
Language language_of(int argc, char** argv) {
  Language language = Language::Chinese;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const bool apart = argument == "--lang" && i + 1 < argc;
    if (argument == "--lang=en" || (apart && std::string_view(argv[i + 1]) == "en")) language = Language::English;
  }
  return language;
}

void set_chinese_labels(CLI::App& app) {
  for (const auto& [label, chinese] :
       {std::pair("Usage", "用法"), std::pair("OPTIONS", "选项"), std::pair("SUBCOMMAND", "命令"),
        std::pair("SUBCOMMANDS", "命令"), std::pair("Positionals", "参数"), std::pair("REQUIRED", "必需")}) {
    app.get_formatter()->label(label, chinese);
  }
}

void set_up(CLI::App& app, Context& context) {
  const bool english = context.language == Language::English;
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  if (!english) set_chinese_labels(app);
  app.option_defaults()->group(say("选项", "Options"));
  app.set_help_flag("-h,--help", say("显示用法", "Show this help"));
  app.set_version_flag("--version", "mingzhang " MINGZHANG_VERSION, say("显示版本", "Show the version"));
  const auto ignore = [](const std::string&) {};  // language_of has read it
  app.add_option_function<std::string>(
         "--lang", ignore, say("界面语言：zh 中文（默认），en 英文", "Language: zh Chinese (default), en English"))
      ->option_text("zh|en")
      ->check(CLI::IsMember({"zh", "en"}))
      ->take_last();
  app.fallthrough();  // --lang may follow the command

  add_check_command(app, context);
  add_codes_command(app, context);
  add_compile_command(app, context);
  add_explain_command(app, context);
  add_infer_command(app, context);
  add_new_command(app, context);
  add_read_command(app, context);
  add_rollup_command(app, context);
  add_score_command(app, context);
  add_site_command(app, context);
  add_store_commands(app, context);
  add_serve_command(app, context);
  add_understand_command(app, context);

  for (CLI::App* command : app.get_subcommands({})) {
    command->group(say("命令", "Commands"));
    command->set_help_flag("-h,--help", say("显示用法", "Show this help"));
  }
}

Error usage_error(std::string what, std::string where = {}) {
  return {"cli.usage", std::move(what), "运行 mingzhang --help 或 mingzhang 命令 --help 查看用法。", std::move(where)};
}

Error usage_error(const CLI::ParseError& error) {
  const auto what = [&] {
    switch (static_cast<CLI::ExitCodes>(error.get_exit_code())) {
      case CLI::ExitCodes::RequiredError:
        return "缺少必需的参数";
      case CLI::ExitCodes::ExtrasError:
        return "有不认识的命令或参数";
      case CLI::ExitCodes::ValidationError:
      case CLI::ExitCodes::ConversionError:
        return "参数的值不对";
      case CLI::ExitCodes::ArgumentMismatch:
        return "参数的个数不对";
      default:
        return "命令行写得不对";
    }
  };
  return usage_error(what(), error.what());
}

void finish_output(Context& context) {
  if (context.output.flush()) return;
  context.fail({"cli.output", "结果没有写完", "请检查磁盘空间和输出的去向。", ""});
}

int run(int argc, char** argv) {
  Context context{std::cout, std::cerr, language_of(argc, argv), MINGZHANG_VERSION};
  CLI::App app(
      std::string(context.pick("明账：核对和编制预算公开文件", "Mingzhang checks and compiles budget disclosures")),
      "mingzhang");
  set_up(app, context);
  try {
    app.parse(argc, argv);
    if (app.get_subcommands().empty()) context.fail(usage_error("缺少命令"));
  } catch (const CLI::ParseError& error) {  // the library's way to say help, version and wrong usage
    if (error.get_exit_code() == 0)
      app.exit(error, context.output, context.error);
    else
      context.fail(usage_error(error));
  }
  finish_output(context);
  return context.exit_code;
}

}  // namespace
}  // namespace mingzhang

int main(int argc, char** argv) { return mingzhang::run(argc, argv); }
