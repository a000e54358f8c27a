#include "check/linear_program.h"

#include <CbcModel.hpp>
#include <ClpSimplex.hpp>
#include <CoinError.hpp>
#include <CoinPackedMatrix.hpp>
#include <OsiClpSolverInterface.hpp>
#include <algorithm>
#include <cmath>
#include <memory>

namespace mingzhang {
namespace {

constexpr int kIterationsMax = 200000;
constexpr double kPrimalTolerance = 1e-7;

std::vector<double> with_coin_infinity(std::vector<double> bounds) {
  for (double& bound : bounds) {
    if (bound >= LinearProgram::kUnbounded) bound = COIN_DBL_MAX;
    if (bound <= -LinearProgram::kUnbounded) bound = -COIN_DBL_MAX;
  }
  return bounds;
}

CoinPackedMatrix matrix_of(const LinearProgram& program) {
  const std::vector<CoinBigIndex> starts(program.row_begin.begin(), program.row_begin.end());
  std::vector<int> lengths(program.row_low.size());
  for (std::size_t row = 0; row < lengths.size(); ++row) {
    lengths[row] = program.row_begin[row + 1] - program.row_begin[row];
  }
  return CoinPackedMatrix(false, static_cast<int>(program.column_low.size()), static_cast<int>(program.row_low.size()),
                          static_cast<CoinBigIndex>(program.columns.size()), program.coefficients.data(),
                          program.columns.data(), starts.data(), lengths.data());
}

template <class Model>
void load(Model& model, const LinearProgram& program, const std::vector<double>& objective) {
  const std::vector<double> column_low = with_coin_infinity(program.column_low);
  const std::vector<double> column_high = with_coin_infinity(program.column_high);
  const std::vector<double> row_low = with_coin_infinity(program.row_low);
  const std::vector<double> row_high = with_coin_infinity(program.row_high);
  model.loadProblem(matrix_of(program), column_low.data(), column_high.data(), objective.data(), row_low.data(),
                    row_high.data());
}

bool all_finite(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

LinearOutcome outcome_of(ClpSimplex& model) {
  LinearOutcome outcome;
  if (model.status() == 0) {
    outcome.values.assign(model.primalColumnSolution(), model.primalColumnSolution() + model.numberColumns());
    if (all_finite(outcome.values)) outcome.status = LinearStatus::Solved;
  } else if (model.status() == 1) {
    const std::unique_ptr<double[]> ray(model.infeasibilityRay());
    if (ray) outcome.ray.assign(ray.get(), ray.get() + model.numberRows());
    if (ray && all_finite(outcome.ray)) outcome.status = LinearStatus::Infeasible;
  }
  return outcome;
}

LinearOutcome run_clp(const LinearProgram& program, const std::vector<double>& objective) {
  ClpSimplex model;
  model.setLogLevel(0);
  load(model, program, objective);
  model.setPrimalTolerance(kPrimalTolerance);
  model.setPerturbation(100);  // none: the same question gives the same answer, and the ray stays clean
  model.setMaximumIterations(kIterationsMax);
  model.scaling(0);  // the caller has scaled
  model.dual();
  return outcome_of(model);
}

LinearOutcome run_cbc(const LinearProgram& program, int nodes_max) {
  OsiClpSolverInterface solver;
  solver.messageHandler()->setLogLevel(0);
  solver.setHintParam(OsiDoReducePrint, true, OsiHintTry);
  load(solver, program, std::vector<double>(program.column_low.size(), 0.0));
  for (int column = 0; column < solver.getNumCols(); ++column) solver.setInteger(column);
  CbcModel model(solver);
  model.setLogLevel(0);
  model.messageHandler()->setLogLevel(0);
  model.solver()->messageHandler()->setLogLevel(0);
  model.setMaximumNodes(nodes_max);
  model.setMaximumSolutions(1);
  model.branchAndBound();

  LinearOutcome outcome;
  if (const double* best = model.bestSolution()) {
    outcome.values.assign(best, best + program.column_low.size());
    if (all_finite(outcome.values)) outcome.status = LinearStatus::Solved;
  } else if (model.isProvenInfeasible()) {
    outcome.status = LinearStatus::Infeasible;
  }
  return outcome;
}

// Whatever COIN-OR throws ends here.
template <class Run>
LinearOutcome guarded(const Run& run) {
  try {
    return run();
  } catch (const CoinError&) {
    return {};
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace

LinearOutcome solve_linear(const LinearProgram& program, const std::optional<LinearObjective>& objective) {
  std::vector<double> costs(program.column_low.size(), 0.0);
  if (objective) costs[objective->column] = objective->direction;
  return guarded([&] { return run_clp(program, costs); });
}

LinearOutcome solve_integer(const LinearProgram& program, int nodes_max) {
  return guarded([&] { return run_cbc(program, nodes_max); });
}

}  // namespace mingzhang
