#pragma once
// Checks one file or ten thousand: on several threads, one report, in the order of the files whatever the scheduling. What
// goes wrong with one file is told of that file and never stops the others.

#include <atomic>
#include <functional>
#include <iosfwd>
#include <string>

#include "base/language.h"
#include "batch/progress.h"
#include "batch/results_file.h"
#include "batch/walk.h"
#include "check/across/across.h"
#include "check/report.h"
#include "forms/knowledge.h"

namespace mingzhang {

struct BatchOptions {
  int jobs = 1;
  std::ostream& progress;  // where it is shown how far the work is
  ProgressStyle style = ProgressStyle::Off;
  Language language = Language::Chinese;
  // JSON Lines: written here while the work goes on; the reports are not kept then.
  ResultsFile* results = nullptr;
  FinishedFiles finished;  // of an earlier run: skipped
  std::string catalog_version;
};

struct BatchOutcome {
  Report report;  // without files when they went to BatchOptions::results
  int checked = 0, failed = 0, with_findings = 0;  // files; finished ones of an earlier run count as checked
  int skipped = 0;   // of directories, of no known format
  int resumed = 0;   // known from an earlier run
  int differences = 0;  // findings between documents
  bool interrupted = false;
};

// Bytes of a file to what it discloses. Called on several threads.
using OpenFile = std::function<Result<Disclosure>(const std::string& bytes, const std::string& path)>;

// Error: write.file.failed, of the results. `stop` ends it early, with what is done.
Result<BatchOutcome> check_batch(const Inputs& inputs, const OpenFile& open, const Knowledge& knowledge, const BatchOptions& options,
                                 const std::atomic<bool>& stop);

bool has_findings(const FileReport& report);  // errors or warnings

}  // namespace mingzhang
