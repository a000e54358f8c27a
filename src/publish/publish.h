#pragma once
// Ledger -> the files that are published. Each is read back from its bytes, understood and checked before anyone gets it:
// what cannot be read again as it was meant is not released.

#include <optional>
#include <string>
#include <vector>

#include "check/report.h"
#include "compile/ledger_json.h"
#include "forms/knowledge.h"
#include "understand/performance_words.h"

namespace mingzhang {

struct PublishedFile {
  std::string name;  // "tables.docx"
  std::string bytes;
};

// What one file says when it is read as a stranger's.
struct Audit {
  std::string name;
  int figures = 0;                // of the tables, as compiled
  std::vector<std::string> lost;  // "含义：12.80": compiled, but not read back so
  std::vector<Finding> errors;
  std::optional<Error> error;     // it could not be read at all
  bool passed() const { return !error && lost.empty() && errors.empty(); }
};

struct Publication {
  std::vector<PublishedFile> files;
  std::vector<Audit> audits;  // of the files that people read
  bool released() const;      // all passed
};

// The tables of the form as DOCX, PDF, XLSX and HTML, the ledger and the figures as open data. Errors: write.*
Result<Publication> publish(const LedgerFile& ledger, const Form& form, const Knowledge& knowledge, const PerformanceWords& words);

}  // namespace mingzhang
