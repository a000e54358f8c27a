#pragma once
// What all commands share. A command is one file, <name>_command.cc, with one function that adds it to the program;
// the functions are declared here and called in main.cc, so that a command that is not listed cannot exist unseen.

#include <iosfwd>
#include <string_view>

#include "base/language.h"
#include "base/result.h"

namespace CLI {
class App;
}

namespace mingzhang {

// Exit codes are a contract with scripts.
inline constexpr int kSuccess = 0;
inline constexpr int kFindings = 1;       // the work was done, and something is wrong with a disclosure
inline constexpr int kCannotProceed = 2;  // wrong usage, or an input that cannot be used

struct Context {
  std::ostream& output;  // results only
  std::ostream& error;   // everything else
  Language language = Language::Chinese;
  std::string_view version = {};  // of the program
  int exit_code = kSuccess;

  std::string_view pick(std::string_view zh, std::string_view en) const { return mingzhang::pick(language, zh, en); }
  void fail(const Error& error);  // prints it and makes the exit code kCannotProceed
};

// The commands. Each keeps a reference to `context`, which must outlive `app`.
void add_check_command(CLI::App& app, Context& context);
void add_codes_command(CLI::App& app, Context& context);
void add_compile_command(CLI::App& app, Context& context);
void add_explain_command(CLI::App& app, Context& context);
void add_infer_command(CLI::App& app, Context& context);
void add_new_command(CLI::App& app, Context& context);
void add_read_command(CLI::App& app, Context& context);
void add_rollup_command(CLI::App& app, Context& context);
void add_score_command(CLI::App& app, Context& context);
void add_site_command(CLI::App& app, Context& context);
void add_store_commands(CLI::App& app, Context& context);  // verify, backup, restore, export, import
void add_serve_command(CLI::App& app, Context& context);
void add_understand_command(CLI::App& app, Context& context);

}  // namespace mingzhang
