#pragma once
// Results as JSON Lines, written while the work goes on: one line for each finished file (schemas/report-1.json, $defs/line),
// flushed, so that whatever ends the run loses no finished file. A later run reads the lines again and skips what is there.

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "check/report.h"

namespace mingzhang {

// What is known of a file that an earlier run finished.
struct FinishedFile {
  FileReport identity;  // path, kind, year, unit, form and sha256 only
  bool has_findings = false;  // errors or warnings
};

// By sha256 of the file's bytes: the lines made with this catalog that hold no failure (those are tried again). A cut or
// damaged line is passed over. A missing file is an empty map. Error: batch.results.foreign, when no line is one of ours.
using FinishedFiles = std::map<std::string, FinishedFile, std::less<>>;
Result<FinishedFiles> read_results(const std::string& path, std::string_view catalog_version);

class ResultsFile {
 public:
  // Begins anew, or goes on after the last whole line. "" is standard output. Error: write.file.failed.
  static Result<ResultsFile> open(const std::string& path, bool resume);
  // Error: write.file.failed.
  Result<void> add(std::string_view line);

 private:
  struct Close {
    void operator()(std::FILE* file) const {
      if (file != stdout) std::fclose(file);
    }
  };
  std::unique_ptr<std::FILE, Close> file_;
  std::string path_;
};

}  // namespace mingzhang
