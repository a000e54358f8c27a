#include "compile/infer_demands.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <unordered_map>

#include "check/model.h"
#include "disclosure/claims_view.h"

namespace mingzhang {
namespace {

class Collector {
 public:
  Collector(const Disclosure& disclosure, const Knowledge& knowledge, const GivenUp& given_up)
      : disclosure_(disclosure), knowledge_(knowledge), given_up_(given_up) {
    demands_.space = disclosure.space;
  }

  Demands run() {
    for (std::size_t i = 0; i < disclosure_.claims.size(); ++i) add_claim(static_cast<int>(i));
    for (std::size_t t = 0; t < disclosure_.tables.size(); ++t) add_table(static_cast<int>(t));
    add_balances();
    return std::move(demands_);
  }

 private:
  Region canonical(const Region& region) const { return knowledge_.canonical(demands_.space, region); }

  void add_claim(int index) {
    const Claim& claim = disclosure_.claims[static_cast<std::size_t>(index)];
    if (!is_demanding(disclosure_, claim)) return;
    if (std::binary_search(given_up_.claims.begin(), given_up_.claims.end(), index)) return;
    if (claim.nil) return demands_.zero.push_back(canonical(claim.region));
    const std::int64_t size = std::abs(claim.figure.value());
    if (size > (claim.figure.unit == Unit::Percent ? kRatioMax : kAmountMax)) return;  // it will not hold, and be missed
    Demand demand = demand_of(claim);
    demand.claims = {index};
    if (claim.kind != ClaimKind::Value) return demands_.demands.push_back(std::move(demand));
    if (claim.figure.is_zero() && !claim.weak) demands_.printed_zero.push_back(demand.region);
    merge(std::move(demand));
  }

  Demand demand_of(const Claim& claim) const {
    Demand demand;
    demand.kind = claim.kind;
    demand.region = canonical(claim.region);
    if (claim.kind != ClaimKind::Value) demand.base = canonical(claim.base);
    demand.weak = claim.weak;
    const Interval interval = claim.figure.interval();
    demand.low = interval.low().value;
    demand.high = interval.high().value;
    demand.printed = claim.figure.value();
    if (claim.figure.unit != Unit::Percent) leave_out_ties(claim.figure, demand);
    if (claim.kind == ClaimKind::Rate)
      for (std::int64_t* bound : {&demand.low, &demand.high, &demand.printed}) *bound += kRatioOne;
    return demand;
  }

  // Half a digit rounds away from zero, so the outer end of the interval would be printed as the next figure.
  static void leave_out_ties(const Figure& figure, Demand& demand) {
    if (quantum(figure.unit, figure.decimals) == 1) return;
    if (figure.coefficient >= 0) --demand.high;
    if (figure.coefficient <= 0) ++demand.low;
  }

  // The same region, printed again: the narrower figure says more. Bounds that only touch where both round away from each
  // other stay two demands, of which one will be missed.
  void merge(Demand demand) {
    const auto [slot, inserted] = by_region_.try_emplace(demand.region, demands_.demands.size());
    if (inserted) return demands_.demands.push_back(std::move(demand));
    Demand& known = demands_.demands[slot->second];
    const std::int64_t low = std::max(known.low, demand.low), high = std::min(known.high, demand.high);
    if (low > high || known.weak != demand.weak) return demands_.demands.push_back(std::move(demand));
    if (demand.high - demand.low < known.high - known.low) known.printed = demand.printed;
    known.low = low;
    known.high = high;
    known.printed = std::clamp(known.printed, low, high);
    known.claims.push_back(demand.claims.front());
  }

  void add_table(int t) {
    const Table& table = disclosure_.tables[static_cast<std::size_t>(t)];
    for (int r = 0; r < static_cast<int>(table.rows.size()); ++r) {
      const Row& row = table.rows[static_cast<std::size_t>(r)];
      if (row.standing == Standing::Open) continue;
      for (int c = 0; c < static_cast<int>(table.columns.size()); ++c) {
        if (table.claim_at(r, c) >= 0 || is_given_up({t, r, c})) continue;
        const Region& column = table.columns[static_cast<std::size_t>(c)].region;
        demands_.zero.push_back(canonical(cell_region(demands_.space, column, row.region)));
      }
    }
    for (Listing listing : table.listings) {
      listing.scope = canonical(listing.scope);
      demands_.listings.push_back(std::move(listing));
    }
  }

  // Of other years a document prints few figures, and not that what came in and what went out are the same: what is missing on one
  // side (年末结转和结余) is somewhere all the same.
  void add_balances() {
    if (disclosure_.kind != DocumentKind::FinalAccounts) return;
    std::set<Extent> years;
    const auto note_year = [&](const Region& region) {
      const Extent year = region[Dimension::Year];
      if (!year.is_root() && !year.is_set() && demands_.space.tree(Dimension::Year).id(year.handle()) != std::to_string(disclosure_.year)) years.insert(year);
    };
    for (const Demand& demand : demands_.demands) {
      note_year(demand.region);
      note_year(demand.base);
    }
    for (const Axiom& axiom : knowledge_.axioms)
      for (const Extent year : years) {
        if (axiom.strength != Strength::Must || axiom.within || !is_of_flow(axiom.left) || !is_of_flow(axiom.right)) continue;
        add_equality(region_of(axiom.when, axiom.left, year), region_of(axiom.when, axiom.right, year));
      }
    add_turn_of_year(years);
  }

  // What was left last year is there at the beginning of this one.
  void add_turn_of_year(const std::set<Extent>& years) {
    const auto node = [&](Dimension d, const char* id) { return demands_.space.tree(d).find(id).value_or(kRoot); };
    const Extent last_year(node(Dimension::Year, std::to_string(disclosure_.year - 1).c_str())), this_year(node(Dimension::Year, std::to_string(disclosure_.year).c_str()));
    if (!years.contains(last_year)) return;
    Region left;
    left[Dimension::Stage] = Extent(node(Dimension::Stage, "final"));
    left[Dimension::Measure] = Extent(node(Dimension::Measure, "budget"));
    add_equality(left.with(Dimension::Year, last_year).with(Dimension::Flow, node(Dimension::Flow, "closing")),
                 left.with(Dimension::Year, this_year).with(Dimension::Flow, node(Dimension::Flow, "opening")));
  }

  // Better satisfied, but not needed; and only where the document speaks of one of them.
  void add_equality(const Region& one, const Region& other) {
    if (!speaks_of(one) && !speaks_of(other)) return;
    Demand demand;
    demand.kind = ClaimKind::Change;
    demand.weak = true;
    demand.region = one;
    demand.base = other;
    demands_.demands.push_back(std::move(demand));
  }

  using Extents = std::vector<std::pair<Dimension, Extent>>;
  static bool is_of_flow(const Extents& side) {
    return std::all_of(side.begin(), side.end(), [](const auto& e) { return e.first == Dimension::Flow; });
  }

  static Region region_of(const Extents& when, const Extents& side, Extent year) {
    Region region;
    for (const Extents* extents : {&when, &side})
      for (const auto& [d, extent] : *extents) region[d] = extent;
    return region.with(Dimension::Year, year);
  }

  bool speaks_of(const Region& region) const {
    return std::any_of(demands_.demands.begin(), demands_.demands.end(), [&](const Demand& d) { return d.region == region || (d.kind != ClaimKind::Value && d.base == region); });
  }

  bool is_given_up(const CellRef& cell) const {
    return std::find(given_up_.empty_cells.begin(), given_up_.empty_cells.end(), cell) != given_up_.empty_cells.end();
  }

  const Disclosure& disclosure_;
  const Knowledge& knowledge_;
  const GivenUp& given_up_;
  Demands demands_;
  std::unordered_map<Region, std::size_t, RegionHash> by_region_;
};

}  // namespace

bool is_demanding(const Disclosure& disclosure, const Claim& claim) {
  if (claim.standing == Standing::Open || is_apart(disclosure.space, claim.region)) return false;
  if (claim.weak && (claim.figure.unit == Unit::Count || claim.kind != ClaimKind::Value)) return false;
  return claim.kind != ClaimKind::Rate || claim.comparison < 0 ||
         !has_zero_base(disclosure, disclosure.comparisons[static_cast<std::size_t>(claim.comparison)]);
}

Demands collect_demands(const Disclosure& disclosure, const Knowledge& knowledge, const GivenUp& given_up) {
  return Collector(disclosure, knowledge, given_up).run();
}

}  // namespace mingzhang
