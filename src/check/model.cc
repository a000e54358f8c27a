#include "check/model.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <set>

#include "cube/region_index.h"

namespace mingzhang {
namespace {

constexpr std::int64_t kRatioOne = 100'000'000;  // ratios are in 1e-8, see Figure::interval()

// How readily something gives way when not all can be true: relations that only usually hold first, then figures that are
// only usually about just this region; an explicit "none" is seldom a slip.
constexpr int kUsualWeight = 1, kWeakWeight = 3, kFigureWeight = 10, kEmptyCellWeight = 12, kNilWeight = 15;

class ModelBuilder {
 public:
  ModelBuilder(const Disclosure& disclosure, const Knowledge& knowledge)
      : disclosure_(disclosure), knowledge_(knowledge), space_(disclosure.space) {}

  Model build() {
    make_room();
    collect_cells();
    collect_claims();
    find_adjusted_shares();
    derive();
    add_unknowns();
    for (std::size_t e = 0; e < model_.evidence.size(); ++e) add_evidence_rows(static_cast<int>(e));
    model_.evidence_of = Incidence(model_.identities.regions.size(), statements_);
    for (std::size_t i = 0; i < model_.identities.identities.size(); ++i) add_identity_row(static_cast<int>(i));
    return std::move(model_);
  }

 private:
  struct Stated {
    std::uint32_t region = 0, base = 0;
  };

  void make_room() {
    std::size_t cells = disclosure_.claims.size();
    for (const Table& table : disclosure_.tables) cells += table.rows.size() * table.columns.size();
    index_.reserve(cells);
    stated_.reserve(cells);
    statements_.reserve(cells);
    model_.evidence.reserve(cells);
  }

  std::uint32_t region_index(const Region& region) { return index_.add(knowledge_.canonical(space_, region)); }

  // Every cell's region takes part, also those whose figures could not be placed: the sums around them stay undecided.
  void collect_cells() {
    for (std::size_t t = 0; t < disclosure_.tables.size(); ++t) {
      const Table& table = disclosure_.tables[t];
      const bool single = table.columns.size() == 1;
      for (std::size_t r = 0; r < table.rows.size(); ++r)
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
          const std::uint32_t region = region_index(cell_region(space_, table.columns[c].region, table.rows[r].region));
          const bool empty = table.claim_at(static_cast<int>(r), static_cast<int>(c)) < 0;
          if (!empty || table.rows[r].standing == Standing::Open) continue;
          if (single) zero_.push_back(region);
          add_evidence({Evidence::Kind::EmptyCell, -1, {static_cast<int>(t), static_cast<int>(r), static_cast<int>(c)}, -1}, region, region);
        }
      for (const Region& region : unprinted_totals(table, space_)) region_index(region);
    }
  }

  bool takes_part(const Claim& claim) const {
    if (claim.standing == Standing::Open) return false;
    if (claim.weak && (claim.figure.unit == Unit::Count || claim.kind != ClaimKind::Value)) return false;
    if (claim.kind == ClaimKind::Rate && claim.comparison >= 0 &&
        has_zero_base(disclosure_, disclosure_.comparisons[static_cast<std::size_t>(claim.comparison)]))
      return false;
    return !is_decided_by_word(claim);
  }

  // “年初预算为 1.00 万元，决算为 2.00 万元，持平”: both amounts are printed, so the word is the fault, and a check of its own
  // reports it (CHG104).
  bool is_decided_by_word(const Claim& claim) const {
    if (claim.kind != ClaimKind::Change || claim.comparison < 0) return false;
    const Comparison& comparison = disclosure_.comparisons[static_cast<std::size_t>(claim.comparison)];
    return comparison.trend == Trend::Level && comparison.value >= 0 && comparison.base_value >= 0;
  }

  void collect_claims() {
    for (std::size_t i = 0; i < disclosure_.claims.size(); ++i) {
      const Claim& claim = disclosure_.claims[i];
      if (!takes_part(claim)) continue;
      const std::uint32_t region = region_index(claim.region);
      const std::uint32_t base = claim.kind == ClaimKind::Value ? region : region_index(claim.base);
      if (claim.cell.table >= 0 && claim.kind == ClaimKind::Value && claim.interval() == Interval::exactly(0)) zero_.push_back(region);
      add_evidence({Evidence::Kind::Claim, static_cast<int>(i), {}, -1}, region, base);
    }
  }

  static unsigned divided_by(const Claim& share) {
    unsigned dimensions = 0;
    for (int d = 0; d < kDimensionCount; ++d)
      if (share.region[static_cast<Dimension>(d)] != share.base[static_cast<Dimension>(d)]) dimensions |= 1u << d;
    return dimensions;
  }

  // Shares of one whole in one section that add up to exactly 100 %: they were made to, and one of them carries what rounding
  // left over.
  void find_adjusted_shares() {
    std::map<std::tuple<int, std::uint32_t, unsigned>, std::vector<int>> shares;  // section, whole, and by which dimensions it is divided
    for (std::size_t e = 0; e < model_.evidence.size(); ++e) {
      const Evidence& evidence = model_.evidence[e];
      if (evidence.kind != Evidence::Kind::Claim) continue;
      const Claim& claim = disclosure_.claims[static_cast<std::size_t>(evidence.claim)];
      if (claim.kind == ClaimKind::Share && claim.comparison >= 0)
        shares[{disclosure_.comparisons[static_cast<std::size_t>(claim.comparison)].section, stated_[e].base, divided_by(claim)}].push_back(evidence.claim);
    }
    for (const auto& [whole, claims] : shares) {
      std::int64_t sum = 0;
      for (const int claim : claims) sum += disclosure_.claims[static_cast<std::size_t>(claim)].figure.value();
      if (sum == kRatioOne) adjusted_shares_.insert(claims.begin(), claims.end());
    }
  }

  // Of a share that may be off by less than a unit of its last digit, not by half of one only.
  Interval share_interval(int index) const {
    const Claim& claim = disclosure_.claims[static_cast<std::size_t>(index)];
    const Interval printed = claim.interval();
    if (!adjusted_shares_.contains(index)) return printed;
    const std::int64_t half = quantum(Unit::Percent, claim.figure.decimals) / 2;
    return printed + Interval::closed(-half, half);
  }

  void add_evidence(Evidence evidence, std::uint32_t region, std::uint32_t base) {
    model_.evidence.push_back(evidence);
    stated_.push_back({region, base});
  }

  void derive() {
    std::vector<Listing> listings;
    for (const Table& table : disclosure_.tables)
      for (Listing listing : table.listings) {
        listing.scope = knowledge_.canonical(space_, listing.scope);
        listings.push_back(std::move(listing));
      }
    add_performance_listing(listings);
    std::vector<Region> zero;
    for (std::uint32_t region : zero_) zero.push_back(index_.regions()[region]);
    model_.identities = derive_identities(space_, std::move(index_), listings, knowledge_.axioms, zero);
    evidence_of_identity_.assign(model_.identities.identities.size(), -1);
    for (std::size_t i = 0; i < model_.identities.identities.size(); ++i) {
      if (model_.identities.identities[i].strength != Strength::Usually) continue;
      evidence_of_identity_[i] = static_cast<int>(model_.evidence.size());
      add_evidence({Evidence::Kind::UsualIdentity, -1, {}, static_cast<int>(i)}, 0, 0);
    }
  }

  // The performance tables of projects are all there are: their amounts make up what the narrative says of all projects.
  void add_performance_listing(std::vector<Listing>& listings) {
    std::set<NodeId> projects;
    Region scope;
    for (const PerformanceTable& table : disclosure_.performance)
      for (int amount : table.amounts) {
        const Region& region = disclosure_.claims[static_cast<std::size_t>(amount)].region;
        if (region[Dimension::Project].is_root()) continue;
        projects.insert(region[Dimension::Project].handle());
        scope = knowledge_.canonical(space_, region).with(Dimension::Project, kRoot).with(Dimension::Source, kRoot);
      }
    if (!projects.empty()) listings.push_back({Dimension::Project, scope, {projects.begin(), projects.end()}, -1});
  }

  void add_unknowns() {
    std::size_t ratios = 0;  // which take two rows
    for (const Claim& claim : disclosure_.claims) ratios += claim.kind == ClaimKind::Rate || claim.kind == ClaimKind::Share;
    model_.system.rows.reserve(model_.evidence.size() + ratios + model_.identities.identities.size());
    model_.system.claim_weights.reserve(model_.evidence.size());
    model_.system.unknowns.resize(model_.identities.regions.size());
    for (const Claim& claim : disclosure_.claims)
      negative_ = negative_ || (claim.kind == ClaimKind::Value && claim.figure.coefficient < 0);
    if (!negative_) return;
    for (System::Unknown& unknown : model_.system.unknowns) unknown.bounds = Interval::everything();
  }

  int weight_of(const Evidence& evidence) const {
    if (evidence.kind == Evidence::Kind::UsualIdentity) return kUsualWeight;
    if (evidence.kind == Evidence::Kind::EmptyCell) return kEmptyCellWeight;
    const Claim& claim = disclosure_.claims[static_cast<std::size_t>(evidence.claim)];
    if (claim.cell.table >= 0 && claim.figure.is_zero() && !claim.weak && !claim.nil) return kEmptyCellWeight;  // a printed zero is one, too
    return claim.weak ? kWeakWeight : claim.nil ? kNilWeight : kFigureWeight;
  }

  void add_evidence_rows(int e) {
    const Evidence& evidence = model_.evidence[static_cast<std::size_t>(e)];
    model_.system.claim_weights.push_back(weight_of(evidence));
    if (evidence.kind == Evidence::Kind::UsualIdentity) return;  // its row comes with the identities
    const auto [region, base] = stated_[static_cast<std::size_t>(e)];
    if (evidence.kind == Evidence::Kind::EmptyCell) {
      statements_.emplace_back(region, e);
      return add_row({{static_cast<int>(region), 1}}, Interval::exactly(0), e);
    }
    const Claim& claim = disclosure_.claims[static_cast<std::size_t>(evidence.claim)];
    const Interval interval = claim.interval();
    const int r = static_cast<int>(region), b = static_cast<int>(base);
    switch (claim.kind) {
      case ClaimKind::Value:
        statements_.emplace_back(region, e);
        model_.system.unknowns[region].printed = claim.figure.value();
        return add_row({{r, 1}}, interval, e);
      case ClaimKind::Change:
        return add_row({{r, 1}, {b, -1}}, interval, e);
      case ClaimKind::Rate:
        return add_ratio_rows(r, b, kRatioOne + interval.low().value, kRatioOne + interval.high().value, e);
      case ClaimKind::Share:
        const Interval share = share_interval(evidence.claim);
        return add_ratio_rows(r, b, share.low().value, share.high().value, e);
    }
  }

  // low <= region / base <= high, for a base that is not negative.
  void add_ratio_rows(int region, int base, std::int64_t low, std::int64_t high, int e) {
    add_row({{region, kRatioOne}, {base, -low}}, Interval::at_least(0), e);
    add_row({{region, kRatioOne}, {base, -high}}, Interval::at_most(0), e);
  }

  void add_row(std::vector<Term> terms, Interval bounds, int claim, int tag = -1) {
    model_.system.rows.push_back({std::move(terms), bounds, claim, tag});
  }

  void add_identity_row(int i) {
    const Identity& identity = model_.identities.identities[static_cast<std::size_t>(i)];
    if (negative_ && identity.kind == IdentityKind::Within) return;  // beside a negative part another may exceed the whole
    std::vector<Term> terms;
    terms.reserve(identity.parts.size() + 1);
    terms.push_back({static_cast<int>(identity.whole), 1});
    for (std::uint32_t part : identity.parts) terms.push_back({static_cast<int>(part), -1});
    const Interval bounds = identity.kind == IdentityKind::Sum ? Interval::exactly(0) : Interval::at_least(0);
    add_row(std::move(terms), bounds, evidence_of_identity_[static_cast<std::size_t>(i)], i);
  }

  const Disclosure& disclosure_;
  const Knowledge& knowledge_;
  Space space_;
  RegionIndex index_;
  std::vector<std::uint32_t> zero_;
  std::vector<Stated> stated_;
  std::vector<Incidence::Note> statements_;  // unknown, evidence
  std::set<int> adjusted_shares_;
  std::vector<int> evidence_of_identity_;  // -1: it must hold
  bool negative_ = false;  // the document prints amounts below zero
  Model model_;
};

}  // namespace

Model build_model(const Disclosure& disclosure, const Knowledge& knowledge) {
  return ModelBuilder(disclosure, knowledge).build();
}

bool has_zero_base(const Disclosure& disclosure, const Comparison& comparison) {
  if (comparison.rate < 0) return false;
  const auto claim = [&](int i) -> const Claim& { return disclosure.claims[static_cast<std::size_t>(i)]; };
  if (claim(comparison.rate).figure.is_zero()) return false;
  if (comparison.change < 0)
    return std::any_of(disclosure.claims.begin(), disclosure.claims.end(), [&](const Claim& c) {
      return c.kind == ClaimKind::Value && c.figure.is_zero() && c.region == claim(comparison.rate).base;
    });
  if (comparison.value < 0) return false;
  return (claim(comparison.value).interval() - claim(comparison.change).interval()).contains(0);
}

}  // namespace mingzhang
