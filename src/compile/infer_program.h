#pragma once
// One connected group of demands as a linear program over its points.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "compile/infer_demands.h"
#include "compile/infer_points.h"

namespace mingzhang {

// A demand over the points of its group.
struct FitRow {
  struct Term {
    int point = 0;  // position in FitGroup::points
    bool in_region = false, in_base = false;
  };
  const Demand* demand = nullptr;
  int index = 0;  // of the demand
  std::vector<Term> terms;  // each point once
};

struct FitGroup {
  std::vector<const CandidatePoint*> points;
  std::vector<FitRow> rows;
  std::vector<char> barred;  // points that are to stay without money; as many as points
};

enum class Strain : std::uint8_t {
  Eased,  // demands hold with room to spare, so that rounding the amounts does not break them
  Exact,  // demands just hold
  Broken  // demands may be missed, at a price far above everything else
};

// Amounts near the best point of the program, rounded; nullopt when there is none.
std::optional<std::vector<std::int64_t>> solve_program(const FitGroup& group, Strain strain);

}  // namespace mingzhang
