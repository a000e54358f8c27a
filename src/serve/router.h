#pragma once
// From method and path to the route, and to what stands in the path's places.

#include <span>
#include <string>
#include <vector>

#include "serve/route.h"

namespace mingzhang {

struct RouteMatch {
  const Route* route = nullptr;
  std::size_t index = 0;         // of the route
  Parameters parameters;
  std::vector<Method> allowed;   // route == nullptr: methods that the path has; none: no such path
};

class Router {
 public:
  // ASSERTs that ids are unique and that no two routes answer the same request.
  explicit Router(std::vector<Route> routes);

  // HEAD is answered by the route of GET. Literal segments win over parameters; "{rest*}" as the last one takes all that is left.
  RouteMatch match(Method method, std::string_view path) const;
  std::span<const Route> routes() const { return routes_; }

 private:
  struct Segment {
    std::string text;      // literal, or the name of a parameter
    std::string suffix;    // behind a parameter: ".json"
    bool parameter = false, rest = false;
  };
  struct Pattern {
    std::vector<Segment> segments;
  };
  static Pattern pattern_of(std::string_view path);
  static bool fits(const Pattern& pattern, std::span<const std::string_view> segments, Parameters& parameters);
  static bool is_before(const Pattern& a, const Pattern& b);  // the more definite one

  std::vector<Route> routes_;
  std::vector<Pattern> patterns_;      // of the routes
  std::vector<std::size_t> by_weight_; // routes, the most definite pattern first
};

}  // namespace mingzhang
