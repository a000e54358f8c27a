#pragma once
// Relations that hold between regions, found from the regions alone. Nobody lists a check by hand: which totals must equal
// which parts follows from the trees, from what a table lists, and from the axioms of the field (catalog/axioms.yaml).

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cube/space.h"

namespace mingzhang {

// A table lists along one dimension everything that is not zero in its scope: its rows are complete. Holds for any region
// inside `scope`.
struct Listing {
  Dimension dimension = Dimension::Function;
  Region scope;
  std::vector<NodeId> nodes;  // ascending
  int table = -1;
};

enum class Strength : std::uint8_t { Must, Usually };  // a Usually never makes an error on its own

// Left and right are the same money (nature personnel = basic with economic class 301 or 303), or left is part of right.
struct Axiom {
  std::string id;       // "personnel-is-301-303"
  std::string zh, en;   // one sentence for the calculation of a finding
  Strength strength = Strength::Must;
  bool within = false;  // left is part of right, not all of it
  std::vector<std::pair<Dimension, Extent>> when;  // the region must lie in all of these
  std::vector<std::pair<Dimension, Extent>> left, right;  // replace each other; same dimensions on both sides or not
};

enum class IdentityKind : std::uint8_t {
  Sum,     // whole = sum of the parts; without parts: a complete list leaves the whole out, there is nothing in it
  Within,  // each part alone is at most the whole (amounts that cannot be negative)
};

struct Identity {
  IdentityKind kind = IdentityKind::Sum;
  std::uint32_t whole = 0;           // index into the regions
  std::span<const std::uint32_t> parts;  // indices into the regions; they lie in the IdentitySet
  Dimension dimension = Dimension::Function;  // along which the parts split the whole
  Strength strength = Strength::Must;
  int axiom = -1;  // index into the axioms when it follows from one
};

struct IdentitySet {
  std::vector<Region> regions;  // the given ones first, then regions that only an axiom speaks of
  std::vector<Identity> identities;
  std::vector<std::uint32_t> parts;  // of one identity after the other

  IdentitySet() = default;
  IdentitySet(IdentitySet&&) = default;  // never copied: identities would see the parts of another set
  IdentitySet& operator=(IdentitySet&&) = default;
};

class RegionIndex;  // cube/region_index.h

// All direct identities among the regions: partitions along one dimension (by closed trees, or by listings), axioms, and for
// regions that take part in no sum upward, containment in the nearest larger region. A part missing from the regions is
// left out only when it is inside a region of `zero`. Cost: near-linear in the regions times the depth of the trees.
IdentitySet derive_identities(const Space& space, RegionIndex regions, std::span<const Listing> listings, std::span<const Axiom> axioms,
                              std::span<const Region> zero);

}  // namespace mingzhang
