#pragma once
// Ledger -> the files that are published. Each is read back from its bytes, understood and checked before anyone gets it:
// what cannot be read again as it was meant is not released.

#include <optional>
#include <string>
#include <vector>

#include "check/report.h"
#include "compile/compile.h"
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
  int figures = 0;                 // as compiled, in tables and sentences
  std::vector<std::string> lost;   // "含义：12.80万元": compiled, but not read back so
  std::vector<Finding> findings;   // errors and warnings that nobody accepted
  std::vector<Finding> accepted;
  std::optional<Error> error;      // it could not be read at all
  bool passed() const;
};

// A finding that the unit stands by: its code, and why. It is printed in the output.
struct Exception {
  std::string code, because;
};

struct Publication {
  std::vector<PublishedFile> files;
  std::vector<Audit> audits;  // of the files that people read
  std::vector<MissingReason> missing_reasons;
  bool released() const;      // nothing is missing and all audits passed
};

struct PublishRequest {
  const LedgerFile& ledger;
  const Form& form;
  std::vector<Exception> exceptions;
};

// The disclosure as DOCX, PDF, XLSX and HTML, the ledger and the figures as open data. Errors: write.*, catalog.yaml.*
Result<Publication> publish(const PublishRequest& request, const Knowledge& knowledge, const PerformanceWords& words);

}  // namespace mingzhang
