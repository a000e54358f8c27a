#pragma once
// The workbook of a filing: what a clerk takes to a spreadsheet program and brings back filled.

#include <optional>
#include <string>

#include "service/service.h"
#include "workbook/input_problem.h"

namespace mingzhang {

// What a workbook, or the grid of the browser, begins with.
enum class FilingStart { Ledger, LastYear, Nothing };

// The workbook of the filing's form, unit and year, filled with its newest ledger, with what was published for the year before
// (this year's figures are then last year's), or with nothing. `start` absent: the first of them that there is.
// Errors: access.forbidden, store.missing, service.missing (no such ledger), workbook.write.failed.
Result<std::string> filing_workbook(Service& service, const Caller& caller, RecordId id, std::optional<FilingStart> start);

// The same beginning as ledger JSON, never the filing's own ledger.
Result<std::string> filing_draft(Service& service, const Caller& caller, RecordId id, std::optional<FilingStart> start);

struct ImportedWorkbook {
  FilingRecord filing;     // with the new ledger version; as it was when there are problems
  InputProblems problems;  // all that is wrong with what was typed; nothing was saved then
};
// `path`: of the file that was sent. Errors: as save_filing(), read.*, workbook.foreign, workbook.form.unknown, service.workbook.form.
Result<ImportedWorkbook> import_workbook(Service& service, const Caller& caller, RecordId id, std::int64_t revision, const std::string& path);

}  // namespace mingzhang
