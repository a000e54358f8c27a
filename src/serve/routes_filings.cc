// Filings and their way from draft to publication.
#include <fmt/format.h>

#include "serve/application.h"
#include "serve/call.h"
#include "serve/error_response.h"
#include "serve/views.h"
#include "service/filing_work.h"
#include "service/publication_job.h"
#include "service/workbook_work.h"

namespace mingzhang {
namespace {

constexpr std::uint64_t kSmallBody = 64u << 10, kLedgerBody = 32u << 20;
constexpr std::string_view kWorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::string_view kEditionPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

Response filing_response(const FilingRecord& filing, int status = 200) {
  Response response = json_response(view_of(filing), status);
  response.set("ETag", fmt::format("\"{}\"", filing.revision));
  return response;
}

Result<Response> filing_or_error(const Result<FilingRecord>& filing) {
  if (!filing) return tl::unexpected(filing.error());
  return filing_response(*filing);
}

// Of bilingual_report(): the report in the caller's language, with the reasons that are missing and the money that has no place.
Json report_in(const std::string& bilingual, Language language) {
  Json both = Json::parse(bilingual);
  const char* words = language == Language::English ? "en" : "zh";
  Json report = std::move(both[words]);
  report["missing_reasons"] = std::move(both["missing_reasons"]);
  report["unplaced"] = Json::array();
  if (both.contains("unplaced"))  // reports of older programs have none
    for (const Json& money : both["unplaced"]) report["unplaced"].push_back({{"line", money["line"]}, {"message", money[words]}});
  return report;
}

Result<Response> get_filings(Call& call) {
  FilingFilter filter;
  filter.unit = call.query_number("unit");
  if (const auto year = call.query_number("year")) filter.year = static_cast<int>(*year);
  filter.stage = enum_of<FilingStage>(call.query("stage"));
  filter.state = enum_of<FilingState>(call.query("state"));
  TRY(const auto filings, filings_in_scope(call.service, call.caller, filter, call.page()));
  return json_response(json_page(filings, [](const FilingRecord& filing) { return view_of(filing); }));
}

Result<Response> post_filings(Call& call) {
  const Json& body = call.body;
  const NewFiling filing{body["unit"], body["year"], *enum_of<FilingStage>(body["stage"].get<std::string>()), body["form"]};
  TRY(const FilingRecord record, begin_filing(call.service, call.caller, filing));
  return filing_response(record, 201);
}

Result<Response> get_filing(Call& call) { return filing_or_error(filing_in_scope(call.service, call.caller, call.number("id"))); }

Response ledger_response(const LedgerVersionRecord& ledger) {
  Response response = respond(200, "application/json", ledger.json);
  response.set("X-Ledger-Version", std::to_string(ledger.number));
  response.set("X-Ledger-SHA256", ledger.sha256);
  return response;
}

Result<Response> get_ledger(Call& call) {
  TRY(const FilingRecord filing, filing_in_scope(call.service, call.caller, call.number("id")));
  if (filing.ledger_version == 0) return fail("service.missing", "还没有填报任何账目", "请先填报并保存。");
  TRY(const LedgerVersionRecord ledger, ledger_of(call.service, call.caller, filing.id, filing.ledger_version));
  return ledger_response(ledger);
}

Result<Response> put_ledger(Call& call) { return filing_or_error(save_filing(call.service, call.caller, call.number("id"), call.revision, call.request.body)); }

std::optional<FilingStart> start_of(const Call& call) {
  const std::string from = call.query("from");
  if (from == "ledger") return FilingStart::Ledger;
  if (from == "last_year") return FilingStart::LastYear;
  if (from == "nothing") return FilingStart::Nothing;
  return std::nullopt;
}

Result<Response> get_draft(Call& call) {
  TRY(std::string json, filing_draft(call.service, call.caller, call.number("id"), start_of(call)));
  return respond(200, "application/json", std::move(json));
}

Result<Response> get_workbook(Call& call) {
  TRY(const FilingRecord filing, filing_in_scope(call.service, call.caller, call.number("id")));
  TRY(std::string bytes, filing_workbook(call.service, call.caller, filing.id, start_of(call)));
  Response response = respond(200, std::string(kWorkbookType), std::move(bytes));
  const std::string name = fmt::format("{}{}年{}填报.xlsx", filing.unit_name, filing.year, filing.stage == FilingStage::Final ? "决算" : "预算");
  response.set("Content-Disposition", "attachment; filename*=UTF-8''" + percent_encoded(name));
  return response;
}

Json json_of(const InputProblem& problem, Language language) {
  const auto mark = problem.where.rfind('!');
  const bool cell = mark != std::string::npos;
  return {{"id", problem.id},
          {"sheet", cell ? problem.where.substr(0, mark) : problem.where},
          {"cell", cell ? Json(problem.where.substr(mark + 1)) : Json(nullptr)},
          {"message", pick(language, problem.message.zh, problem.message.en)}};
}

Result<Response> put_workbook(Call& call) {
  if (call.request.body_file.empty()) return fail("request.body", "没有收到文件", "请把工作簿作为请求的内容发送。");
  TRY(const ImportedWorkbook imported, import_workbook(call.service, call.caller, call.number("id"), call.revision, call.request.body_file));
  if (imported.problems.empty()) return filing_response(imported.filing);
  Json problems = Json::array();
  for (const InputProblem& problem : imported.problems) problems.push_back(json_of(problem, call.language()));
  return error_response({"service.workbook.problems", fmt::format("工作簿里有 {} 处填错或漏填，没有导入", imported.problems.size()), "请按所列单元格改正后再导入。", imported.problems.front().where},
                        call.language(), problems);
}

Result<Response> get_versions(Call& call) {
  TRY(const auto versions, ledger_versions_of(call.service, call.caller, call.number("id")));
  return json_response(json_list(versions, [](const LedgerVersionRecord& version) { return view_of(version); }));
}

Result<Response> get_version(Call& call) {
  TRY(const LedgerVersionRecord ledger, ledger_of(call.service, call.caller, call.number("id"), call.number("n")));
  return ledger_response(ledger);
}

Result<Response> get_files(Call& call) {
  TRY(const FilingRecord filing, filing_in_scope(call.service, call.caller, call.number("id")));
  TRY(const auto versions, call.service.store().read([&](StoreView& view) { return list_published_versions(view, filing.id); }));
  return json_response(json_list(versions, [](const PublishedVersionRecord& version) { return view_of(version); }));
}

Result<Response> post_check(Call& call) {
  TRY(const CheckedFiling checked, check_filing(call.service, call.caller, call.number("id"), call.revision));
  Response response = json_response({{"filing", view_of(checked.filing)}, {"report", report_in(checked.report_json, call.language())}});
  response.set("ETag", fmt::format("\"{}\"", checked.filing.revision));
  return response;
}

Result<Response> post_preview(Call& call) {
  TRY(FilingPreview preview, preview_filing(call.service, call.caller, call.number("id"), call.request.body));
  const std::string token = call.application.previews().add(call.caller.user->id, std::move(preview.html));
  return json_response({{"url", "/api/v1/previews/" + token}, {"report", report_in(preview.report_json, call.language())}});
}

Result<Response> get_preview(Call& call) {
  auto html = call.application.previews().find(call.caller.user->id, call.text("token"));
  if (!html) return fail("service.missing", "预览已经过期", "请重新预览。");
  Response response = respond(200, "text/html; charset=utf-8", std::move(html));
  response.set("Content-Security-Policy", std::string(kEditionPolicy));
  response.set("Cache-Control", "private, no-store");
  return response;
}

Result<Response> post_submit(Call& call) { return filing_or_error(submit_filing(call.service, call.caller, call.number("id"), call.revision)); }

Result<Response> post_return(Call& call) { return filing_or_error(return_filing(call.service, call.caller, call.number("id"), call.revision, call.body["because"].get<std::string>())); }

Result<Response> post_approve(Call& call) {
  return filing_or_error(approve_filing_on(call.service, call.caller, call.number("id"), call.revision, call.body["approved_on"].get<std::string>()));
}

Result<Response> post_correct(Call& call) { return filing_or_error(correct_filing(call.service, call.caller, call.number("id"), call.revision, call.body["because"].get<std::string>())); }

Result<Response> post_publish(Call& call) {
  std::vector<Exception> accepted;
  if (call.body.contains("accept"))
    for (const Json& each : call.body["accept"]) accepted.push_back({each["code"], each["because"]});
  TRY(const JobRecord job, ask_to_publish(call.service, call.caller, call.number("id"), call.revision, accepted));
  call.application.jobs().wake();
  return json_response({{"job", view_of(job)}}, 202);
}

Result<Response> get_comments(Call& call) {
  TRY(const auto comments, comments_of(call.service, call.caller, call.number("id")));
  return json_response(json_list(comments, [](const CommentRecord& comment) { return view_of(comment); }));
}

Result<Response> post_comments(Call& call) {
  TRY(const CommentRecord comment, comment_on(call.service, call.caller, call.number("id"), call.body["text"].get<std::string>()));
  return json_response(view_of(comment), 201);
}

Result<Response> get_report(Call& call) {
  TRY(const FilingRecord filing, filing_in_scope(call.service, call.caller, call.number("id")));
  TRY(const auto report, call.service.store().read([&](StoreView& view) { return newest_report_of_filing(view, filing.id); }));
  if (!report) return fail("service.missing", "还没有校验过", "请先校验。");
  Json view = report_in(report->json, call.language());
  view["ledger_version"] = report->ledger_version.value_or(0);
  return json_response(view);
}

std::string_view kStages = "budget|final";

}  // namespace

std::vector<Route> filing_routes() {
  const RequestBody ledger{"Ledger", "application/json", kLedgerBody};
  const RequestBody workbook{"", "application/octet-stream", kLedgerBody, true};
  const auto small = [](std::string_view schema) { return RequestBody{schema, "application/json", kSmallBody}; };
  const std::vector<QueryParameter> filter = {{"unit", ValueType::Integer, "Of this unit only"},
                                              {"year", ValueType::Integer, "Fiscal year"},
                                              {"stage", ValueType::Choice, "Budget or final accounts", kStages},
                                              {"state", ValueType::Choice, "In this state", "draft|checked|submitted|returned|approved|published"}};
  return {
      {Method::Get, "/api/v1/filings", "listFilings", "Filings of one's scope", may::work, get_filings, {200, "Filings"}, {}, filter, kPaged},
      {Method::Post, "/api/v1/filings", "beginFiling", "Begins a filing", may::edit_filing, post_filings, {201, "Filing"}, small("NewFiling")},
      {Method::Get, "/api/v1/filings/{id}", "getFiling", "A filing; its ETag is its revision", may::work, get_filing, {200, "Filing"}},
      {Method::Get, "/api/v1/filings/{id}/ledger", "getLedger", "The newest ledger version", may::work, get_ledger, {200, "Ledger"}, {}, {}, kCompressed},
      {Method::Put, "/api/v1/filings/{id}/ledger", "saveLedger", "Saves a new ledger version", may::edit_filing, put_ledger, {200, "Filing"}, ledger, {}, kIfMatch},
      {Method::Get, "/api/v1/filings/{id}/draft", "getDraft", "A ledger to begin with: of what was published for the year before, or an empty one", may::work, get_draft, {200, "Ledger"}, {}, {{"from", ValueType::Choice, "The first that there is, unless given", "last_year|nothing"}}},
      {Method::Get, "/api/v1/filings/{id}/workbook.xlsx", "getWorkbook", "The workbook that a clerk fills: with the newest ledger, drafted from the year before, or empty", may::work, get_workbook, {200, "", kWorkbookType}, {}, {{"from", ValueType::Choice, "The first that there is, unless given", "ledger|last_year|nothing"}}},
      {Method::Put, "/api/v1/filings/{id}/workbook", "importWorkbook", "Saves a filled workbook as a new ledger version; otherwise 422 with everything that is wrong, by cell", may::edit_filing, put_workbook, {200, "Filing"}, workbook, {}, kIfMatch},
      {Method::Get, "/api/v1/filings/{id}/versions", "listLedgerVersions", "All ledger versions", may::work, get_versions, {200, "LedgerVersions"}},
      {Method::Get, "/api/v1/filings/{id}/versions/{n}", "getLedgerVersion", "A ledger version", may::work, get_version, {200, "Ledger"}},
      {Method::Get, "/api/v1/filings/{id}/files", "listFilingFiles", "The files of all published versions with their hashes, newest first; the public reads them with ?version=", may::work, get_files, {200, "PublishedVersions"}},
      {Method::Post, "/api/v1/filings/{id}/check", "checkFiling", "校验: what is wrong with what the newest ledger discloses", may::edit_filing, post_check, {200, "CheckedFiling"}, {}, {}, kIfMatch},
      {Method::Get, "/api/v1/filings/{id}/report", "getFilingReport", "What the last check found", may::work, get_report, {200, "Report"}, {}, {}, kCompressed},
      {Method::Post, "/api/v1/filings/{id}/preview", "previewFiling", "The disclosure that a ledger would make, and what is wrong with it; nothing is stored", may::work, post_preview, {200, "Preview"}, ledger},
      {Method::Get, "/api/v1/previews/{token}", "getPreview", "The HTML edition of a preview, for some minutes", may::work, get_preview, {200, "", "text/html"}, {}, {}, kCompressed},
      {Method::Post, "/api/v1/filings/{id}/submit", "submitFiling", "送审", may::edit_filing, post_submit, {200, "Filing"}, {}, {}, kIfMatch},
      {Method::Post, "/api/v1/filings/{id}/return", "returnFiling", "退回", may::return_filing, post_return, {200, "Filing"}, small("Because"), {}, kIfMatch},
      {Method::Post, "/api/v1/filings/{id}/approve", "approveFiling", "通过", may::approve_filing, post_approve, {200, "Filing"}, small("Approval"), {}, kIfMatch},
      {Method::Post, "/api/v1/filings/{id}/publish", "publishFiling", "公开: a job that compiles, audits and freezes all files", may::approve_filing, post_publish, {202, "JobStarted"}, small("Publish"), {}, kIfMatch},
      {Method::Post, "/api/v1/filings/{id}/correct", "correctFiling", "更正: a published filing becomes a draft; what is published stays", may::edit_filing, post_correct, {200, "Filing"}, small("Because"), {}, kIfMatch},
      {Method::Get, "/api/v1/filings/{id}/comments", "listComments", "Comments", may::work, get_comments, {200, "Comments"}},
      {Method::Post, "/api/v1/filings/{id}/comments", "addComment", "A comment", may::work, post_comments, {201, "Comment"}, small("NewComment")},
  };
}

}  // namespace mingzhang
