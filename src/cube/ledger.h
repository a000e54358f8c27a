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
// A budget spends what it takes in, so a line of a budget is money that comes in and goes out: its flow is the root, and
// regions are put to it as Knowledge::canonical() has them, without the flow. Then one ledger answers tables of income
// and of expenditure. Lines of final accounts name their flow.
// The amount is fen where the measure is money; else it is on the scale of Figure::interval(): people and vehicles as
// they are counted, areas in 1e-4 square metres.
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
