#pragma once
// Where the figures of a disclosure come from: for each of them, which lines of the ledger it sums, and the lines themselves. As
// parts of a page with anchors, so that a figure can link to its sum and a sum to its lines, without script or server.

#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "cube/ledger.h"
#include "disclosure/disclosure.h"
#include "forms/knowledge.h"

namespace mingzhang {

class LineSums {
 public:
  // All must outlive it. The regions of the claims are of the ledger's space.
  LineSums(const Ledger& ledger, const Knowledge& knowledge);

  std::string anchor_of(const Claim& claim);  // "s12": its sum, which is made if it is new

  std::string sums_html() const;   // a list: how each figure is made
  std::string lines_html() const;  // a table: the lines, l1 first

 private:
  struct Sum {
    ClaimKind kind = ClaimKind::Value;
    Region region;
    Unit unit = Unit::Yuan;
    std::vector<std::uint32_t> lines;  // of a value: positions in order_, ascending
    int of = -1, base = -1;            // of a change, rate or share: the two values
  };

  int value_of(const Region& canonical, Unit unit);
  Amount amount_of(const Sum& sum) const;
  std::string words_of(const Sum& sum) const;
  std::string terms_of(const Sum& sum) const;
  std::string printed(std::int64_t amount, Unit unit) const;
  const LedgerLine& line(std::uint32_t position) const { return ledger_.lines[order_[position]]; }

  const Ledger& ledger_;
  const Knowledge& knowledge_;
  std::vector<std::uint32_t> order_;  // lines as they are shown
  std::vector<Unit> units_;           // by line as shown, where a figure told it
  std::vector<Sum> sums_;
  std::map<std::tuple<ClaimKind, Region, Region>, int> index_;
};

}  // namespace mingzhang
