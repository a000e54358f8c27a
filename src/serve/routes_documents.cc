// Documents that people hand in, jobs.
#include <fmt/format.h>

#include "serve/application.h"
#include "serve/call.h"
#include "serve/views.h"
#include "service/document_work.h"

namespace mingzhang {
namespace {

constexpr std::uint64_t kSmallBody = 64u << 10, kUploadBody = std::uint64_t{1} << 40;  // of uploads as far as --upload-max goes
constexpr std::string_view kReportPolicy =
    "sandbox allow-scripts; default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; frame-ancestors 'self'";

Result<Response> post_documents(Call& call) {
  if (call.request.body_file.empty()) return fail("request.body", "没有收到文件", "请把文件作为请求的内容发送。");
  const std::string name = call.query("name");
  if (name.empty() || name.size() > 500) return fail("request.parameter", "参数 name 应是文件名", "请给出 1 到 500 字节的文件名。", "name");
  TRY(const HandedIn handed, hand_in_document(call.service, call.caller, call.request.body_file, name, call.query_number("unit")));
  call.application.jobs().wake();
  return json_response({{"document", view_of(handed.document)}, {"job", view_of(handed.job)}}, 202);
}

Result<Response> get_documents(Call& call) {
  TRY(const auto documents, documents_in_scope(call.service, call.caller, call.query("of") != "scope", call.page()));
  return json_response(json_page(documents, [](const DocumentRecord& document) { return view_of(document); }));
}

Result<Response> get_document(Call& call) {
  TRY(const DocumentRecord document, document_in_scope(call.service, call.caller, call.number("id")));
  return json_response(view_of(document));
}

// Bytes that do not change: the browser keeps them, for this user alone.
Response kept(std::string type, std::string bytes, const std::string& etag) {
  Response response = respond(200, std::move(type), std::move(bytes));
  response.set("ETag", "\"" + etag + "\"");
  response.set("Cache-Control", "private, max-age=3600");
  return response;
}

std::string attachment(std::string_view name) { return "attachment; filename*=UTF-8''" + percent_encoded(name); }

// Of strangers: never shown in our own page's name.
Result<Response> get_original(Call& call) {
  TRY(const DocumentRecord document, document_in_scope(call.service, call.caller, call.number("id")));
  TRY(std::string bytes, original_of(call.service, document));
  Response response = kept(document.media_type, std::move(bytes), document.sha256);
  response.set("Content-Disposition", attachment(document.name));
  response.set("Content-Security-Policy", "sandbox; default-src 'none'");
  return response;
}

Result<Response> get_page(Call& call) {
  constexpr int kDefaultDpi = 110, kDpiMin = 36, kDpiMax = 220;
  TRY(const DocumentRecord document, document_in_scope(call.service, call.caller, call.number("id")));
  const auto dpi = call.query_number("dpi").value_or(kDefaultDpi);
  if (dpi < kDpiMin || dpi > kDpiMax) return fail("request.parameter", fmt::format("dpi 应在 {} 和 {} 之间", kDpiMin, kDpiMax), "请改正。", "dpi");
  const auto page = call.number("n");
  if (page < 1 || page > 100'000) return fail("service.missing", "没有这一页", "页码从 1 开始。", std::to_string(page));
  TRY(std::string png, page_picture(call.service, document, static_cast<int>(page), static_cast<int>(dpi)));
  return kept("image/png", std::move(png), fmt::format("{}-{}-{}", document.sha256.substr(0, 32), page, dpi));
}

Result<Response> get_report(Call& call) {
  TRY(const DocumentRecord document, document_in_scope(call.service, call.caller, call.number("id")));
  TRY(const ReportRecord report, report_of(call.service, document));
  Json both = Json::parse(report.json);
  Json view = std::move(both[call.language() == Language::English ? "en" : "zh"]);
  TRY(const auto verdicts, verdicts_on(call.service, call.caller, document.id));
  Json judged = Json::object();
  for (const VerdictRecord& verdict : verdicts) judged[verdict.fingerprint] = view_of(verdict);
  view["verdicts"] = std::move(judged);
  return json_response(view);
}

Result<Response> report_response(Call& call, ReportFile file, std::string type, std::string_view ending) {
  TRY(const DocumentRecord document, document_in_scope(call.service, call.caller, call.number("id")));
  TRY(std::string bytes, report_file(call.service, document, file, call.language()));
  Response response = respond(200, std::move(type), std::move(bytes));
  if (file == ReportFile::Html) response.set("Content-Security-Policy", std::string(kReportPolicy));
  else response.set("Content-Disposition", attachment(document.name + ".report" + std::string(ending)));
  return response;
}

Result<Response> get_report_html(Call& call) { return report_response(call, ReportFile::Html, "text/html; charset=utf-8", ".html"); }
Result<Response> get_report_xlsx(Call& call) { return report_response(call, ReportFile::Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"); }
Result<Response> get_report_pdf(Call& call) { return report_response(call, ReportFile::Pdf, "application/pdf", ".pdf"); }
Result<Response> get_report_sarif(Call& call) { return report_response(call, ReportFile::Sarif, "application/sarif+json", ".sarif"); }

Result<Response> put_verdict(Call& call) {
  const Json& body = call.body;
  TRY(const VerdictRecord verdict, judge(call.service, call.caller, call.number("id"), call.text("fingerprint"), *enum_of<Judgement>(body["verdict"].get<std::string>()), body["because"].get<std::string>()));
  return json_response(view_of(verdict));
}

Result<Response> get_verdicts(Call& call) {
  TRY(const auto verdicts, verdicts_on(call.service, call.caller, call.number("id")));
  return json_response(json_list(verdicts, [](const VerdictRecord& verdict) { return view_of(verdict); }));
}

Result<Response> get_job(Call& call) {
  TRY(const JobRecord job, job_of(call.service, call.caller, call.number("id")));
  return json_response(view_of(job));
}

// "event: progress" whenever the job has moved on, "event: end" when it is done or has failed.
Result<Response> get_job_events(Call& call) {
  TRY(const JobRecord first, job_of(call.service, call.caller, call.number("id")));
  Response response;
  response.type = "text/event-stream";
  response.set("Cache-Control", "no-store");
  response.set("X-Accel-Buffering", "no");  // of nginx: every event at once
  response.events = [&service = call.service, caller = call.caller, id = first.id, told = std::string()]() mutable -> EventStep {
    const Result<JobRecord> job = job_of(service, caller, id);
    if (!job) return {"event: end\ndata: null\n\n", true};
    const bool ended = job->state == JobState::Done || job->state == JobState::Failed;
    std::string data = view_of(*job).dump(-1, ' ', false, Json::error_handler_t::replace);
    if (data == told) return {"", ended};
    told = data;
    return {fmt::format("event: {}\ndata: {}\n\n", ended ? "end" : "progress", data), ended};
  };
  return response;
}

}  // namespace

std::vector<Route> document_routes() {
  const auto get = [](std::string_view path, std::string_view id, std::string_view summary, Result<Response> (*handler)(Call&), Answer answer) {
    return Route{Method::Get, path, id, summary, may::work, handler, answer};
  };
  Route upload{Method::Post, "/api/v1/documents", "handInDocument", "Hands in a document, as the body; it is checked as a job", may::work, post_documents, {202, "HandedIn"}};
  upload.body = {"", "application/octet-stream", kUploadBody, true};
  upload.query = {{"name", ValueType::Text, "The file's name", "", true}, {"unit", ValueType::Integer, "Whose it is, where known"}};
  Route list{Method::Get, "/api/v1/documents", "listDocuments", "Documents, newest first", may::work, get_documents, {200, "Documents"}, {}, {{"of", ValueType::Choice, "One's own, or of the units of one's scope", "me|scope"}}, kPaged};
  Route page = get("/api/v1/documents/{id}/pages/{n}.png", "getPage", "A page of a PDF as a picture", get_page, {200, "", "image/png"});
  page.query = {{"dpi", ValueType::Integer, "Dots per inch, 36 to 220"}};
  Route verdict{Method::Put, "/api/v1/documents/{id}/findings/{fingerprint}/verdict", "judgeFinding", "Judges a finding", may::work, put_verdict, {200, "Verdict"}, {"NewVerdict", "application/json", kSmallBody}};
  return {upload,
          list,
          get("/api/v1/documents/{id}", "getDocument", "A document", get_document, {200, "Document"}),
          get("/api/v1/documents/{id}/original", "getOriginal", "Its bytes", get_original, {200, "", "application/octet-stream"}),
          page,
          get("/api/v1/documents/{id}/report", "getReport", "What the last check found, with the verdicts by fingerprint", get_report, {200, "Report"}),
          get("/api/v1/documents/{id}/report.html", "getReportHtml", "The same as a page", get_report_html, {200, "", "text/html"}),
          get("/api/v1/documents/{id}/report.xlsx", "getReportXlsx", "The same as inspection sheets", get_report_xlsx, {200, "", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}),
          get("/api/v1/documents/{id}/report.pdf", "getReportPdf", "The original PDF with the findings marked", get_report_pdf, {200, "", "application/pdf"}),
          get("/api/v1/documents/{id}/report.sarif", "getReportSarif", "The same as SARIF", get_report_sarif, {200, "", "application/sarif+json"}),
          verdict,
          get("/api/v1/documents/{id}/verdicts", "listVerdicts", "The newest verdict on each finding", get_verdicts, {200, "Verdicts"}),
          get("/api/v1/jobs/{id}", "getJob", "A job", get_job, {200, "Job"}),
          get("/api/v1/jobs/{id}/events", "getJobEvents", "Its progress as server-sent events", get_job_events, {200, "", "text/event-stream"})};
}

}  // namespace mingzhang
