#include "serve/router.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "serve/call.h"
#include "serve/json_schema.h"
#include "serve/openapi.h"

namespace mingzhang {
namespace {

Result<Response> nothing(Call&) { return respond(200, "", std::string()); }

Route route(Method method, std::string_view path, std::string_view id, std::uint8_t flags = kNoFlags) {
  Route made{method, path, id, "summary", kAllRoles, nothing, {}};
  made.flags = flags;
  return made;
}

Router some() {
  return Router({route(Method::Get, "/units", "list"), route(Method::Post, "/units", "add"), route(Method::Get, "/units/{id}", "one"), route(Method::Get, "/units/new", "blank"),
                 route(Method::Get, "/d/{year}/{unit}/{table}", "page"), route(Method::Get, "/d/{year}/{unit}/{table}.json", "data"), route(Method::Get, "/{rest*}", "any", kHidden)});
}

std::string_view id_of(const RouteMatch& match) { return match.route == nullptr ? std::string_view() : match.route->id; }

TEST(Router, TheMostDefinitePatternWins) {
  const Router router = some();
  EXPECT_EQ(id_of(router.match(Method::Get, "/units/new")), "blank");
  EXPECT_EQ(id_of(router.match(Method::Get, "/units/7")), "one");
  EXPECT_EQ(id_of(router.match(Method::Get, "/d/2024/图书馆/表2.json")), "data");
  EXPECT_EQ(id_of(router.match(Method::Get, "/d/2024/图书馆/表2")), "page");
  EXPECT_EQ(id_of(router.match(Method::Get, "/d/2024/图书馆/.json")), "page");  // a parameter is never empty
}

TEST(Router, ParametersAreWhatStandsInTheirPlaces) {
  const RouteMatch match = some().match(Method::Get, "/d/2024/图书馆/表2.json");
  EXPECT_EQ(match.parameters, (Parameters{{"year", "2024"}, {"unit", "图书馆"}, {"table", "表2"}}));
  EXPECT_EQ(some().match(Method::Get, "/a/b/c.js").parameters.at("rest"), "a/b/c.js");
}

TEST(Router, HeadIsAnsweredByGet) { EXPECT_EQ(id_of(some().match(Method::Head, "/units")), "list"); }

TEST(Router, AnotherMethodIsToldFromNoSuchPath) {
  const RouteMatch other = some().match(Method::Delete, "/units");
  EXPECT_EQ(other.route, nullptr);
  EXPECT_EQ(other.allowed, (std::vector{Method::Get, Method::Head, Method::Post}));
  const Router without({route(Method::Get, "/units", "list")});
  EXPECT_TRUE(without.match(Method::Get, "/none").allowed.empty());
  EXPECT_EQ(id_of(without.match(Method::Get, "no-slash")), "");
}

TEST(RouterDeathTest, TwoRoutesForOneRequestAreABug) {
  EXPECT_DEATH(Router({route(Method::Get, "/units/{id}", "a"), route(Method::Get, "/units/{id}", "b")}), "");
  EXPECT_DEATH(Router({route(Method::Get, "/a", "a"), route(Method::Get, "/b", "a")}), "");
}

TEST(OpenApi, EverySchemaThatIsNamedIsThere) {
  const std::vector<Route> routes = all_routes();
  const Router router(routes);
  const std::string document = openapi_document(routes, "1.0.0").dump();
  const auto& schemas = api_components()["schemas"];
  for (std::size_t at = 0; (at = document.find("\"#/components/schemas/", at)) != std::string::npos;) {
    at += std::string_view("\"#/components/schemas/").size();
    EXPECT_TRUE(schemas.contains(document.substr(at, document.find('"', at) - at))) << document.substr(at, 40);
  }
}

TEST(OpenApi, EverySchemaIsUsed) {
  const std::string document = openapi_document(all_routes(), "1.0.0").dump();
  for (const auto& [name, unused] : api_components()["schemas"].items()) EXPECT_NE(document.find("schemas/" + name + "\""), std::string::npos) << name;
}

TEST(OpenApi, WhatChangesAFilingNeedsItsRevision) {
  for (const Route& each : all_routes()) {
    const bool step = each.path.starts_with("/api/v1/filings/{id}/") && !is_safe(each.method) && !each.path.ends_with("/comments") && !each.path.ends_with("/preview");
    EXPECT_EQ((each.flags & kIfMatch) != 0, step) << each.id;
  }
}

TEST(OpenApi, OnlySigningInIsChangedWithoutASession) {
  for (const Route& each : all_routes())
    EXPECT_TRUE(is_safe(each.method) || (each.roles & kPublicRole) == 0 || each.id == "signIn" || each.id == "signOut") << each.id;
}

std::string fault(const char* value, const char* schema) {
  const auto root = Json::parse(R"({"components": {"schemas": {"Id": {"type": "integer", "minimum": 1}}}})");
  const auto found = fault_of(Json::parse(value), Json::parse(schema), root);
  return found ? found->place + ": " + found->what : "";
}

TEST(JsonSchema, FaultsAreToldWithTheirPlace) {
  constexpr const char* kSchema = R"({"type": "object", "required": ["id"], "additionalProperties": false, "properties": {
    "id": {"$ref": "#/components/schemas/Id"}, "names": {"type": "array", "maxItems": 2, "items": {"type": "string", "minLength": 1, "maxLength": 3}},
    "kind": {"enum": ["a", "b"]}, "day": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}, "either": {"anyOf": [{"type": "null"}, {"const": 1}]}}})";
  EXPECT_EQ(fault(R"({"id": 1, "names": ["图书馆"], "kind": "a", "day": "2024-01", "either": null})", kSchema), "");
  EXPECT_NE(fault(R"({"names": []})", kSchema).find(": 缺少 id"), std::string::npos);
  EXPECT_EQ(fault(R"({"id": 0})", kSchema), "/id: 不得小于 1");
  EXPECT_EQ(fault(R"({"id": 1, "other": 2})", kSchema), ": 不认识的字段 other");
  EXPECT_EQ(fault(R"({"id": 1, "names": ["好", ""]})", kSchema), "/names/1: 内容太短或为空");
  EXPECT_EQ(fault(R"({"id": 1, "names": ["图书馆二"]})", kSchema), "/names/0: 不得超过 3 个字符");
  EXPECT_EQ(fault(R"({"id": 1, "names": ["a", "b", "c"]})", kSchema), "/names: 不得超过 2 项");
  EXPECT_EQ(fault(R"({"id": 1, "day": "24-1"})", kSchema), "/day: 格式不对");
  EXPECT_EQ(fault(R"({"id": 1, "either": 2})", kSchema), "/either: 不符合允许的任何一种形式");
  EXPECT_EQ(fault(R"({"id": "1"})", kSchema), "/id: 应为 \"integer\"");
  EXPECT_EQ(fault(R"([])", kSchema), ": 应为 \"object\"");
}

TEST(Http, PathsAreDecodedOrRefused) {
  EXPECT_EQ(percent_decoded("%E4%BA%91/a+b", false), "云/a+b");
  EXPECT_EQ(percent_decoded("a+b", true), "a b");
  for (const char* wrong : {"%", "%4", "%zz", "%00", "%ff"}) EXPECT_EQ(percent_decoded(wrong, false), std::nullopt) << wrong;
  EXPECT_EQ(percent_encoded("云 a/b"), "%E4%BA%91%20a%2Fb");
  EXPECT_EQ(*parse_query("a=1&b=%E4%BA%91&c&a=2"), (Parameters{{"a", "2"}, {"b", "云"}, {"c", ""}}));
}

TEST(Http, CookiesAreFoundByTheirWholeName) {
  Request request;
  request.headers = {{"cookie", "other_session=1; mingzhang_session=abc; x=y"}};
  EXPECT_EQ(request.cookie("mingzhang_session"), "abc");
  EXPECT_EQ(request.cookie("session"), "");
  EXPECT_EQ(request.cookie("x"), "y");
}

}  // namespace
}  // namespace mingzhang
