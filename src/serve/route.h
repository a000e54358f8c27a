#pragma once
// A route of the interface, as data. The router finds it, the application authorises and checks each request by it, the OpenAPI
// document is written from it: no route can exist that is not described, and none can be described otherwise than it works.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "serve/http.h"
#include "service/permissions.h"

namespace mingzhang {

struct Call;  // serve/call.h

enum class ValueType : std::uint8_t { Text, Integer, Choice };

struct QueryParameter {
  std::string_view name;
  ValueType type = ValueType::Text;
  std::string_view description;
  std::string_view choices = {};  // "budget|final"
  bool required = false;
};

struct RequestBody {
  std::string_view schema = {};      // name of a schema in api_schemas.cc; "" with another media type, or no body at all
  std::string_view media_type = "application/json";
  std::uint64_t bytes_max = 0;       // 0: the route takes no body
  bool to_file = false;              // streamed to the disk, and never more than ServiceOptions::document_bytes_max
};

struct Answer {
  int status = 200;
  std::string_view schema = {};      // "" where the content is no JSON, or there is none
  std::string_view media_type = "application/json";  // "" without content
};

enum RouteFlags : std::uint8_t {
  kNoFlags = 0,
  kIfMatch = 1,     // changes a filing: needs If-Match with its revision
  kPaged = 2,       // takes limit and after
  kNoCsrf = 4,      // for who is not signed in yet
  kShared = 16,     // the same for everybody, and only publication changes it: kept for a moment
  kCompressed = 32, // large, and holds no secret: compressed for clients that take it, as what is shared always is
  kHidden = 8,      // answers with content of any name, as of the browser application; described, but for no client to rely on
};

struct Route {
  Method method = Method::Get;
  std::string_view path;             // "/api/v1/filings/{id}/ledger"; a path parameter named id, n, year, unit or number is an integer
  std::string_view id;               // "getLedger", unique
  std::string_view summary;          // Chinese
  Roles roles = 0;
  Result<Response> (*handler)(Call& call) = nullptr;
  Answer answer;
  RequestBody body = {};
  std::vector<QueryParameter> query = {};
  std::uint8_t flags = kNoFlags;
};

// What may come back from any route is not repeated in each: 400 (a wrong parameter), 401, 403, 404, 429, 500 and so on are
// answers of one shape, `Error`.

// Whether the parameter of a path is a number: all are but names.
bool is_integer_parameter(std::string_view name);

}  // namespace mingzhang
