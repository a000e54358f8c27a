#include "cube/ledger.h"

namespace mingzhang {

Amount Ledger::evaluate(const Region& region) const {
  Amount total;
  for (const LedgerLine& line : lines)
    if (space.contains(region, line.point)) total = total + line.amount;
  return total;
}

}  // namespace mingzhang
