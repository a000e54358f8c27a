#pragma once
// Documents that people hand in: kept, checked as a job, shown, judged.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "service/job_runner.h"
#include "service/service.h"
#include "store/documents.h"

namespace mingzhang {

inline constexpr std::string_view kCheckDocumentJob = "check_document";

struct HandedIn {
  DocumentRecord document;
  JobRecord job;
};
// `path`: where the upload lies. Errors: read.file.*, access.forbidden.
Result<HandedIn> hand_in_document(Service& service, const Caller& caller, const std::string& path, std::string_view name, std::optional<RecordId> unit);
Result<std::string> run_check_document(Service& service, const JobRecord& job, const TellProgress& tell);

// One's own, and those of units in scope.
Result<DocumentRecord> document_in_scope(Service& service, const Caller& caller, RecordId id);
Result<PageOf<DocumentRecord>> documents_in_scope(Service& service, const Caller& caller, bool own, const Paging& page);
Result<std::string> original_of(Service& service, const DocumentRecord& document);

// What the last check said, bilingual_report(). Error: service.missing, while there is none.
Result<ReportRecord> report_of(Service& service, const DocumentRecord& document);

enum class ReportFile { Html, Xlsx, Pdf, Sarif };
// The report in another form, made from the original. Errors: read.*, check.not_pdf, render.xlsx.failed.
Result<std::string> report_file(Service& service, const DocumentRecord& document, ReportFile file, Language language);
// A page as a picture. Errors: service.missing, read.*, check.not_pdf.
Result<std::string> page_picture(Service& service, const DocumentRecord& document, int page, int dpi);

Result<VerdictRecord> judge(Service& service, const Caller& caller, RecordId document, std::string_view fingerprint, Judgement verdict, std::string_view because);
Result<std::vector<VerdictRecord>> verdicts_on(Service& service, const Caller& caller, RecordId document);

}  // namespace mingzhang
