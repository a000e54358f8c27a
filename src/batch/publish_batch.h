#pragma once
// Compiles the units of a folder: each into a directory of its own, on several threads, in the order of the files. What goes
// wrong with one unit is told of that unit and never stops the others. Results are written while the work goes on, so that a
// later run goes on with what is left.

#include <atomic>
#include <functional>
#include <iosfwd>
#include <set>
#include <string>
#include <vector>

#include "base/language.h"
#include "batch/progress.h"
#include "batch/results_file.h"
#include "publish/publish.h"

namespace mingzhang {

// One workbook or ledger, and the name of its directory below the output.
struct UnitFile {
  std::string path, name;
  bool from_directory = false;  // found by walking: when it is something else it is no failure, only counted
};

// Workbooks (.xlsx) and ledgers (.json) of the paths, directories walked. Two of one name keep their endings. Errors: as
// collect_inputs().
Result<std::vector<UnitFile>> collect_units(const std::vector<std::string>& paths);

// A unit as it was typed.
struct TypedFile {
  LedgerFile ledger;
  const Form* form = nullptr;
  std::string problems;  // printed, a line each; nothing is compiled while there are any
};
using OpenUnit = std::function<Result<TypedFile>(const std::string& bytes, const std::string& path)>;

struct PublishBatchOptions {
  int jobs = 1;
  std::ostream& told;      // what is wrong with units
  std::ostream& progress;  // how far the work is
  ProgressStyle style = ProgressStyle::Off;
  Language language = Language::Chinese;
  std::string directory;
  std::vector<Exception> exceptions;
  PublishFormats formats = {};
  ResultsFile* results = nullptr;    // JSON Lines (schemas/compile-1.json)
  std::string version;               // of catalog and options: results of another are not taken over
  std::set<std::string> finished;    // released by an earlier run: key_of_unit()
};

struct PublishBatchOutcome {
  int released = 0, drafts = 0;    // drafts: compiled, but not fit to be released
  int with_problems = 0;           // what was typed is wrong
  int failed = 0, skipped = 0, resumed = 0;
  long long figures = 0;           // compiled and read back in every format
  bool interrupted = false;
};

// Error: write.file.failed, of the results. `stop` ends it early, with what is done.
Result<PublishBatchOutcome> publish_batch(const std::vector<UnitFile>& units, const OpenUnit& open, const Knowledge& knowledge,
                                          const PerformanceWords& words, const PublishBatchOptions& options, const std::atomic<bool>& stop);

// Of the results of an earlier run: the units that were released. A missing file is none; cut lines are passed over.
std::set<std::string> released_units(const std::string& results_path, std::string_view version);

// Writes the files of a publication: into the directory, or beside it where it says that they are no release. Returns where.
Result<std::string> write_publication(const Publication& publication, const std::string& directory);

}  // namespace mingzhang
