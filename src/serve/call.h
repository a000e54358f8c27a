#pragma once
// What a route's handler gets, after the request has been authorised and held to the route's description.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "serve/http.h"
#include "serve/metrics.h"
#include "serve/route.h"
#include "serve/static_files.h"
#include "service/service.h"

namespace mingzhang {

class Application;
class JobRunner;
class Previews;

using Json = nlohmann::ordered_json;

struct Call {
  const Request& request;
  const Route& route;
  const Parameters& parameters;  // of the path
  Application& application;
  Service& service;
  const Caller& caller;
  Json body = nullptr;           // parsed, and as its schema says
  std::int64_t revision = 0;     // of If-Match

  Language language() const { return caller.language; }
  std::int64_t number(std::string_view name) const;              // of the path; was checked to be one
  const std::string& text(std::string_view name) const;          // of the path
  std::string query(std::string_view name) const;                // "" when absent
  std::optional<std::int64_t> query_number(std::string_view name) const;
  Paging page() const;
};

std::optional<std::int64_t> integer_of(std::string_view text);

Response json_response(const Json& body, int status = 200);
Response no_content();

// {"items": […], "next": cursor|null}
template <class T, class Make>
Json json_page(const PageOf<T>& page, Make make) {
  Json items = Json::array();
  for (const T& item : page.items) items.push_back(make(item));
  return {{"items", std::move(items)}, {"next", page.next ? Json(*page.next) : Json(nullptr)}};
}
template <class T, class Make>
Json json_list(const std::vector<T>& list, Make make) {
  Json items = Json::array();
  for (const T& item : list) items.push_back(make(item));
  return {{"items", std::move(items)}, {"next", nullptr}};
}

// The routes, by subject.
std::vector<Route> session_routes();
std::vector<Route> unit_routes();
std::vector<Route> filing_routes();
std::vector<Route> document_routes();
std::vector<Route> overview_routes();
std::vector<Route> public_routes();
std::vector<Route> page_routes();
std::vector<Route> all_routes();

}  // namespace mingzhang
