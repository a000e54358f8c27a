#pragma once
// Ctrl-C asks a long run to end with what is done; a second one ends it at once.

#include <atomic>

namespace mingzhang {

// True after SIGINT or SIGTERM. The first call installs the handler.
const std::atomic<bool>& interrupted();

}  // namespace mingzhang
