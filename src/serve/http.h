#pragma once
// A request and its answer, as plain data: what the library on the wire (server.cc) and the routes have in common.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mingzhang {

enum class Method : std::uint8_t { Get, Head, Post, Put, Patch, Delete };

std::string_view method_name(Method method);                      // "GET"
std::optional<Method> method_named(std::string_view name);        // nullopt: a method we never answer
inline bool is_safe(Method method) { return method == Method::Get || method == Method::Head; }

using Headers = std::vector<std::pair<std::string, std::string>>;
using Parameters = std::map<std::string, std::string, std::less<>>;

struct Request {
  Method method = Method::Get;
  std::string path;         // decoded: "/d/2024/云山县图书馆/表2"
  Parameters query;         // decoded; of a name given twice the last one
  Headers headers;          // names in lower case
  std::string body;         // where the route takes it in memory
  std::string body_file;    // path of a temporary file, where the route streams; deleted after the answer
  std::string client;       // address of who asks, as told by the proxy where there is one
  bool secure = false;      // over TLS, ours or the proxy's

  std::string_view header(std::string_view name) const;  // name in lower case; "" when absent
  std::string_view cookie(std::string_view name) const;
};

// A stream of server-sent events: asked again and again on a worker, a few times a second.
struct EventStep {
  std::string text;       // of the stream; "" when nothing has happened
  bool finished = false;  // this was the last
};
using EventSource = std::function<EventStep()>;

struct Response {
  int status = 200;
  std::string type = "application/json";  // "" without content
  std::shared_ptr<const std::string> body;
  Headers headers;
  EventSource events = {};  // instead of a body

  void set(std::string name, std::string value) { headers.emplace_back(std::move(name), std::move(value)); }
};

Response respond(int status, std::string type, std::string body);
Response respond(int status, std::string type, std::shared_ptr<const std::string> body);

// "%E4%BA%91" -> "云"; nullopt when it is malformed, holds a zero byte, or is not UTF-8. `plus`: "+" is a space, as in queries.
std::optional<std::string> percent_decoded(std::string_view text, bool plus);
// Bytes that may stand in a segment of a path as they are, the others as %XX.
std::string percent_encoded(std::string_view text);
std::optional<Parameters> parse_query(std::string_view query);

}  // namespace mingzhang
