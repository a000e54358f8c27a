#pragma once
// A report as the inspection sheets that reviewers fill in by hand today: findings with columns for the reviewer's verdict, the
// files with their coverage, what was not checked, and which documents were compared. The same report gives the same bytes.

#include <string>

#include "base/language.h"
#include "base/result.h"
#include "check/report.h"

namespace mingzhang {

// Error: render.xlsx.failed.
Result<std::string> to_xlsx(const Report& report, Language language);

}  // namespace mingzhang
