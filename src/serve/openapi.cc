#include "serve/openapi.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "store/records.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

Json reference(std::string_view schema) { return {{"$ref", fmt::format("#/components/schemas/{}", schema)}}; }

Json content(std::string_view media_type, std::string_view schema) {
  Json described = Json::object();
  if (!schema.empty()) described["schema"] = reference(schema);
  return {{media_type, std::move(described)}};
}

Json schema_of(const QueryParameter& parameter) {
  if (parameter.type == ValueType::Integer) return {{"type", "integer"}};
  Json schema = {{"type", "string"}};
  if (parameter.type != ValueType::Choice) return schema;
  Json choices = Json::array();
  std::string_view rest = parameter.choices;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('|'), rest.size());
    choices.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  schema["enum"] = std::move(choices);
  return schema;
}

Json parameter(std::string_view name, std::string_view in, bool required, Json schema, std::string_view description) {
  return {{"name", name}, {"in", in}, {"required", required}, {"description", description}, {"schema", std::move(schema)}};
}

// Of "/d/{year}/{unit}/{table}.csv"; also the path as OpenAPI writes it: without the star of "{rest*}".
Json path_parameters(std::string& path) {
  Json parameters = Json::array();
  for (std::size_t at = 0; (at = path.find('{', at)) != std::string::npos; ++at) {
    const auto end = path.find('}', at);
    if (path[end - 1] == '*') path.erase(end - 1, 1);
    const std::string name = path.substr(at + 1, path.find('}', at) - at - 1);
    parameters.push_back(parameter(name, "path", true, {{"type", is_integer_parameter(name) ? "integer" : "string"}}, ""));
  }
  return parameters;
}

void add_common_parameters(const Route& route, Json& parameters) {
  for (const QueryParameter& each : route.query) parameters.push_back(parameter(each.name, "query", each.required, schema_of(each), each.description));
  if ((route.flags & kPaged) != 0) {
    parameters.push_back(parameter("limit", "query", false, {{"type", "integer"}, {"minimum", 1}, {"maximum", kPageLimitMax}, {"default", 50}}, "Items of a page"));
    parameters.push_back(parameter("after", "query", false, {{"type", "integer"}, {"minimum", 0}}, "`next` of the page before"));
  }
  if ((route.flags & kIfMatch) != 0)
    parameters.push_back(parameter("If-Match", "header", true, {{"type", "string"}}, "The ETag of the thing that is changed: its revision in quotes"));
}

Json roles_of(const Route& route) {
  Json roles = Json::array();
  for (const RoleName& role : kRoleNames)
    if ((route.roles & role.role) != 0) roles.push_back(role.name);
  return roles;
}

Json answers_of(const Route& route) {
  Json good = {{"description", "Success"}};
  if (!route.answer.media_type.empty()) good["content"] = content(route.answer.media_type, route.answer.schema);
  Json answers = {{std::to_string(route.answer.status), std::move(good)}};
  if (route.method == Method::Get && route.answer.status == 200) answers["304"] = {{"description", "Not modified since the ETag of If-None-Match"}};
  answers["default"] = {{"description", "Anything else"}, {"content", content("application/json", "Error")}};
  return answers;
}

Json operation_of(const Route& route, Json parameters) {
  Json operation = {{"operationId", route.id}, {"summary", route.summary}, {"x-roles", roles_of(route)}};
  if (!parameters.empty()) operation["parameters"] = std::move(parameters);
  if (route.body.bytes_max > 0)
    operation["requestBody"] = {{"required", true}, {"x-bytes-max", route.body.bytes_max}, {"content", content(route.body.media_type, route.body.schema)}};
  operation["responses"] = answers_of(route);
  if ((route.roles & kPublicRole) != 0) operation["security"] = Json::array();
  return operation;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

}  // namespace

Json openapi_document(std::span<const Route> routes, std::string_view version) {
  Json paths = Json::object();
  for (const Route& route : routes) {
    std::string path(route.path);
    Json parameters = path_parameters(path);
    add_common_parameters(route, parameters);
    paths[path][lower(method_name(route.method))] = operation_of(route, std::move(parameters));
  }
  Json components = api_components();
  components["securitySchemes"] = {
      {"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "mingzhang_session"}, {"description", "Unsafe methods also need X-CSRF-Token, as GET /api/v1/session tells it"}}},
      {"token", {{"type", "http"}, {"scheme", "bearer"}, {"description", "An API token"}}}};
  return {{"openapi", "3.1.0"},
          {"info", {{"title", "Mingzhang 明账"}, {"version", version}, {"description", "Every route takes Accept-Language: zh (default) or en. HEAD is answered where GET is."}}},
          {"security", Json::array({{{"session", Json::array()}}, {{"token", Json::array()}}})},
          {"paths", std::move(paths)},
          {"components", std::move(components)}};
}

}  // namespace mingzhang
