#pragma once
// A report for programs: schemas/report-1.json, a contract with scripts.

#include <string>
#include <string_view>

#include "base/language.h"
#include "check/across/across.h"
#include "check/report.h"

namespace mingzhang {

std::string to_json(const FileReport& file, Language language);  // on one line, without its end
std::string to_json(const Report& report, Language language);

// JSON Lines: a report as it comes. A line is a file as in `files`, or at the end what was found between the files; each also
// has the version and that of the catalog it was made with. Without the end of the line.
std::string to_json_line(const FileReport& file, std::string_view catalog_version, Language language);
std::string to_json_line(const Across& across, std::string_view catalog_version, Language language);

}  // namespace mingzhang
