#pragma once
// Where the program finds its own data.

#include <string>
#include <string_view>

namespace mingzhang {

// The catalog: $MINGZHANG_CATALOG if set, else ../share/mingzhang/catalog or ../catalog beside the program, else
// catalog/ of the source tree it was built from. Only $MINGZHANG_CATALOG is taken without looking whether it exists,
// so that a wrong setting is reported by whoever loads from it instead of being passed over.
std::string catalog_directory();

// A file of the source tree that this program was built from, for tests and benchmarks: "examples/ledger.json".
std::string source_path(std::string_view relative);

}  // namespace mingzhang
