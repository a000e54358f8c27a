#include "check/checks.h"
#include "check/fingerprint.h"
#include "check/rule.h"

namespace mingzhang {

Finding& Findings::add(std::string_view code, Bilingual message, FindingPlace at, std::string_view subject) {
  const CheckInfo* info = find_check(code);
  ASSERT(info != nullptr);
  std::string print = fingerprint({code, subject});
  for (int copy = 2; ; ++copy) {
    bool taken = false;
    for (const Finding& known : report_.findings) taken = taken || known.fingerprint == print;
    if (!taken) break;
    print = fingerprint({code, subject, std::to_string(copy)});
  }
  Finding finding;
  finding.code = code;
  finding.severity = info->severity;
  finding.message = std::move(message);
  finding.at = std::move(at);
  finding.fingerprint = std::move(print);
  // A note tells what could not be judged; it is nothing that failed.
  ++(info->severity == Severity::Note ? report_.coverage.constraints.undecided : report_.coverage.constraints.fail);
  report_.findings.push_back(std::move(finding));
  return report_.findings.back();
}

}  // namespace mingzhang
