#include "compile/infer_program.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "check/linear_program.h"

namespace mingzhang {
namespace {

// Prices per fen. The deviation of a figure from what is printed is 1; the likelihood of a point counts for less, so that
// no figure is bent for it, and everything for more than the tolerance of the solver.
constexpr double kPricePerCost = 1e-2;  // CandidatePoint::cost
constexpr double kPriceOfBeing = 1e-3;  // of any line: what is not needed becomes zero
constexpr double kPriceOfMissing = 1e4, kPriceOfMissingWeak = 1e3;

// The room to spare of Strain::Eased: fen off a bound that is further away than twice that; this part of the span of a ratio.
constexpr std::int64_t kEaseOfSum = 4, kEaseOfRatio = 8;

// The solver keeps seven digits after the point; amounts of at most this size leave it enough of them.
constexpr double kLargestAmount = 1e7;

// Minimises the sum of prices. The adapter minimises one column, so the last one is that sum.
class PricedProgram {
 public:
  int add_column(double low, double high, double price) {
    program_.column_low.push_back(low);
    program_.column_high.push_back(high);
    prices_.push_back(price);
    return static_cast<int>(prices_.size()) - 1;
  }

  void begin_row(double low, double high) {
    program_.row_low.push_back(low);
    program_.row_high.push_back(high);
  }
  void add_term(int column, double coefficient) {
    program_.columns.push_back(column);
    program_.coefficients.push_back(coefficient);
  }
  void end_row() { program_.row_begin.push_back(static_cast<int>(program_.columns.size())); }

  LinearOutcome solve() {
    const int columns = static_cast<int>(prices_.size());
    const int sum = add_column(-LinearProgram::kUnbounded, LinearProgram::kUnbounded, 0);
    begin_row(0, 0);
    for (int column = 0; column < columns; ++column)
      if (const double price = prices_[static_cast<std::size_t>(column)]; price != 0) add_term(column, price);
    add_term(sum, -1);
    end_row();
    return solve_linear(program_, LinearObjective{sum, 1});
  }

 private:
  LinearProgram program_;
  std::vector<double> prices_;
};

class GroupProgram {
 public:
  GroupProgram(const FitGroup& group, Strain strain) : group_(group), strain_(strain), unit_(unit_of(group)) {}

  std::optional<std::vector<std::int64_t>> solve() {
    for (std::size_t i = 0; i < group_.points.size(); ++i) {
      const CandidatePoint& point = *group_.points[i];
      if (group_.barred[i]) program_.add_column(0, 0, 0);
      else program_.add_column(scaled(point.low), LinearProgram::kUnbounded, price_of(point));
    }
    for (const FitRow& row : group_.rows) {
      const bool ratio = row.demand->kind == ClaimKind::Rate || row.demand->kind == ClaimKind::Share;
      if (ratio) add_ratio(row);
      else add_sum(row);
    }
    const LinearOutcome outcome = program_.solve();
    if (outcome.status != LinearStatus::Solved) return std::nullopt;
    std::vector<std::int64_t> amounts;
    constexpr double kMost = static_cast<double>(kAmountMax);
    for (std::size_t i = 0; i < group_.points.size(); ++i)
      amounts.push_back(std::llround(std::clamp(outcome.values[i] * unit_, -kMost, kMost)));
    return amounts;
  }

 private:
  // How much money the program counts as one.
  static double unit_of(const FitGroup& group) {
    double largest = 1;
    for (const FitRow& row : group.rows)
      if (row.demand->kind == ClaimKind::Value)
        largest = std::max(largest, std::abs(static_cast<double>(row.demand->printed)));
    double unit = 1;
    while (largest / unit > kLargestAmount) unit *= 10;
    return unit;
  }

  double scaled(std::int64_t amount) const { return static_cast<double>(amount) / unit_; }

  double room(std::int64_t distance) const {
    const bool eased = strain_ == Strain::Eased && distance > 2 * kEaseOfSum;
    return scaled(eased ? distance - kEaseOfSum : distance);
  }

  // A point that may hold less than nothing must not earn by it.
  static double price_of(const CandidatePoint& point) {
    return point.low < 0 ? 0 : kPriceOfBeing + point.cost * kPricePerCost;
  }

  void add_points(const FitRow& row, double region, double base) {
    for (const FitRow::Term& term : row.terms) {
      const double coefficient = (term.in_region ? region : 0) + (term.in_base ? base : 0);
      if (coefficient != 0) program_.add_term(term.point, coefficient);
    }
  }

  int add_slack(const FitRow& row) {
    return program_.add_column(0, LinearProgram::kUnbounded, row.demand->weak ? kPriceOfMissingWeak : kPriceOfMissing);
  }

  void add_sum(const FitRow& row) {
    const Demand& demand = *row.demand;
    std::vector<int> more{program_.add_column(0, room(demand.high - demand.printed), 1)};
    std::vector<int> less{program_.add_column(0, room(demand.printed - demand.low), 1)};
    if (strain_ == Strain::Broken) {
      more.push_back(add_slack(row));
      less.push_back(add_slack(row));
    }
    program_.begin_row(scaled(demand.printed), scaled(demand.printed));
    add_points(row, 1, -1);
    for (const int column : more) program_.add_term(column, -1);
    for (const int column : less) program_.add_term(column, 1);
    program_.end_row();
  }

  // low <= region / base <= high, for a base that is not negative.
  void add_ratio(const FitRow& row) {
    const std::int64_t span = row.demand->high - row.demand->low;
    const std::int64_t ease = strain_ == Strain::Eased ? span / kEaseOfRatio : 0;
    add_ratio_end(row, row.demand->low + ease, 1);
    add_ratio_end(row, row.demand->high - ease, -1);
  }

  // sign * (region - ratio * base) >= 0
  void add_ratio_end(const FitRow& row, std::int64_t ratio, double sign) {
    const double exact = static_cast<double>(ratio) / kRatioOne;
    const std::optional<int> slack = strain_ == Strain::Broken ? std::optional(add_slack(row)) : std::nullopt;
    program_.begin_row(0, LinearProgram::kUnbounded);
    add_points(row, sign, -sign * exact);
    if (slack) program_.add_term(*slack, 1);
    program_.end_row();
  }

  const FitGroup& group_;
  const Strain strain_;
  const double unit_;
  PricedProgram program_;
};

}  // namespace

std::optional<std::vector<std::int64_t>> solve_program(const FitGroup& group, Strain strain) {
  return GroupProgram(group, strain).solve();
}

}  // namespace mingzhang
