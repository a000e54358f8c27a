#include "serve/router.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

namespace mingzhang {
namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> segments;
  path.remove_prefix(1);
  while (true) {
    const auto slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

bool is_integer_parameter(std::string_view name) {
  constexpr std::array<std::string_view, 4> kIntegers = {"id", "n", "year", "number"};
  return std::find(kIntegers.begin(), kIntegers.end(), name) != kIntegers.end();
}

Router::Pattern Router::pattern_of(std::string_view path) {
  Pattern pattern;
  for (const std::string_view text : split(path)) {
    Segment segment;
    const auto open = text.find('{'), close = text.find('}');
    if (open == 0 && close != std::string_view::npos) {
      segment.parameter = true;
      segment.text = text.substr(1, close - 1);
      segment.suffix = text.substr(close + 1);
      if (segment.text.back() == '*') {
        segment.rest = true;
        segment.text.pop_back();
      }
    } else {
      segment.text = text;
    }
    pattern.segments.push_back(std::move(segment));
  }
  return pattern;
}

bool Router::is_before(const Pattern& a, const Pattern& b) {
  for (std::size_t i = 0; i < std::min(a.segments.size(), b.segments.size()); ++i) {
    const Segment &x = a.segments[i], &y = b.segments[i];
    if (x.parameter != y.parameter) return !x.parameter;
    if (x.rest != y.rest) return !x.rest;
    if (x.suffix.size() != y.suffix.size()) return x.suffix.size() > y.suffix.size();
    if (!x.parameter && x.text != y.text) return x.text < y.text;
  }
  return a.segments.size() < b.segments.size();
}

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {
  std::set<std::string_view> ids;
  for (const Route& route : routes_) {
    ASSERT(ids.insert(route.id).second);
    ASSERT(route.roles != 0 && route.handler != nullptr && route.path.starts_with('/'));
    patterns_.push_back(pattern_of(route.path));
  }
  by_weight_.resize(routes_.size());
  std::iota(by_weight_.begin(), by_weight_.end(), 0);
  std::stable_sort(by_weight_.begin(), by_weight_.end(), [&](std::size_t a, std::size_t b) { return is_before(patterns_[a], patterns_[b]); });
  for (std::size_t i = 1; i < by_weight_.size(); ++i) {
    const std::size_t a = by_weight_[i - 1], b = by_weight_[i];
    ASSERT(is_before(patterns_[a], patterns_[b]) || routes_[a].method != routes_[b].method);
  }
}

bool Router::fits(const Pattern& pattern, std::span<const std::string_view> segments, Parameters& parameters) {
  if (segments.size() < pattern.segments.size()) return false;
  for (std::size_t i = 0; i < pattern.segments.size(); ++i) {
    const Segment& segment = pattern.segments[i];
    if (segment.rest) {
      std::string rest;
      for (std::size_t j = i; j < segments.size(); ++j) rest.append(j > i ? "/" : "").append(segments[j]);
      parameters[segment.text] = std::move(rest);
      return true;
    }
    if (!segment.parameter) {
      if (segments[i] != segment.text) return false;
      continue;
    }
    if (segments[i].size() <= segment.suffix.size() || !segments[i].ends_with(segment.suffix)) return false;
    parameters[segment.text] = segments[i].substr(0, segments[i].size() - segment.suffix.size());
  }
  return segments.size() == pattern.segments.size();
}

RouteMatch Router::match(Method method, std::string_view path) const {
  RouteMatch match;
  if (method == Method::Head) method = Method::Get;
  if (!path.starts_with('/')) return match;
  const std::vector<std::string_view> segments = split(path);
  for (const std::size_t index : by_weight_) {
    Parameters parameters;
    if (!fits(patterns_[index], segments, parameters)) continue;
    const Route& route = routes_[index];
    const bool any_path = (route.flags & kHidden) != 0;
    if (route.method == method && (!any_path || match.allowed.empty())) {
      match.route = &route;
      match.index = index;
      match.parameters = std::move(parameters);
      match.allowed.clear();
      return match;
    }
    if (any_path) continue;
    match.allowed.push_back(route.method);
    if (route.method == Method::Get) match.allowed.push_back(Method::Head);
  }
  return match;
}

}  // namespace mingzhang
