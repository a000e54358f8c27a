#include "cli/database_option.h"

#include <CLI/CLI.hpp>

namespace mingzhang {

CLI::Option* add_database_option(CLI::App& command, std::string& address, const Context& context) {
  const std::string_view help = context.pick("数据库：sqlite:文件，或 postgresql://用户@主机/库名（也可用环境变量 MINGZHANG_DATABASE）",
                                             "The database: sqlite:PATH or postgresql://USER@HOST/NAME (or $MINGZHANG_DATABASE)");
  return command.add_option("--database", address, std::string(help))->option_text("ADDRESS")->envname("MINGZHANG_DATABASE");
}

}  // namespace mingzhang
