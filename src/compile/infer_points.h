#pragma once
// The points of the cube at which a ledger may have lines. The cube is divided only as far as the demands speak of it: two
// points that lie in the same regions are one.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "compile/infer_demands.h"

namespace mingzhang {

struct CandidatePoint {
  Region point;
  int cost = 0;          // how unlikely money is at this point; 0: nothing speaks against it
  std::int64_t low = 0;  // least amount: below zero only inside regions that are printed with a minus sign
  std::vector<std::uint32_t> regions;  // that contain it: ascending indices into CandidatePoints::regions
};

struct CandidatePoints {
  std::vector<Region> regions;  // of the demands that can hold money
  std::vector<CandidatePoint> points;
};

// How far the document is taken at its word.
enum class Reading : std::uint8_t {
  Strict,  // "0.00" is nothing, lists are complete, nodes with a complete family of children are divided into them
  Wide,    // "0.00" may be a rounding, money may be not further specified; costs keep to the strict reading where possible
};

// `year`: of the disclosure; other years are likely to have money where this one has. nullopt: more than kPointsMax points,
// the demands speak of more combinations than can be looked at.
inline constexpr std::size_t kPointsMax = 60'000;
std::optional<CandidatePoints> find_points(const Demands& demands, std::span<const Axiom> axioms, int year, Reading reading);

}  // namespace mingzhang
