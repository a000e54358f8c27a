#include "serve/application.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/assertions.h"
#include "base/sha256.h"
#include "serve/call.h"
#include "serve/error_response.h"
#include "serve/json_schema.h"
#include "serve/openapi.h"
#include "service/accounts.h"
#include "service/password.h"

namespace mingzhang {
namespace {

constexpr std::uint64_t kStrayBodyMax = 64u << 10;  // of requests that no route takes
constexpr std::string_view kPagePolicy =
    "default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; frame-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

Language language_of(const Request& request) {
  // "en-GB,en;q=0.9,zh;q=0.1": the first that we speak.
  const std::string_view list = request.header("accept-language");
  const auto zh = list.find("zh"), en = list.find("en");
  return en < zh ? Language::English : Language::Chinese;
}

// What answers of one address differ by.
std::string variant_of(const Request& request) {
  return std::string(language_of(request) == Language::English ? "en" : "zh") + (takes_gzip(request.header("accept-encoding")) ? " gzip " : " ");
}

std::vector<std::string> names_of(std::span<const Route> routes) {
  std::vector<std::string> names;
  for (const Route& route : routes) names.emplace_back(route.id);
  return names;
}

bool has_header(const Response& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(), [&](const auto& header) { return header.first == name; });
}

std::string_view header_of(const Response& response, std::string_view name) {
  for (const auto& [known, value] : response.headers)
    if (known == name) return value;
  return {};
}

// Any of "*", "\"a\", W/\"b\"" is the etag.
bool names_etag(std::string_view list, std::string_view etag) { return list == "*" || (!etag.empty() && list.find(etag) != std::string_view::npos); }

void add_etag(const Request& request, Response& response) {
  if (response.status == 200 && !response.events && is_safe(request.method) && response.body && !has_header(response, "ETag"))
    response.set("ETag", "\"" + sha256_hex(*response.body).substr(0, 32) + "\"");
}

void finish(const Request& request, Response& response) {
  const bool good = response.status == 200 && !response.events;
  add_etag(request, response);
  if (!has_header(response, "Cache-Control")) response.set("Cache-Control", "no-cache");
  // Of the page that a 304 says is still good: its policy would take the place of the one that the browser keeps.
  if (!has_header(response, "Content-Security-Policy"))
    response.set("Content-Security-Policy", std::string(response.type.starts_with("text/html") ? kPagePolicy : "default-src 'none'; frame-ancestors 'none'"));
  if (good && is_safe(request.method) && names_etag(request.header("if-none-match"), header_of(response, "ETag"))) {
    response.status = 304;
    response.body.reset();
    response.type.clear();
  }
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "same-origin");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Vary", "Accept-Language, Accept-Encoding");
  if (request.secure) response.set("Strict-Transport-Security", "max-age=31536000");
}

Result<void> check_value(const QueryParameter& known, const std::string& value) {
  const auto wrong = [&](std::string what) { return fail("request.parameter", fmt::format("参数 {} 的值“{}”不对：{}", known.name, value, what), "请按接口文档 /api/v1/openapi.json 改正。", std::string(known.name)); };
  if (known.type == ValueType::Integer && !integer_of(value)) return wrong("应为整数");
  if (known.type == ValueType::Choice && (value.empty() || value.find('|') != std::string::npos || ("|" + std::string(known.choices) + "|").find("|" + value + "|") == std::string::npos))
    return wrong(fmt::format("应为 {} 之一", known.choices));
  return {};
}

Result<void> check_query(const Route& route, const Parameters& query) {
  static const std::vector<QueryParameter> kPaging = {{"limit", ValueType::Integer, ""}, {"after", ValueType::Integer, ""}};
  for (const auto& [name, value] : query) {
    const auto named = [&](const QueryParameter& each) { return each.name == name; };
    auto found = std::find_if(route.query.begin(), route.query.end(), named);
    if (found == route.query.end() && (route.flags & kPaged) != 0) {
      found = std::find_if(kPaging.begin(), kPaging.end(), named);
      if (found == kPaging.end()) found = route.query.end();
    }
    if (found == route.query.end()) {
      if ((route.flags & kHidden) != 0) continue;
      return fail("request.parameter", fmt::format("不认识的参数 {}", name), "请按接口文档 /api/v1/openapi.json 改正。", name);
    }
    if (auto checked = check_value(*found, value); !checked) return checked;
  }
  for (const QueryParameter& each : route.query)
    if (each.required && !query.contains(each.name)) return fail("request.parameter", fmt::format("缺少参数 {}", each.name), "请按接口文档 /api/v1/openapi.json 补上。", std::string(each.name));
  if ((route.flags & kPaged) == 0) return {};
  const auto limit = query.find("limit"), after = query.find("after");
  if (limit != query.end() && (*integer_of(limit->second) < 1 || *integer_of(limit->second) > kPageLimitMax))
    return fail("request.parameter", fmt::format("limit 应在 1 和 {} 之间", kPageLimitMax), "请改小一些，用 next 取下一页。", "limit");
  if (after != query.end() && *integer_of(after->second) < 0) return fail("request.parameter", "after 不应为负数", "请用上一页的 next。", "after");
  return {};
}

Result<void> check_path(const Parameters& parameters) {
  for (const auto& [name, value] : parameters)
    if (is_integer_parameter(name) && !integer_of(value)) return fail("request.not_found", "没有这个地址", "请检查链接是否完整。", value);
  return {};
}

// Before it is parsed: of 32 MiB of brackets each would become a value of its own.
bool nested_too_deep(std::string_view json) {
  constexpr int kDepthMax = 64;
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') quoted = !quoted;
    else if (quoted) i += c == '\\' ? 1 : 0;
    else if (c == '[' || c == '{') {
      if (++depth > kDepthMax) return true;
    } else if (c == ']' || c == '}') --depth;
  }
  return false;
}

Result<Json> parse_body(const Route& route, const Request& request) {
  if (route.body.bytes_max == 0 || route.body.to_file) return Json(nullptr);
  std::string_view type = request.header("content-type");
  type = type.substr(0, type.find(';'));
  if (type != route.body.media_type)
    return fail("request.media_type", fmt::format("内容的类型应为 {}", route.body.media_type), "请在请求头 Content-Type 中写明。", std::string(type));
  if (nested_too_deep(request.body)) return fail("request.body", "内容嵌套得太深", "请按接口文档 /api/v1/openapi.json 改正。");
  Json body = Json::parse(request.body, nullptr, false);
  if (body.is_discarded()) return fail("request.body", "内容不是正确的 JSON", "请检查语法。");
  if (route.body.schema.empty()) return body;
  static const Json root = {{"components", api_components()}};
  if (const auto fault = fault_of(body, root["components"]["schemas"][std::string(route.body.schema)], root))
    return fail("request.body", fmt::format("内容不符合接口文档：{}", fault->what), "请按接口文档 /api/v1/openapi.json 改正。", fault->place.empty() ? "/" : fault->place);
  return body;
}

// "\"12\"" -> 12
Result<std::int64_t> revision_of(const Request& request) {
  std::string_view match = request.header("if-match");
  if (match.empty()) return fail("request.no_precondition", "缺少请求头 If-Match", "请先读取，再带上读到的 ETag 来修改，免得覆盖别人的修改。");
  if (match.starts_with("W/")) match.remove_prefix(2);
  const bool quoted = match.size() > 2 && match.front() == '"' && match.back() == '"';
  const auto revision = quoted ? integer_of(match.substr(1, match.size() - 2)) : std::nullopt;
  if (!revision) return fail("request.parameter", "请求头 If-Match 的值不对", "应是读取时得到的 ETag，例如 \"3\"。", "If-Match");
  return *revision;
}

Error wire_error(int status) {
  switch (status) {
    case 408:
      return {"request.timeout", "等了太久，请求没有发完", "请检查网络后重试。", ""};
    case 413:
      return {"request.too_large", "内容太大", "请拆成几份，或请管理员调高上限。", ""};
    case 431:
      return {"request.head_too_large", "请求头太长", "请清除浏览器中本网站的 Cookie 后重试。", ""};
    case 501:
      return {"request.method_unknown", "不支持这种请求方法", "请用 GET、HEAD、POST、PUT、PATCH 或 DELETE。", ""};
    case 507:
      return {"request.no_space", "服务器磁盘已满，文件没有收下", "请通知管理员。", ""};
    default:
      return {"request.malformed", "请求的写法不对", "请检查地址和请求头。", ""};
  }
}

}  // namespace

std::optional<std::int64_t> integer_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::int64_t Call::number(std::string_view name) const { return *integer_of(text(name)); }

const std::string& Call::text(std::string_view name) const {
  const auto found = parameters.find(name);
  ASSERT(found != parameters.end());
  return found->second;
}

std::string Call::query(std::string_view name) const {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

std::optional<std::int64_t> Call::query_number(std::string_view name) const {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::nullopt : integer_of(found->second);
}

Paging Call::page() const {
  Paging page;
  page.after = query_number("after").value_or(0);
  page.limit = static_cast<int>(query_number("limit").value_or(page.limit));
  return page;
}

Response json_response(const Json& body, int status) { return respond(status, "application/json", body.dump(-1, ' ', false, Json::error_handler_t::replace)); }

Response no_content() {
  Response response;
  response.status = 204;
  response.type.clear();
  return response;
}

std::vector<Route> all_routes() {
  std::vector<Route> routes;
  for (auto* of_subject : {session_routes, unit_routes, filing_routes, document_routes, overview_routes, public_routes, page_routes}) {
    std::vector<Route> some = of_subject();
    routes.insert(routes.end(), some.begin(), some.end());
  }
  return routes;
}

Application::Application(Service& service, JobRunner& jobs, const ApplicationOptions& options)
    : service_(service),
      jobs_(jobs),
      router_(all_routes()),
      metrics_(names_of(router_.routes())),
      web_(StaticFiles::load(options.web_directory)),
      openapi_(openapi_document(router_.routes(), service.options().program_version).dump()) {}

Application::~Application() = default;

BodyPlan Application::plan(const Request& head) {
  const RouteMatch match = router_.match(head.method, head.path);
  if (match.route == nullptr || match.route->body.bytes_max == 0) return {kStrayBodyMax, false};
  const RequestBody& body = match.route->body;
  const std::uint64_t bytes_max = body.to_file ? std::min(body.bytes_max, service_.options().document_bytes_max) : body.bytes_max;
  return {bytes_max, body.to_file, bytes_max > kStrayBodyMax};
}

std::optional<Response> Application::admit(const Request& head) {
  const RouteMatch match = router_.match(head.method, head.path);
  ASSERT(match.route != nullptr);
  const auto start = std::chrono::steady_clock::now();
  std::optional<Error> error;
  const Result<Caller> caller = identify(head);
  if (!caller) error = caller.error();
  else if (const auto allowed = authorise(head, *match.route, *caller); !allowed) error = allowed.error();
  if (!error) return std::nullopt;
  Response response = error_response(*error, language_of(head));
  finish(head, response);
  metrics_.count(match.index, response.status, std::chrono::steady_clock::now() - start);
  return response;
}

Response Application::refuse(const Request& head, int status) {
  Response response = error_response(wire_error(status), language_of(head));
  finish(head, response);
  metrics_.count(metrics_.without_route(), status, {});
  return response;
}

std::optional<Response> Application::answer_at_once(const Request& request) {
  const auto start = std::chrono::steady_clock::now();
  const std::string key = SharedAnswers::key_of(request, variant_of(request));
  if (key.empty()) return std::nullopt;
  std::optional<Response> response = shared_.find(key, service_.publications(), start);
  if (!response) return std::nullopt;
  finish(request, *response);
  metrics_.count(router_.match(request.method, request.path).index, response->status, std::chrono::steady_clock::now() - start);
  return response;
}

Response Application::handle(Request request) {
  const auto start = std::chrono::steady_clock::now();
  const RouteMatch match = router_.match(request.method, request.path);
  const std::uint64_t publications = service_.publications();
  Response response = answer(request, match);
  if (match.route != nullptr) {
    const bool shared = (match.route->flags & kShared) != 0;
    add_etag(request, response);
    if ((shared || (match.route->flags & kCompressed) != 0) && is_safe(request.method) && takes_gzip(request.header("accept-encoding"))) compressed_.compress(response);
    const std::string key = shared ? SharedAnswers::key_of(request, variant_of(request)) : std::string();
    if (!key.empty()) shared_.add(key, response, publications, start);
  }
  finish(request, response);
  metrics_.count(match.route != nullptr ? match.index : metrics_.without_route(), response.status, std::chrono::steady_clock::now() - start);
  return response;
}

Response Application::answer(const Request& request, const RouteMatch& match) {
  const Language language = language_of(request);
  if (match.route == nullptr) {
    Response response = error_response(no_route(match, request), language);
    std::string allow;
    for (const Method method : match.allowed) allow += (allow.empty() ? "" : ", ") + std::string(method_name(method));
    if (!allow.empty()) response.set("Allow", allow);
    return response;
  }
  const ContainAssertions contained;
  try {  // a bug of ours that one request brings to light must not take the others with it
    Result<Caller> caller = identify(request);
    if (!caller) return error_response(caller.error(), language);
    Result<Response> response = call(request, match, *caller);
    if (response) return std::move(*response);
    return error_response(response.error(), language);
  } catch (const std::exception& problem) {
    fmt::print(stderr, "mingzhang serve: {} {}: {}\n", method_name(request.method), match.route->path, problem.what());
    return error_response({"serve.internal", "服务内部出错", "是软件的缺陷，请把时间和所做的操作告诉管理员。", ""}, language);
  }
}

Error Application::no_route(const RouteMatch& match, const Request& request) const {
  if (match.allowed.empty()) return {"request.not_found", "没有这个地址", "请检查链接是否完整。", request.path};
  return {"request.method", "这个地址不支持这种请求方法", "请按接口文档 /api/v1/openapi.json 改正。", std::string(method_name(request.method))};
}

Result<Caller> Application::identify(const Request& request) const {
  Caller caller;
  const std::string_view authorization = request.header("authorization");
  if (authorization.starts_with("Bearer ")) {
    TRY(caller, caller_of_token(service_, authorization.substr(7)));
  } else if (const std::string_view token = request.cookie("mingzhang_session"); !token.empty()) {
    TRY(caller, caller_of_session(service_, token));
  }
  caller.address = request.client;
  caller.language = language_of(request);
  return caller;
}

Result<void> Application::authorise(const Request& request, const Route& route, const Caller& caller) const {
  if ((route.roles & caller.role()) == 0) {
    if (!caller.user) return fail("access.sign_in", "请先登录", "登录后再试；登录可能已过期。");
    return tl::unexpected(forbidden());
  }
  if (is_safe(request.method) || (route.flags & kNoCsrf) != 0 || !caller.user || caller.token != 0) return {};
  if (!same_secret(request.header("x-csrf-token"), caller.csrf))
    return fail("access.csrf", "请求不是从本网站的页面发出的", "请刷新页面后重试；程序请带上请求头 X-CSRF-Token，或改用 API 令牌。");
  return {};
}

Result<Response> Application::call(const Request& request, const RouteMatch& match, const Caller& caller) {
  const Route& route = *match.route;
  if (auto allowed = authorise(request, route, caller); !allowed) return tl::unexpected(allowed.error());
  if (auto checked = check_path(match.parameters); !checked) return tl::unexpected(checked.error());
  if (auto checked = check_query(route, request.query); !checked) return tl::unexpected(checked.error());
  Call call{.request = request, .route = route, .parameters = match.parameters, .application = *this, .service = service_, .caller = caller};
  if ((route.flags & kIfMatch) != 0) {
    TRY(call.revision, revision_of(request));
  }
  TRY(call.body, parse_body(route, request));
  return route.handler(call);
}

}  // namespace mingzhang
