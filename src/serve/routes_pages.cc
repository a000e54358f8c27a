// Pages and what machines ask for: the browser application, permanent links, health, metrics, the interface's own description.
#include <fmt/format.h>

#include "serve/application.h"
#include "serve/call.h"
#include "service/permanent_link.h"
#include "service/published.h"
#include "store/jobs.h"

namespace mingzhang {
namespace {

Result<Response> get_health(Call& call) {
  const auto looked = call.service.store().read([](StoreView& view) { return list_jobs(view, JobState::Running, {0, 1}); });
  if (!looked) return tl::unexpected(looked.error());
  return json_response({{"status", "ok"}, {"version", call.service.options().program_version}});
}

Result<Response> get_metrics(Call& call) {
  const auto count = [&](JobState state) -> std::int64_t {
    const auto jobs = call.service.store().read([&](StoreView& view) { return list_jobs(view, state, {0, kPageLimitMax}); });
    return jobs ? static_cast<std::int64_t>(jobs->items.size()) : -1;
  };
  const std::int64_t waiting = count(JobState::Waiting);
  std::string text = call.application.metrics().text();
  text += metric("mingzhang_jobs_waiting", "gauge", "Jobs that nobody works on yet.", std::max<std::int64_t>(waiting, 0));
  text += metric("mingzhang_jobs_running", "gauge", "Jobs at work.", std::max<std::int64_t>(count(JobState::Running), 0));
  text += metric("mingzhang_database_up", "gauge", "Whether the database answers.", waiting >= 0 ? 1 : 0);
  return respond(200, "text/plain; version=0.0.4; charset=utf-8", std::move(text));
}

Result<Response> get_openapi(Call& call) { return respond(200, "application/json", call.application.openapi()); }

// Where the build has compressed it better than there is time for now, that is sent.
Response static_response(const StaticFile& file, const Request& request) {
  const bool compressed = file.gzip && takes_gzip(request.header("accept-encoding"));
  Response response = respond(200, file.type, compressed ? file.gzip : file.bytes);
  response.set("ETag", compressed ? file.etag.substr(0, file.etag.size() - 1) + "-gzip\"" : file.etag);
  if (compressed) response.set("Content-Encoding", "gzip");
  response.set("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  return response;
}

constexpr std::string_view kNoWeb =
    "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>明账</title></head><body><h1>明账</h1>"
    "<p>服务正在运行；浏览器界面没有安装（web/dist）。接口说明：<a href=\"/api/v1/openapi.json\">/api/v1/openapi.json</a>。</p>"
    "<p lang=\"en\">The service is running; the browser application is not installed (web/dist).</p></body></html>\n";

// The application's own routes are told apart in the browser; a name with an ending is a file.
Result<Response> get_page(Call& call) {
  const std::string& path = call.text("rest");
  if (const StaticFile* file = path.empty() ? nullptr : call.application.web().find(path)) return static_response(*file, call.request);
  const auto name = path.rfind('/') == std::string::npos ? std::string_view(path) : std::string_view(path).substr(path.rfind('/') + 1);
  if (path.starts_with("api/") || name.find('.') != std::string_view::npos) return fail("request.not_found", "没有这个地址", "请检查链接是否完整。", call.request.path);
  if (const StaticFile* index = call.application.web().find("index.html")) return static_response(*index, call.request);
  if (path.empty()) return respond(200, "text/html; charset=utf-8", std::string(kNoWeb));
  return fail("request.not_found", "没有这个地址", "浏览器界面没有安装（web/dist）。", call.request.path);
}

Result<PublishedPageRecord> linked_page(const Call& call) {
  const auto stage = call.query("stage").empty() ? FilingStage::Budget : enum_of<FilingStage>(call.query("stage")).value_or(FilingStage::Budget);
  return published_page(call.service, call.text("unit"), static_cast<int>(call.number("year")), stage);
}

Result<Response> get_link(Call& call) {
  TRY(const PublishedPageRecord page, linked_page(call));
  if (const StaticFile* index = call.application.web().find("index.html")) return static_response(*index, call.request);
  TRY(std::string html, linked_table_html(page.json, call.text("table")));
  return respond(200, "text/html; charset=utf-8", std::move(html));
}

Result<Response> get_link_json(Call& call) {
  TRY(const PublishedPageRecord page, linked_page(call));
  TRY(std::string json, linked_table_json(page.json, call.text("table")));
  return respond(200, "application/json", std::move(json));
}

Result<Response> get_link_csv(Call& call) {
  TRY(const PublishedPageRecord page, linked_page(call));
  TRY(std::string csv, linked_table_csv(page.json, call.text("table")));
  Response response = respond(200, "text/csv; charset=utf-8", std::move(csv));
  response.set("Content-Disposition", "attachment; filename*=UTF-8''" + percent_encoded(fmt::format("{}-{}-{}.csv", call.text("unit"), call.text("year"), call.text("table"))));
  return response;
}

}  // namespace

std::vector<Route> page_routes() {
  const auto get = [](std::string_view path, std::string_view id, std::string_view summary, Result<Response> (*handler)(Call&), Answer answer) {
    Route route{Method::Get, path, id, summary, may::read_published, handler, answer};
    if (path.starts_with("/d/")) route.flags = kShared;
    if (id == "getOpenApi") route.flags = kCompressed;
    if (path.starts_with("/d/")) route.query = {{"stage", ValueType::Choice, "Budget (default) or final accounts", "budget|final"}};
    return route;
  };
  Route page = get("/{rest*}", "getApplication", "The browser application and its files", get_page, {200, "", "text/html"});
  page.flags = kHidden | kShared;
  return {get("/healthz", "getHealth", "Whether the service and its database answer", get_health, {200, "Health"}),
          get("/metrics", "getMetrics", "Counters for Prometheus", get_metrics, {200, "", "text/plain"}),
          get("/api/v1/openapi.json", "getOpenApi", "This document", get_openapi, {200, "Anything"}),
          get("/d/{year}/{unit}/{table}.json", "getLinkedTable", "A published table as data", get_link_json, {200, "LinkedTable"}),
          get("/d/{year}/{unit}/{table}.csv", "getLinkedTableCsv", "A published table for spreadsheets", get_link_csv, {200, "", "text/csv"}),
          get("/d/{year}/{unit}/{table}", "getLink", "The permanent link of a published table", get_link, {200, "", "text/html"}),
          page};
}

}  // namespace mingzhang
