#include "rollup/axes.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/format.h>

namespace mingzhang {
namespace {

using Kind = RollupDimension::Kind;

constexpr std::array<RollupDimension, 10> kDimensions = {{{"unit", "unit_id", Kind::Unit},
                                                          {"year", "year", Kind::Year},
                                                          {"stage", "stage", Kind::Stage},
                                                          {"flow", "flow", Kind::Dotted},
                                                          {"source", "source", Kind::Dotted},
                                                          {"function", "\"function\"", Kind::Code},
                                                          {"economic", "economic", Kind::Code},
                                                          {"nature", "nature", Kind::Dotted},
                                                          {"project", "project", Kind::Flat},
                                                          {"measure", "measure", Kind::Dotted}}};

// Where the n-th part of "a.b.c" ends.
std::size_t end_of_part(std::string_view id, char separator, int n) {
  std::size_t at = 0;
  for (int part = 0; part < n; ++part) {
    const std::size_t found = id.find(separator, part == 0 ? 0 : at + 1);
    if (found == std::string_view::npos) return id.size();
    at = found;
  }
  return at;
}

}  // namespace

Result<const RollupDimension*> rollup_dimension(std::string_view name) {
  const auto found = std::ranges::find(kDimensions, name, &RollupDimension::name);
  if (found != kDimensions.end()) return &*found;
  return fail("rollup.dimension.unknown", fmt::format("没有“{}”这个维度", name),
              "可用的维度：unit、year、stage、flow、source、function、economic、nature、project、measure。");
}

std::int64_t NodeNumbers::number_of(std::string_view id) {
  if (const auto found = numbers_.find(id); found != numbers_.end()) return found->second;
  const auto number = static_cast<std::int64_t>(ids_.size());
  ids_.emplace_back(id);
  numbers_.emplace(ids_.back(), number);
  return number;
}

std::string ancestor_of_node(Kind kind, std::string_view id, int depth) {
  if (kind == Kind::Code) id = id.substr(0, static_cast<std::size_t>(1 + 2 * depth));
  if (kind == Kind::Dotted) id = id.substr(0, end_of_part(id, '.', depth));
  return std::string(id);
}

RecordId ancestor_of_unit(std::string_view path, int depth) {
  path = path.substr(1, path.size() - 2);  // "1/5/12"
  const std::string_view upper = path.substr(0, end_of_part(path, '/', depth));
  return std::strtoll(std::string(upper.substr(upper.rfind('/') + 1)).c_str(), nullptr, 10);
}

std::string KnownUnits::name(RecordId unit) const {
  const auto found = units_.find(unit);
  return found == units_.end() ? std::to_string(unit) : found->second.name;
}

RecordId KnownUnits::ancestor(RecordId unit, int depth) const {
  const auto found = units_.find(unit);
  return found == units_.end() ? unit : ancestor_of_unit(found->second.path, depth);
}

bool is_at_or_below(const RollupDimension& dimension, std::string_view id, std::string_view node) {
  if (id == node || node.empty()) return true;
  if (!id.starts_with(node)) return false;
  return dimension.kind == Kind::Code || (dimension.kind == Kind::Dotted && id[node.size()] == '.');
}

}  // namespace mingzhang
