#pragma once
// A disclosure as one linear system: an unknown for every region that is spoken of, a row for every figure, every empty cell
// and every identity. Nothing here knows a table or a form.

#include <optional>
#include <vector>

#include "base/incidence.h"
#include "check/system.h"
#include "disclosure/claims_view.h"
#include "disclosure/disclosure.h"
#include "forms/knowledge.h"

namespace mingzhang {

// Something a row rests on and that may be wrong: a figure, an empty cell that says zero, or a relation that holds usually.
struct Evidence {
  enum class Kind : std::uint8_t { Claim, EmptyCell, UsualIdentity } kind = Kind::Claim;
  int claim = -1;     // index into the claims of the disclosure
  CellRef cell;       // the empty cell
  int identity = -1;  // index into identities
};

struct Model {
  System system;  // claim ids are indices into `evidence`; tags of identity rows are indices into `identities`
  std::vector<Evidence> evidence;
  IdentitySet identities;                       // its regions are the unknowns
  Incidence evidence_of;                        // per unknown: evidence that states its value
};

// Takes a copy of the space: the axioms may name regions that the disclosure does not.
Model build_model(const Disclosure& disclosure, const Knowledge& knowledge);

// The base of this rate is, or may be, zero: the rate says nothing (a check of its own reports it).
bool has_zero_base(const Disclosure& disclosure, const Comparison& comparison);

}  // namespace mingzhang
