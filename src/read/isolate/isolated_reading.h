#pragma once
// Reading a stranger's file in the program mingzhang-read, which is all that a hostile file can bring down.

#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "document/document.h"
#include "read/isolate/process.h"

namespace mingzhang {

inline constexpr int kExitOutOfMemory = 86;  // of mingzhang-read
inline constexpr std::string_view kRecogniseOption = "--recognise";  // pages that are pictures are read, too: seconds a page

// What the program says to `input` when it is started with `options`. Errors: read.process.*.
Result<std::string> run_isolated(std::vector<std::string> options, std::string_view input, const std::string& path, const Limits& limits);

class IsolatedReading {
 public:
  // Begins; `bytes` are copied. Errors: read.process.missing, .failed.
  static Result<IsolatedReading> start(std::string_view bytes, const std::string& path, const Limits& limits, std::vector<std::string> options = {});
  IsolatedReading(Process process, std::string path, const Limits& limits);  // of a process that sends a Document

  // The Document without path and sha256. Errors: read.process.crashed, .timeout, .memory, .output,
  // document.wire.invalid, and those of the readers.
  Result<Document> finish();  // once

 private:
  Process process_;
  std::string path_;
  Limits limits_;
};

}  // namespace mingzhang
