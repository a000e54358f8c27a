#include "service/document_work.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "check/check.h"
#include "engine/report_pages.h"
#include "read/isolate/page_work.h"
#include "render/report_sarif.h"
#include "render/report_xlsx.h"
#include "service/filing_work.h"
#include "service/media_types.h"
#include "store/units.h"
#include "store/users.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSteps = 3;

FileReport could_not_check(const std::string& name, const std::string& sha256, const Error& error) {
  FileReport report;
  report.path = name;
  report.sha256 = sha256;
  report.error = error;
  return report;
}

struct CheckedDocument {
  FileReport report;
  std::optional<std::int64_t> pages;
};

CheckedDocument check_bytes(const Service& service, const DocumentRecord& document, const std::string& bytes) {
  const auto opened = open_with_pages(bytes, document.name, service.engine());
  if (!opened) return {could_not_check(document.name, document.sha256, opened.error()), {}};
  CheckedDocument checked{check(opened->disclosure, *service.engine().knowledge), opened->pages};
  if (opened->disclosure.claims.empty())
    checked.report = could_not_check(document.name, document.sha256,
                                     {"check.nothing_understood", "文件里没有认出任何预算或决算数字，无法核对", "请确认这是部门预算或决算公开文件。", document.name});
  checked.report.path = document.name;
  checked.report.sha256 = document.sha256;
  return checked;
}

std::optional<FilingStage> stage_of(DocumentKind kind) {
  if (kind == DocumentKind::Budget) return FilingStage::Budget;
  if (kind == DocumentKind::FinalAccounts) return FilingStage::Final;
  return std::nullopt;
}

// What the document says it is about, where nobody said so before; only a unit that the one who handed it in may see.
Result<void> place_as_report_says(StoreChange& change, const DocumentRecord& document, const CheckedDocument& checked) {
  const FileReport& report = checked.report;
  std::optional<RecordId> unit = document.unit;
  if (!unit && !report.unit.empty()) {
    TRY(const std::optional<UnitRecord> named, find_unit_by_name(change, report.unit));
    if (named && change.actor().user) {
      TRY(const UserRecord user, find_user(change, *change.actor().user));
      if (named->path.starts_with(user.unit_path)) unit = named->id;
    }
  }
  const auto year = document.year ? document.year : report.year > 0 ? std::optional(report.year) : std::nullopt;
  const auto stage = document.stage ? document.stage : stage_of(report.kind);
  if (unit == document.unit && year == document.year && stage == document.stage && checked.pages == document.pages) return {};
  TRY(const DocumentRecord placed, place_document(change, document.id, unit, year, stage, checked.pages));
  static_cast<void>(placed);
  return {};
}

Result<DocumentRecord> visible_document(StoreView& view, const Caller& caller, RecordId id) {
  TRY(DocumentRecord document, find_document(view, id));
  if (document.uploaded_by == caller.user->id) return document;
  if (!document.unit) return tl::unexpected(forbidden());
  if (auto allowed = allow_unit(view, caller, *document.unit); !allowed) return tl::unexpected(allowed.error());
  return document;
}

}  // namespace

Result<HandedIn> hand_in_document(Service& service, const Caller& caller, const std::string& path, std::string_view name, std::optional<RecordId> unit) {
  Limits limits;
  limits.file_bytes_max = service.options().document_bytes_max;
  TRY(const std::string bytes, read_file(path, limits));
  const NewDocument document{std::string(name), media_type_of(name), bytes, unit, {}, {}, {}};
  return service.store().write(caller.actor(), [&](StoreChange& change) -> Result<HandedIn> {
    if (unit)
      if (auto allowed = allow_unit(change, caller, *unit); !allowed) return tl::unexpected(allowed.error());
    HandedIn handed;
    TRY(handed.document, add_document(change, document));
    const Json input = {{"document", handed.document.id}, {"user", caller.user->id}, {"name", caller.user->name}};
    TRY(handed.job, add_job(change, kCheckDocumentJob, input.dump()));
    return handed;
  });
}

Result<std::string> run_check_document(Service& service, const JobRecord& job, const TellProgress& tell) {
  const Json input = Json::parse(job.input);
  const RecordId id = input.at("document");
  const Actor actor{input.at("user").get<RecordId>(), input.at("name").get<std::string>()};
  if (auto told = tell(0, kSteps, "读取"); !told) return tl::unexpected(told.error());
  TRY(const DocumentRecord document, service.store().read([&](StoreView& view) { return find_document(view, id); }));
  TRY(const std::string bytes, original_of(service, document));
  if (auto told = tell(1, kSteps, "理解和核对"); !told) return tl::unexpected(told.error());
  const CheckedDocument checked = check_bytes(service, document, bytes);
  if (auto told = tell(2, kSteps, "保存报告"); !told) return tl::unexpected(told.error());
  ReportRecord record;
  record.document = id;
  record.program_version = service.options().program_version;
  record.json = bilingual_report(checked.report, nullptr);
  record.checked = !checked.report.error;
  const std::vector<FindingRecord> findings = findings_of(checked.report);
  TRY(const ReportRecord added, service.store().write(actor, [&](StoreChange& change) -> Result<ReportRecord> {
    if (auto placed = place_as_report_says(change, document, checked); !placed) return tl::unexpected(placed.error());
    return add_report(change, record, findings);
  }));
  return Json{{"document", id}, {"report", added.id}, {"findings", findings.size()}}.dump();
}

Result<DocumentRecord> document_in_scope(Service& service, const Caller& caller, RecordId id) {
  return service.store().read([&](StoreView& view) { return visible_document(view, caller, id); });
}

Result<PageOf<DocumentRecord>> documents_in_scope(Service& service, const Caller& caller, bool own, const Paging& page) {
  DocumentFilter filter;
  if (own) filter.uploaded_by = caller.user->id;
  else filter.within = caller.user->unit;
  return service.store().read([&](StoreView& view) { return list_documents(view, filter, page); });
}

Result<std::string> original_of(Service& service, const DocumentRecord& document) {
  return service.store().read([&](StoreView& view) { return find_blob(view, document.sha256); });
}

Result<ReportRecord> report_of(Service& service, const DocumentRecord& document) {
  TRY(std::optional<ReportRecord> report, service.store().read([&](StoreView& view) { return newest_report_of_document(view, document.id); }));
  if (!report) return fail("service.missing", "还没有核对完", "请稍候；进度见任务。", document.name);
  return std::move(*report);
}

Result<std::string> report_file(Service& service, const DocumentRecord& document, ReportFile file, Language language) {
  TRY(const std::string bytes, original_of(service, document));
  Report report;
  report.files.push_back(check_bytes(service, document, bytes).report);
  switch (file) {
    case ReportFile::Html: {
      PageImages images;
      images[document.name] = page_images_of(report.files.front(), bytes);
      return to_html(report, images, language);
    }
    case ReportFile::Xlsx:
      return to_xlsx(report, language);
    case ReportFile::Pdf:
      return marked_pdf_of(report.files.front(), bytes, language);
    case ReportFile::Sarif:
      return to_sarif(report, service.options().program_version, language);
  }
  return fail("service.missing", "没有这种形式的报告", "请用 html、xlsx、pdf 或 sarif。");
}

Result<std::string> page_picture(Service& service, const DocumentRecord& document, int page, int dpi) {
  TRY(const std::string bytes, original_of(service, document));
  constexpr std::uint64_t kPictureBytesMax = 32u << 20;
  PageRequest request{{page}, dpi, kPictureBytesMax, {}, false, document.name};
  TRY(std::vector<PageImage> pictures, page_images_of(bytes, request));
  if (pictures.empty()) return fail("service.missing", "没有这一页", "页码从 1 开始。", std::to_string(page));
  return std::move(pictures.front().png);
}

Result<VerdictRecord> judge(Service& service, const Caller& caller, RecordId id, std::string_view fingerprint, Judgement verdict, std::string_view because) {
  return service.store().write(caller.actor(), [&](StoreChange& change) -> Result<VerdictRecord> {
    TRY(const DocumentRecord document, visible_document(change, caller, id));
    return add_verdict(change, verdict_scope(document), fingerprint, verdict, because);
  });
}

Result<std::vector<VerdictRecord>> verdicts_on(Service& service, const Caller& caller, RecordId id) {
  return service.store().read([&](StoreView& view) -> Result<std::vector<VerdictRecord>> {
    TRY(const DocumentRecord document, visible_document(view, caller, id));
    return list_verdicts(view, verdict_scope(document));
  });
}

}  // namespace mingzhang
