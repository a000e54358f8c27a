#pragma once
// A published disclosure turned back into data: exact fen for ledger lines that satisfy every claim, or the claims that stop it.

#include <vector>

#include "compile/ledger_json.h"
#include "disclosure/disclosure.h"
#include "forms/knowledge.h"

namespace mingzhang {

struct Inference {
  LedgerFile file;
  int satisfied = 0;           // claims that hold on the ledger: verified one by one, in exact arithmetic
  std::vector<int> set_aside;  // claims of the disclosure that had to be given up so that the rest can be true together
  std::vector<int> missed;     // claims that no line can carry although nothing contradicts them (with the reason in open)
  // Also weak claims (Claim::weak) and empty cells that had to be given up. They make no one of the above.
  std::vector<Open> open;
};

// Takes part: every claim that is not Open, but rates on a base of zero and weak claims that are no amounts; and the empty
// cells of rows that are not Open, as exact zeros. Figures are met to the printed digit: rounding the ledger's sum gives them.
// Of all ledgers that do, one with few lines, amounts near the printed ones, codes in their usual pairs.
// Error infer.impossible when nothing of the disclosure could be met, or it speaks of too many combinations of nodes.
Result<Inference> infer(const Disclosure& disclosure, const Knowledge& knowledge);

}  // namespace mingzhang
