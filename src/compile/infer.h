#pragma once
// A published disclosure turned back into data: exact fen for ledger lines that satisfy every claim, or the claims that stop it.

#include <vector>

#include "compile/ledger_json.h"
#include "disclosure/disclosure.h"
#include "forms/knowledge.h"

namespace mingzhang {

struct Inference {
  LedgerFile file;
  std::vector<int> set_aside;  // claims of the disclosure that had to be given up so that the rest can be true together
  std::vector<int> missed;     // claims that no line can carry although nothing contradicts them (with the reason in open)
  std::vector<Open> open;
};

// Error infer.impossible when not even the rest has a solution in whole fen.
Result<Inference> infer(const Disclosure& disclosure, const Knowledge& knowledge);

}  // namespace mingzhang
