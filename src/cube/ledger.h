#pragma once
// A Ledger is the exact truth behind a disclosure: lines at points of the cube, in fen. Evaluating a region on it and
// rounding the result gives a figure; that is how a disclosure is compiled.

#include <string>
#include <vector>

#include "base/result.h"
#include "cube/space.h"
#include "money/amount.h"

namespace mingzhang {

// A point has one node in each dimension. A node that is not a leaf means "not further specified": such a line is counted
// in the regions that contain the node, and in no region below it.
struct LedgerLine {
  Region point;  // single nodes only
  Amount amount;
};

struct Ledger {
  Space space;
  std::vector<LedgerLine> lines;

  Amount evaluate(const Region& region) const;
};

}  // namespace mingzhang
