// What those above look at.
#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "serve/call.h"
#include "serve/views.h"
#include "service/overview.h"
#include "store/audit.h"

namespace mingzhang {
namespace {

constexpr std::uint64_t kSmallBody = 64u << 10;

std::optional<int> year_of(const Call& call) {
  const auto year = call.query_number("year");
  return year ? std::optional(static_cast<int>(*year)) : std::nullopt;
}

Result<Response> get_expected(Call& call) {
  const ObligationFilter filter{{}, year_of(call), enum_of<FilingStage>(call.query("stage"))};
  TRY(const auto obligations, obligations_in_scope(call.service, call.caller, filter, call.page()));
  const std::string today = date_of(call.service.store().now());
  return json_response(json_page(obligations, [&](const ObligationRecord& each) { return view_of(each, today); }));
}

Result<Response> put_expected(Call& call) {
  const Json& body = call.body;
  const FilingStage stage = *enum_of<FilingStage>(body["stage"].get<std::string>());
  const auto date = [&](const char* name) { return body.contains(name) && body[name].is_string() ? std::optional(body[name].get<std::string>()) : std::nullopt; };
  const Result<void> done = body.value("owed", true) ? oblige(call.service, call.caller, body["unit"], body["year"], stage, date("approved_on"), date("due_on"))
                                                     : release_obligation(call.service, call.caller, body["unit"], body["year"], stage);
  if (!done) return tl::unexpected(done.error());
  return no_content();
}

Result<Response> get_dashboard(Call& call) {
  TRY(const Dashboard dashboard, dashboard_of(call.service, call.caller, year_of(call), enum_of<FilingStage>(call.query("stage"))));
  const std::string today = date_of(call.service.store().now());
  Json filings = Json::object(), obligations = Json::object(), late = Json::array(), findings = Json::array();
  for (std::size_t i = 0; i < dashboard.filings_by_state.size(); ++i) filings[std::string(kFilingStateWords[i])] = dashboard.filings_by_state[i];
  for (std::size_t i = 0; i < dashboard.obligations_by_state.size(); ++i) obligations[std::string(word_of(static_cast<ObligationState>(i)))] = dashboard.obligations_by_state[i];
  for (const ObligationRecord& each : dashboard.late) late.push_back(view_of(each, today));
  for (const FindingCountRecord& each : dashboard.findings) findings.push_back({{"unit", or_null(each.unit)}, {"code", each.code}, {"title", title_of_check(each.code, call.language())}, {"severity", each.severity}, {"count", each.count}});
  return json_response({{"today", today}, {"filings", std::move(filings)}, {"obligations", std::move(obligations)}, {"late", std::move(late)}, {"findings", std::move(findings)}});
}

Result<std::vector<RecordId>> units_of(std::string_view list) {
  std::vector<RecordId> units;
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    const auto unit = integer_of(list.substr(0, end));
    if (!unit) return fail("request.parameter", "参数 units 应是用逗号分开的单位编号", "例如 units=3,5,8。", "units");
    units.push_back(*unit);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return units;
}

Result<LineFilter> line_filter_of(const Call& call) {
  LineFilter filter;
  TRY(filter.units, units_of(call.query("units")));
  filter.year = year_of(call);
  filter.stage = enum_of<FilingStage>(call.query("stage"));
  filter.function = call.query("function");
  filter.economic = call.query("economic");
  filter.source = call.query("source");
  filter.nature = call.query("nature");
  filter.project = call.query("project");
  filter.measure = call.query("measure");
  filter.flow = call.query("flow");
  filter.own_only = call.query("lines") != "all";
  return filter;
}

std::vector<std::string> as_json(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (const std::string& text : texts) quoted.push_back(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
  return quoted;
}

// The list of RollupRow. Cells may be hundreds of thousands: each node is made JSON once, and the cells are put together as text.
std::string rollup_json(const NamedSums& named, std::size_t from, std::size_t limit) {
  const RollupSums& sums = named.sums;
  const std::size_t axes = sums.nodes.size();
  std::vector<std::vector<std::string>> ids, names;
  for (std::size_t axis = 0; axis < axes; ++axis) {
    ids.push_back(as_json(sums.nodes[axis]));
    names.push_back(as_json(named.names[axis]));
  }
  std::string text = R"({"items":[)";
  const auto add_list = [&](std::string_view key, const std::vector<std::vector<std::string>>& of, const RollupSums::Cell& cell) {
    text.append(key);
    for (std::size_t axis = 0; axis < axes; ++axis) text.append(axis == 0 ? "" : ",").append(of[axis][cell.nodes[axis]]);
  };
  std::string_view before = R"({"ids":[)";
  const std::size_t begin = std::min(from, sums.cells.size()), end = begin + std::min(limit, sums.cells.size() - begin);
  for (std::size_t i = begin; i < end; ++i) {
    const RollupSums::Cell& cell = sums.cells[i];
    add_list(before, ids, cell);
    add_list(R"(],"names":[)", names, cell);
    fmt::format_to(std::back_inserter(text), R"(],"amount_fen":{},"lines":{}}})", cell.amount_fen, cell.lines);
    before = R"(,{"ids":[)";
  }
  return text + R"(],"next":)" + (end < sums.cells.size() ? std::to_string(end) : "null") + "}";
}

Result<Response> get_rollup(Call& call) {
  TRY(const LineFilter filter, line_filter_of(call));
  constexpr std::int64_t kCells = 10'000, kCellsMax = 100'000;
  const std::int64_t limit = call.query_number("limit").value_or(kCells), after = call.query_number("after").value_or(0);
  if (limit < 1 || limit > kCellsMax || after < 0) return fail("request.parameter", fmt::format("limit 应在 1 和 {} 之间，after 不应为负数", kCellsMax), "请改正。", "limit");
  TRY(const NamedSums named, roll_up(call.service, call.caller, call.query("by"), filter, static_cast<int>(call.query_number("depth").value_or(1))));
  return respond(200, "application/json", rollup_json(named, static_cast<std::size_t>(after), static_cast<std::size_t>(limit)));
}

Result<Response> get_lines(Call& call) {
  TRY(const LineFilter filter, line_filter_of(call));
  TRY(const auto lines, lines_in_scope(call.service, call.caller, filter, call.page()));
  const Knowledge& knowledge = *call.service.engine().knowledge;
  return json_response(json_page(lines, [&](const PublishedLineRecord& line) { return view_of(line, knowledge); }));
}

Result<Response> get_audit(Call& call) {
  AuditFilter filter;
  filter.user = call.query_number("user");
  filter.action = call.query("action");
  filter.subject = call.query("subject");
  TRY(const auto records, call.service.store().read([&](StoreView& view) { return list_audit(view, filter, call.page()); }));
  return json_response(json_page(records, [](const AuditRecord& record) { return view_of(record); }));
}

}  // namespace

std::vector<Route> overview_routes() {
  const QueryParameter year{"year", ValueType::Integer, "Fiscal year"}, stage{"stage", ValueType::Choice, "Budget or final accounts", "budget|final"};
  std::vector<QueryParameter> lines = {year, stage, {"units", ValueType::Text, "Ids of units, with commas between them; all of one's scope otherwise"}};
  for (const std::string_view dimension : {"function", "economic", "source", "nature", "project", "measure", "flow"}) lines.push_back({dimension, ValueType::Text, "This node and all below it"});
  lines.push_back({"lines", ValueType::Choice, "all: also what filings state for comparison: other years, the budget beside final accounts", "own|all"});
  std::vector<QueryParameter> rollup = lines;
  rollup.push_back({"by", ValueType::Text, "Dimensions, with commas between them: function,economic", "", true});
  rollup.push_back({"limit", ValueType::Integer, "Sums of a page; 10,000 unless given, at most 100,000"});
  rollup.push_back({"after", ValueType::Integer, "`next` of the page before"});
  rollup.push_back({"depth", ValueType::Integer, "Levels of codes that are told apart; 0: all"});
  return {{Method::Get, "/api/v1/expected", "listExpected", "Who owes what by when, and who is late", may::work, get_expected, {200, "ExpectedList"}, {}, {year, stage}, kPaged},
          {Method::Put, "/api/v1/expected", "setExpected", "What a unit owes", may::manage_obligations, put_expected, {204, "", ""}, {"NewExpected", "application/json", kSmallBody}},
          {Method::Get, "/api/v1/dashboard", "getDashboard", "Filings by state, obligations, findings by kind and unit", may::work, get_dashboard, {200, "Dashboard"}, {}, {year, stage}},
          {Method::Get, "/api/v1/rollup", "getRollup", "Published money of units by dimensions; of the budget and that goes out, unless `measure` and `flow` say otherwise", may::work, get_rollup, {200, "Rollup"}, {}, rollup, kCompressed},
          {Method::Get, "/api/v1/lines", "listLines", "The published ledger lines behind a number of a roll-up, which the same parameters give", may::work, get_lines, {200, "Lines"}, {}, lines, kPaged | kCompressed},
          {Method::Get, "/api/v1/audit", "listAudit", "The audit trail, newest first", may::read_audit, get_audit, {200, "AuditRecords"}, {},
           {{"user", ValueType::Integer, "By this user"}, {"action", ValueType::Text, "Of this kind: filing.published"}, {"subject", ValueType::Text, "About this: filing/12"}}, kPaged}};
}

}  // namespace mingzhang
