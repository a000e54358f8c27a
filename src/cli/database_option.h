#pragma once
// --database, as every command on a store takes it: also from $MINGZHANG_DATABASE, where a password is not seen in lists of processes.

#include <string>

#include "cli/cli.h"

namespace CLI {
class Option;
}

namespace mingzhang {

CLI::Option* add_database_option(CLI::App& command, std::string& address, const Context& context);

}  // namespace mingzhang
