#pragma once
// What a written file says when it is read as a stranger's: are all figures there with their meanings, and is nothing wrong?

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "check/report.h"
#include "disclosure/disclosure.h"
#include "document/document.h"
#include "forms/knowledge.h"
#include "understand/performance_words.h"

namespace mingzhang {

// A finding that the unit stands by: its code, and why.
struct Exception {
  std::string code, because;
};

struct Audit {
  std::string name;
  int figures = 0;                // as compiled, in tables and sentences
  std::vector<std::string> lost;  // "含义：12.80万元": compiled, but not read back so
  std::vector<Finding> findings;  // errors and warnings that nobody accepted
  std::vector<Finding> accepted;
  std::optional<Error> error;     // it could not be read at all
  bool passed() const;            // it was read, nothing is lost, no error is found
};

class Auditor {
 public:
  // All must outlive the auditor.
  Auditor(const Disclosure& compiled, const std::vector<Exception>& exceptions, const Knowledge& knowledge, const PerformanceWords& words);

  Audit audit(const Document& document, std::string name) const;
  Audit audit_bytes(const std::string& bytes, std::string name) const;

 private:
  struct Expected {
    std::string words;
    int count = 0;
  };
  std::map<std::string, Expected> expected_;  // by figure and meaning
  int figures_ = 0;
  const std::vector<Exception>& exceptions_;
  const Knowledge& knowledge_;
  const PerformanceWords& words_;
};

}  // namespace mingzhang
