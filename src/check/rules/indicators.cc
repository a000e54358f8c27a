#include "check/rules/indicators.h"

#include <fmt/format.h>

namespace mingzhang {

std::optional<Figure> number_in(std::string_view field) {
  const auto parsed = parse_figure(field, Unit::Count);
  if (!parsed || parsed->length != field.size()) return std::nullopt;
  return parsed->figure;
}

std::int64_t scaled(const Figure& figure) {
  constexpr int kDecimals = 4;
  std::int64_t value = figure.coefficient;
  for (int i = figure.decimals; i < kDecimals; ++i) value *= 10;
  for (int i = figure.decimals; i > kDecimals; --i) value /= 10;
  return value;
}

std::optional<Figure> money_target(const Indicator& indicator) {
  const auto figure = number_in(indicator.target + indicator.unit);
  if (!figure || !is_money(figure->unit)) return std::nullopt;
  return figure;
}

std::string name_of(const PerformanceTable& table) {
  return table.project.empty() ? table.title : fmt::format("{}（{}）", table.title, table.project);
}

FindingPlace place_of(const PerformanceTable& table) {
  FindingPlace at;
  at.place = table.project.empty() ? table.place : table.project_place;
  at.table = table.title;
  at.quote = table.project.empty() ? table.title : table.project;
  return at;
}

FindingPlace place_of(const PerformanceTable& table, const Indicator& indicator) {
  FindingPlace at;
  at.place = indicator.place;
  at.table = table.title;
  at.row = indicator.name;
  at.quote = fmt::format("{} {}{}{}", indicator.name, indicator.comparator, indicator.target, indicator.unit);
  return at;
}

}  // namespace mingzhang
