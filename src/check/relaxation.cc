#include "check/relaxation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace mingzhang {
namespace {

// Multipliers below this share of the largest are noise of the floating-point solver.
constexpr double kNoise = 1e-9;

double deviation(std::int64_t bound, std::int64_t base) {
  return static_cast<double>(Wide{bound} - base);
}

void add_column(const ExactSystem& system, const Propagator& propagator, int unknown, Relaxation& relaxation) {
  const Domain& domain = propagator.domain(unknown);
  const std::int64_t base = domain.nearest(system.unknowns[unknown].printed);
  relaxation.base[unknown] = base;
  if (domain.is_single()) return;
  relaxation.column_of[unknown] = static_cast<int>(relaxation.unknowns.size());
  relaxation.unknowns.push_back(unknown);
  LinearProgram& program = relaxation.program;
  program.column_low.push_back(domain.has_low() ? deviation(domain.low, base) : -LinearProgram::kUnbounded);
  program.column_high.push_back(domain.has_high() ? deviation(domain.high, base) : LinearProgram::kUnbounded);
}

void add_row(const ExactSystem& system, int row, Relaxation& relaxation) {
  LinearProgram& program = relaxation.program;
  Wide at_base = 0;
  std::int64_t scale = 1;
  for (const Term& term : system.terms_of(row)) {
    at_base += Wide{term.coefficient} * relaxation.base[term.unknown];
    scale = std::max(scale, std::abs(term.coefficient));
  }
  for (const Term& term : system.terms_of(row)) {
    const int column = relaxation.column_of[term.unknown];
    if (column < 0) continue;
    program.columns.push_back(column);
    program.coefficients.push_back(static_cast<double>(term.coefficient) / static_cast<double>(scale));
  }
  const double unit = static_cast<double>(scale);
  const Range& bounds = system.rows[row].bounds;
  program.row_low.push_back(bounds.low <= -kWideInfinity ? -LinearProgram::kUnbounded
                                                         : static_cast<double>(bounds.low - at_base) / unit);
  program.row_high.push_back(bounds.high >= kWideInfinity ? LinearProgram::kUnbounded
                                                          : static_cast<double>(bounds.high - at_base) / unit);
  program.row_begin.push_back(static_cast<int>(program.columns.size()));
  relaxation.rows.push_back(row);
  relaxation.scales.push_back(scale);
}

// acc += a * b; false when 128 bits do not hold it.
bool add_product(Wide& accumulator, Wide a, Wide b) {
  Wide product = 0;
  return !__builtin_mul_overflow(a, b, &product) && !__builtin_add_overflow(accumulator, product, &accumulator);
}

// Integer multipliers of the original rows, proportional to the ray. The least of them becomes `finest`.
std::vector<std::int64_t> integer_multipliers(const Relaxation& relaxation, const std::vector<double>& ray,
                                              double finest) {
  double largest = 0;
  for (const double value : ray) largest = std::max(largest, std::abs(value));
  std::vector<double> scaled(ray.size(), 0.0);
  double least = 0;
  for (std::size_t i = 0; i < ray.size(); ++i) {
    if (std::abs(ray[i]) <= kNoise * largest) continue;
    scaled[i] = ray[i] / static_cast<double>(relaxation.scales[i]);
    least = least == 0 ? std::abs(scaled[i]) : std::min(least, std::abs(scaled[i]));
  }
  std::vector<std::int64_t> multipliers(ray.size(), 0);
  for (std::size_t i = 0; i < ray.size(); ++i) {
    const double value = least == 0 ? 0.0 : scaled[i] / least * finest;
    if (std::abs(value) > 0x1p60) return {};
    multipliers[i] = std::llround(value);
  }
  return multipliers;
}

// A combination of rows says: sum(weight * unknown) <= at_most.
struct Combination {
  std::vector<Wide> weights;
  Wide at_most = 0;
};

std::optional<Combination> combine(const ExactSystem& system, const Relaxation& relaxation,
                                   const std::vector<std::int64_t>& multipliers) {
  Combination sum{std::vector<Wide>(system.unknowns.size(), 0)};
  for (std::size_t i = 0; i < multipliers.size(); ++i) {
    if (multipliers[i] == 0) continue;
    const int row = relaxation.rows[i];
    const Range& bounds = system.rows[row].bounds;
    const Wide end = multipliers[i] > 0 ? bounds.high : bounds.low;
    if (end >= kWideInfinity || end <= -kWideInfinity) return std::nullopt;
    if (!add_product(sum.at_most, multipliers[i], end)) return std::nullopt;
    for (const Term& term : system.terms_of(row)) {
      if (!add_product(sum.weights[term.unknown], multipliers[i], term.coefficient)) return std::nullopt;
    }
  }
  return sum;
}

// The bounds that keep the combination above what it may be: with them, it is a contradiction.
std::optional<std::vector<Propagator::BoundName>> contradicting_bounds(const Propagator& propagator,
                                                                       const Combination& combination) {
  std::vector<Propagator::BoundName> bounds;
  Wide least = 0;
  for (int u = 0; u < static_cast<int>(combination.weights.size()); ++u) {
    const Wide weight = combination.weights[u];
    if (weight == 0) continue;
    const Domain& domain = propagator.domain(u);
    if (weight > 0 ? !domain.has_low() : !domain.has_high()) return std::nullopt;
    if (!add_product(least, weight, weight > 0 ? domain.low : domain.high)) return std::nullopt;
    bounds.push_back({u, weight < 0});
  }
  if (least <= combination.at_most) return std::nullopt;
  return bounds;
}

std::optional<std::vector<int>> prove(const ExactSystem& system, const Propagator& propagator,
                                      const Relaxation& relaxation, const std::vector<std::int64_t>& multipliers) {
  const std::optional<Combination> combination = combine(system, relaxation, multipliers);
  if (!combination) return std::nullopt;
  const auto bounds = contradicting_bounds(propagator, *combination);
  if (!bounds) return std::nullopt;
  std::vector<int> combined;
  for (std::size_t i = 0; i < multipliers.size(); ++i) {
    if (multipliers[i] != 0) combined.push_back(relaxation.rows[i]);
  }
  const std::vector<int> behind = propagator.explain_bounds(*bounds);
  std::vector<int> rows;
  std::set_union(combined.begin(), combined.end(), behind.begin(), behind.end(), std::back_inserter(rows));
  return rows;
}

}  // namespace

std::vector<std::int64_t> Relaxation::values_at(const std::vector<double>& columns,
                                                const Propagator& propagator) const {
  std::vector<std::int64_t> values = base;
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const int unknown = unknowns[column];
    const double fen = std::clamp(columns[column], -0x1p61, 0x1p61);
    const Wide value = Wide{base[unknown]} + std::llround(fen);
    values[unknown] = propagator.domain(unknown).nearest(
        static_cast<std::int64_t>(std::clamp<Wide>(value, -Domain::kLimit, Domain::kLimit)));
  }
  return values;
}

Relaxation relax(const ExactSystem& system, const Propagator& propagator) {
  Relaxation relaxation;
  relaxation.column_of.assign(system.unknowns.size(), -1);
  relaxation.base.resize(system.unknowns.size());
  for (int u = 0; u < static_cast<int>(system.unknowns.size()); ++u) add_column(system, propagator, u, relaxation);
  for (int row = 0; row < static_cast<int>(system.rows.size()); ++row) {
    if (propagator.active(row) && !propagator.is_implied(row)) add_row(system, row, relaxation);
  }
  return relaxation;
}

std::optional<std::vector<int>> confirm_ray(const ExactSystem& system, const Propagator& propagator,
                                            const Relaxation& relaxation, const std::vector<double>& ray) {
  // Multipliers of sums are small whole numbers; those of ratios need digits.
  for (const double finest : {1.0, 0x1p16, 0x1p32}) {
    std::vector<std::int64_t> multipliers = integer_multipliers(relaxation, ray, finest);
    if (multipliers.empty()) continue;
    for (int sign = 0; sign < 2; ++sign) {
      if (auto rows = prove(system, propagator, relaxation, multipliers)) return rows;
      for (std::int64_t& multiplier : multipliers) multiplier = -multiplier;
    }
  }
  return std::nullopt;
}

}  // namespace mingzhang
