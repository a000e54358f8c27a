#pragma once
// What a ledger must satisfy so that a disclosure can be compiled from it: claims as integer bounds, and regions without
// money. All regions are canonical: in a budget they have no flow.

#include <cstdint>
#include <span>
#include <vector>

#include "disclosure/disclosure.h"
#include "forms/knowledge.h"

namespace mingzhang {

// Evidence that is not to be satisfied, because it contradicts the rest.
struct GivenUp {
  std::vector<int> claims;  // ascending
  std::vector<CellRef> empty_cells;
};

struct Demand {
  ClaimKind kind = ClaimKind::Value;
  Region region, base;  // base: of all kinds but Value
  // Value: region, and Change: region - base, in [low, high], on the scale of Figure::interval().
  // Rate and Share: low * base <= kRatioOne * region <= high * base. A rate is stated as the ratio 1 + rate.
  std::int64_t low = 0, high = 0;
  std::int64_t printed = 0;  // between low and high: the value to come near to
  bool weak = false;         // better satisfied, but not needed
  std::vector<int> claims;   // that say so: indices into the claims of the disclosure; none: the axioms do
};
inline constexpr std::int64_t kRatioOne = 100'000'000;

// Far above any budget; amounts and ratios within these can be summed over all points and multiplied in 128 bits.
inline constexpr std::int64_t kAmountMax = std::int64_t{1} << 59;
inline constexpr std::int64_t kRatioMax = std::int64_t{1} << 50;

struct Demands {
  Space space;  // of all regions here: the disclosure's, and sets of nodes that only its cells name
  std::vector<Demand> demands;
  std::vector<Region> zero;          // nothing at all: empty cells, statements that there is none
  std::vector<Region> printed_zero;  // "0.00": nothing, but for the rounding
  std::vector<Listing> listings;
};

// Whether a claim says something that a ledger has to answer for: readable, and not a rate on a base of zero.
bool is_demanding(const Disclosure& disclosure, const Claim& claim);

Demands collect_demands(const Disclosure& disclosure, const Knowledge& knowledge, const GivenUp& given_up);

}  // namespace mingzhang
