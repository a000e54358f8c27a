#pragma once
// Ledger -> the files that are published. Each is read back from its bytes, understood and checked before anyone gets it:
// what cannot be read again as it was meant is not released.

#include <string>
#include <vector>

#include "compile/compile.h"
#include "forms/knowledge.h"
#include "publish/audit.h"
#include "understand/performance_words.h"

namespace mingzhang {

struct PublishedFile {
  std::string name;  // "disclosure.docx"
  std::string bytes;
};

struct Publication {
  std::vector<PublishedFile> files;
  std::vector<Audit> audits;  // of the files that people read
  std::vector<MissingReason> missing_reasons;
  std::vector<UnplacedMoney> unplaced;  // the audits find that it does not add up
  bool released() const;      // nothing is missing and all audits passed
};

// Which of them are wanted; the record of the release always is.
struct PublishFormats {
  bool docx = true, pdf = true, xlsx = true, html = true;
  bool data = true;  // ledger.csv, claims.csv, datapackage.json
};

struct PublishRequest {
  const LedgerFile& ledger;
  const Form& form;
  std::vector<Exception> exceptions;  // they go out with the files, in release.json
  PublishFormats formats = {};
};

// The disclosure as DOCX, PDF, XLSX and HTML, the ledger and the figures as open data, and what the audits found. Errors:
// write.*, catalog.yaml.*
Result<Publication> publish(const PublishRequest& request, const Knowledge& knowledge, const PerformanceWords& words);

}  // namespace mingzhang
