// What everybody may read: units, their published filings with files, search, comparison.
#include <fmt/format.h>

#include "serve/call.h"
#include "serve/views.h"
#include "service/published.h"
#include "store/documents.h"

namespace mingzhang {
namespace {

Result<Response> get_units(Call& call) {
  TRY(const auto units, published_units(call.service, call.query("q"), call.page()));
  return json_response(json_page(units, [](const UnitRecord& unit) { return Json{{"id", unit.id}, {"name", unit.name}, {"kind", word_of(unit.kind)}}; }));
}

Result<Response> get_unit(Call& call) {
  TRY(const PublishedUnit unit, published_unit(call.service, call.number("id")));
  Json published = Json::array();
  for (const PublishedSummary& each : unit.published)
    published.push_back({{"year", each.year}, {"stage", word_of(each.stage)}, {"version", each.version}, {"published", time_text(each.published)}});
  return json_response({{"id", unit.unit.id}, {"name", unit.unit.name}, {"kind", word_of(unit.unit.kind)}, {"published", std::move(published)}});
}

Result<PublishedPageRecord> page_of(const Call& call) {
  const auto stage = enum_of<FilingStage>(call.text("stage"));
  if (!stage) return fail("request.not_found", "没有这个地址", "阶段应为 budget 或 final。", call.text("stage"));
  return published_page(call.service, {call.number("id"), static_cast<int>(call.number("year")), *stage, call.query_number("version")});
}

Result<Response> get_page(Call& call) {
  TRY(PublishedPageRecord page, page_of(call));
  Response response = respond(200, "application/json", std::move(page.json));
  response.set("ETag", "\"" + page.sha256.substr(0, 32) + "\"");
  response.set("X-Published", time_text(page.published));
  return response;
}

Result<Response> get_files(Call& call) {
  TRY(const PublishedPageRecord page, page_of(call));
  TRY(const auto files, call.service.store().read([&](StoreView& view) { return list_published_files(view, page.filing, page.version); }));
  return json_response(json_list(files, [](const PublishedFileRecord& file) { return view_of(file); }));
}

Result<Response> get_file(Call& call) {
  TRY(const PublishedPageRecord page, page_of(call));
  struct Found {
    PublishedFileRecord file;
    std::string bytes;
  };
  TRY(Found found, call.service.store().read([&](StoreView& view) -> Result<Found> {
    TRY(const auto file, find_published_file(view, page.filing, page.version, call.text("name")));
    if (!file) return fail("service.missing", "没有这个文件", "文件见上一级地址。", call.text("name"));
    TRY(std::string bytes, find_blob(view, file->sha256));
    return Found{*file, std::move(bytes)};
  }));
  Response response = respond(200, found.file.media_type, std::move(found.bytes));
  response.set("ETag", "\"" + found.file.sha256.substr(0, 32) + "\"");
  response.set("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'");
  if (!found.file.media_type.starts_with("text/html")) response.set("Content-Disposition", "attachment; filename*=UTF-8''" + percent_encoded(found.file.name));
  return response;
}

Result<Response> get_search(Call& call) {
  const std::string words = call.query("q");
  if (words.empty()) return fail("request.parameter", "参数 q 不能为空", "请输入要找的词。", "q");
  TRY(const SearchResults results, search_published(call.service, words, call.page()));
  Json units = Json::array();
  for (const UnitRecord& unit : results.units) units.push_back({{"id", unit.id}, {"name", unit.name}});
  Json body = json_page(results.claims, [](const PublishedClaimRecord& claim) { return view_of(claim); });
  body["units"] = std::move(units);
  return json_response(body);
}

Result<Response> get_compare(Call& call) {
  std::vector<RecordId> units;
  const std::string list = call.query("units");
  for (std::size_t at = 0; at <= list.size();) {
    const auto end = std::min(list.find(',', at), list.size());
    const auto unit = integer_of(std::string_view(list).substr(at, end - at));
    if (!unit || units.size() >= 20) return fail("request.parameter", "参数 units 应是至多 20 个单位编号，用逗号分开", "例如 units=3,5,8。", "units");
    units.push_back(*unit);
    at = end + 1;
  }
  const FilingStage stage = *enum_of<FilingStage>(call.query("stage"));
  TRY(const auto pages, compared_pages(call.service, units, static_cast<int>(*call.query_number("year")), stage));
  Json items = Json::array();
  for (const ComparedPage& page : pages) {
    Json item = {{"unit", page.unit}, {"published", page.json.has_value()}, {"name", nullptr}, {"totals", nullptr}};
    if (page.json) {
      Json whole = Json::parse(*page.json);
      item["name"] = whole["unit"]["name"];
      item["totals"] = std::move(whole["totals"]);
    }
    items.push_back(std::move(item));
  }
  return json_response({{"items", std::move(items)}, {"next", nullptr}});
}

}  // namespace

std::vector<Route> public_routes() {
  const QueryParameter words{"q", ValueType::Text, "Words"}, version{"version", ValueType::Integer, "A published version, also one that was corrected; the newest otherwise"};
  const auto get = [](std::string_view path, std::string_view id, std::string_view summary, Result<Response> (*handler)(Call&), Answer answer, std::vector<QueryParameter> query, std::uint8_t flags = kNoFlags) {
    return Route{Method::Get, path, id, summary, may::read_published, handler, answer, {}, std::move(query), static_cast<std::uint8_t>(flags | kShared)};
  };
  return {get("/api/v1/public/units", "listPublicUnits", "Units that have published", get_units, {200, "PublicUnits"}, {words}, kPaged),
          get("/api/v1/public/units/{id}", "getPublicUnit", "What a unit has published", get_unit, {200, "PublicUnit"}, {}),
          get("/api/v1/public/units/{id}/{year}/{stage}", "getPublicPage", "A published disclosure: totals, flows, tables, files", get_page, {200, "PublicPage"}, {version}),
          get("/api/v1/public/units/{id}/{year}/{stage}/files", "listPublicFiles", "Its files with their hashes", get_files, {200, "PublishedFiles"}, {version}),
          get("/api/v1/public/units/{id}/{year}/{stage}/files/{name}", "getPublicFile", "One of its files", get_file, {200, "", "application/octet-stream"}, {version}),
          get("/api/v1/public/search", "search", "Units and printed figures by words; a page of figures may be short or empty and still have a next one", get_search, {200, "SearchResults"}, {{"q", ValueType::Text, "Words", "", true}}, kPaged),
          get("/api/v1/public/compare", "compare", "Totals of several units", get_compare, {200, "Comparison"},
              {{"units", ValueType::Text, "Ids of units, with commas between them", "", true}, {"year", ValueType::Integer, "Fiscal year", "", true}, {"stage", ValueType::Choice, "Budget or final accounts", "budget|final", true}})};
}

}  // namespace mingzhang
