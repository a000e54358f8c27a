#pragma once
// A report as SARIF 2.1.0 (OASIS), for code review tools and their viewers: a rule for each check that found something, with
// its explanation as help; our fingerprints as partialFingerprints, so that verdicts survive reruns.

#include <string>
#include <string_view>

#include "base/language.h"
#include "check/report.h"

namespace mingzhang {

std::string to_sarif(const Report& report, std::string_view program_version, Language language);

// A path as a URI reference: what a URI does not allow is percent-encoded.
std::string uri_of(std::string_view path);

}  // namespace mingzhang
