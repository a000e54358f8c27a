#pragma once
// What the documents of a pairing say about the same amounts, held against one another.

#include <span>
#include <vector>

#include "check/across/pairs.h"

namespace mingzhang {

struct FoundAcross {
  std::size_t document = 0;  // whose report it belongs to: index as in Pairing
  Finding finding;           // places in other documents carry their path
};

struct Compared {
  int amounts = 0;  // that both sides speak of
  std::vector<FoundAcross> found;
};

// `facts` by the indices of the pairing. A finding is made when none of the statements of one side can be true together with
// any of the other's: a document that contradicts itself is reported by its own check.
Compared compare(const Pairing& pairing, std::span<const DocumentFacts> facts);

}  // namespace mingzhang
