#pragma once
// What a ledger says of a year, added up: how much, from where, for what, on what. The pages of the static site, the pictures of an
// edition and the public page of the service show these sums and no others.

#include <array>
#include <map>
#include <string>
#include <vector>

#include "base/language.h"
#include "cube/ledger.h"

namespace mingzhang {

// The budget of a year, or its final accounts.
struct Period {
  int year = 0;
  bool final_accounts = false;
  friend auto operator<=>(const Period&, const Period&) = default;
};

enum class Breakdown { Source, Function, Economic, Nature, ThreePublic };
inline constexpr std::array kBreakdowns = {Breakdown::Source, Breakdown::Function, Breakdown::Economic, Breakdown::Nature, Breakdown::ThreePublic};
Dimension dimension_of(Breakdown by);

// One row of a breakdown: a class of the function or economic tree, a kind of money, a nature; id "" is what names none.
struct Share {
  std::string id, name;
  Amount amount;
};
std::string share_name(const Tree& tree, NodeId node, Language language);

// What is spent in a period; of a budget that is also what comes in. Nothing that is zero.
struct PeriodShares {
  Period period;
  Amount income;
  Amount total;  // what goes out
  std::array<std::vector<Share>, kBreakdowns.size()> by;

  const std::vector<Share>& operator[](Breakdown breakdown) const { return by[static_cast<std::size_t>(breakdown)]; }
};
PeriodShares shares_of(const Ledger& ledger, const Period& period, Language language);

// The same money along its way: from a source through a function to an economic class, by the nodes that the shares name.
inline constexpr std::array kWay = {Breakdown::Source, Breakdown::Function, Breakdown::Economic};
using Route = std::array<NodeId, kWay.size()>;
std::map<Route, Amount> routes_of(const Ledger& ledger, const Period& period);

// The periods that stand beside this one: the year before, and beside accounts the budget of their year; those with money, this last.
std::vector<Period> compared_periods(const Ledger& ledger, const Period& period);

}  // namespace mingzhang
