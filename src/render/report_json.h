#pragma once
// A report for programs: schemas/report-1.json, a contract with scripts. One file of the report is one line, so that a
// report of thousands of files can be written and read as it comes.

#include <string>
#include <string_view>

#include "base/language.h"
#include "check/report.h"

namespace mingzhang {

std::string to_json(const FileReport& file, Language language);  // one line, without its end
std::string to_json(const Report& report, Language language);

// What stands before, between and after the lines of files.
inline constexpr std::string_view kReportJsonHead = "{\"version\": 1, \"files\": [";
inline constexpr std::string_view kReportJsonTail = "\n]}\n";

}  // namespace mingzhang
