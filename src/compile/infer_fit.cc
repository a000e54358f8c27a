#include "compile/infer_fit.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <optional>
#include <unordered_map>

#include "check/system.h"
#include "compile/infer_program.h"

namespace mingzhang {
namespace {

__extension__ using Wide = __int128;

// Points times demands tried again, when not all can be met.
constexpr std::size_t kRestoreWork = 60'000;

// ---- groups of demands that share points

class UnionFind {
 public:
  explicit UnionFind(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0); }
  int root(int node) {
    while (parent_[static_cast<std::size_t>(node)] != node) {
      int& parent = parent_[static_cast<std::size_t>(node)];
      node = parent = parent_[static_cast<std::size_t>(parent)];
    }
    return node;
  }
  void join(int a, int b) { parent_[static_cast<std::size_t>(root(a))] = root(b); }

 private:
  std::vector<int> parent_;
};

class Fitter {
 public:
  Fitter(const Demands& demands, const CandidatePoints& candidates)
      : demands_(demands), candidates_(candidates), points_in_(candidates.regions.size()) {
    fit_.amounts.assign(candidates.points.size(), 0);
    for (std::uint32_t r = 0; r < candidates.regions.size(); ++r) region_index_.emplace(candidates.regions[r], r);
    for (std::size_t p = 0; p < candidates.points.size(); ++p)
      for (const std::uint32_t r : candidates.points[p].regions) points_in_[r].push_back(static_cast<int>(p));
  }

  Fit run() {
    make_rows();
    for (const std::vector<int>& rows : connected_groups()) fit_group(rows);
    std::sort(fit_.unmet.begin(), fit_.unmet.end());
    return std::move(fit_);
  }

 private:
  const std::vector<int>& points_in(const Region& region) const {
    static const std::vector<int> kNone;
    const auto found = region_index_.find(region);
    return found == region_index_.end() ? kNone : points_in_[found->second];
  }

  // Rows over all points; fit_group() renumbers them.
  void make_rows() {
    for (std::size_t i = 0; i < demands_.demands.size(); ++i) {
      const Demand& demand = demands_.demands[i];
      FitRow row{&demand, static_cast<int>(i), {}};
      for (const int point : points_in(demand.region)) row.terms.push_back({point, true, false});
      if (demand.kind != ClaimKind::Value)
        for (const int point : points_in(demand.base)) row.terms.push_back({point, false, true});
      merge_terms(row.terms);
      rows_.push_back(std::move(row));
    }
  }

  static void merge_terms(std::vector<FitRow::Term>& terms) {
    std::sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) { return a.point < b.point; });
    std::size_t count = 0;
    for (const FitRow::Term& term : terms) {
      if (count > 0 && terms[count - 1].point == term.point) {
        terms[count - 1].in_region |= term.in_region;
        terms[count - 1].in_base |= term.in_base;
      } else {
        terms[count++] = term;
      }
    }
    terms.resize(count);
  }

  std::vector<std::vector<int>> connected_groups() {
    UnionFind points(candidates_.points.size());
    for (const FitRow& row : rows_)
      for (const FitRow::Term& term : row.terms) points.join(term.point, row.terms.front().point);
    std::unordered_map<int, std::size_t> group_of;
    std::vector<std::vector<int>> groups;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].terms.empty()) {
        if (!holds(rows_[i], fit_.amounts)) fit_.unmet.push_back(static_cast<int>(i));
        continue;
      }
      const auto [slot, inserted] = group_of.try_emplace(points.root(rows_[i].terms.front().point), groups.size());
      if (inserted) groups.emplace_back();
      groups[slot->second].push_back(static_cast<int>(i));
    }
    return groups;
  }

  // ---- one group

  void fit_group(const std::vector<int>& rows) {
    std::vector<int> points;  // of the group
    for (const int row : rows)
      for (const FitRow::Term& term : rows_[static_cast<std::size_t>(row)].terms) points.push_back(term.point);
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());

    FitGroup group;
    for (const int point : points) group.points.push_back(&candidates_.points[static_cast<std::size_t>(point)]);
    group.barred.assign(points.size(), 0);
    for (const int row : rows) {
      group.rows.push_back(rows_[static_cast<std::size_t>(row)]);
      for (FitRow::Term& term : group.rows.back().terms)
        term.point = static_cast<int>(std::lower_bound(points.begin(), points.end(), term.point) - points.begin());
    }
    const std::vector<std::int64_t> amounts = solve_group(group);
    for (std::size_t i = 0; i < points.size(); ++i) fit_.amounts[static_cast<std::size_t>(points[i])] = amounts[i];
    for (const FitRow& row : group.rows)
      if (!holds(row, amounts)) fit_.unmet.push_back(row.index);
  }

  static std::vector<std::int64_t> solve_group(const FitGroup& group) {
    if (auto amounts = meet_all(group)) return without_crumbs(group, std::move(*amounts));
    const auto rough = solve_program(group, Strain::Broken);
    if (!rough) return std::vector<std::int64_t>(group.points.size(), 0);
    return meet_most(group, *rough);
  }

  // The demands that hold roughly, and then one after the other those that can be met besides: what is left cannot.
  static std::vector<std::int64_t> meet_most(const FitGroup& group, const std::vector<std::int64_t>& rough) {
    FitGroup met{group.points, {}, group.barred};
    std::vector<const FitRow*> doubtful;
    for (const FitRow& row : group.rows) {
      if (holds(row, rough)) met.rows.push_back(row);
      else doubtful.push_back(&row);
    }
    auto best = meet_all(met);
    if (!best) return rough;
    std::stable_partition(doubtful.begin(), doubtful.end(), [](const FitRow* row) { return !row->demand->weak; });
    doubtful.resize(std::min(doubtful.size(), kRestoreWork / group.points.size()));
    for (const FitRow* row : doubtful) {
      met.rows.push_back(*row);
      if (auto better = holds(*row, *best) ? best : meet_all(met)) best = std::move(better);
      else met.rows.pop_back();
    }
    return without_crumbs(met, std::move(*best));
  }

  // Lines too small to be printed are roundings that found no better place: try to do with the other lines alone.
  static std::vector<std::int64_t> without_crumbs(FitGroup group, std::vector<std::int64_t> amounts) {
    const std::int64_t crumb = smallest_step(group);
    const auto is_crumb = [&](std::int64_t amount) { return amount != 0 && std::abs(amount) < crumb; };
    if (std::none_of(amounts.begin(), amounts.end(), is_crumb)) return amounts;
    for (std::size_t i = 0; i < amounts.size(); ++i) group.barred[i] = std::abs(amounts[i]) < crumb;
    return meet_all(group).value_or(std::move(amounts));
  }

  static std::int64_t smallest_step(const FitGroup& group) {
    std::int64_t step = std::numeric_limits<std::int64_t>::max();
    for (const FitRow& row : group.rows)
      if (row.demand->kind == ClaimKind::Value) step = std::min(step, row.demand->high - row.demand->low + 1);
    return step;
  }

  static std::optional<std::vector<std::int64_t>> meet_all(const FitGroup& group) {
    for (const Strain strain : {Strain::Eased, Strain::Exact}) {
      const auto rough = solve_program(group, strain);
      if (!rough) continue;
      if (all_hold(group, *rough)) return rough;
      for (const std::int64_t radius : {8, 256, 65536})
        if (auto exact = solve_near(group, *rough, radius)) return exact;
      if (auto exact = solve_near(group, *rough, std::nullopt)) return exact;
    }
    return std::nullopt;
  }

  // Whole amounts within `radius` of those that the program gave money to, so that lines stay few; without a radius, any
  // amounts at all points: where figures are printed to the fen, the best point of the program may be made of half fen.
  static std::optional<std::vector<std::int64_t>> solve_near(const FitGroup& group, const std::vector<std::int64_t>& rough,
                                                             std::optional<std::int64_t> radius) {
    System system;
    std::vector<int> unknown_of(rough.size(), -1);
    for (std::size_t i = 0; i < rough.size(); ++i) {
      if (group.barred[i] || (radius && rough[i] == 0)) continue;
      unknown_of[i] = static_cast<int>(system.unknowns.size());
      const std::int64_t least = group.points[i]->low;
      const std::int64_t low = radius ? std::max(least, rough[i] - *radius) : least;
      const std::int64_t high = radius ? std::max(low, rough[i] + *radius) : kAmountMax;
      system.unknowns.push_back({Interval::closed(low, high), rough[i]});
    }
    for (const FitRow& row : group.rows) add_rows(row, unknown_of, system);
    const auto values = solve_exact(system);
    if (!values) return std::nullopt;
    std::vector<std::int64_t> amounts(rough.size(), 0);
    for (std::size_t i = 0; i < rough.size(); ++i)
      if (unknown_of[i] >= 0) amounts[i] = (*values)[static_cast<std::size_t>(unknown_of[i])];
    if (!all_hold(group, amounts)) return std::nullopt;
    return amounts;
  }

  static void add_rows(const FitRow& row, const std::vector<int>& unknown_of, System& system) {
    const auto add = [&](std::int64_t region, std::int64_t base, Interval bounds) {
      LinearRow linear;
      linear.bounds = bounds;
      for (const FitRow::Term& term : row.terms) {
        const int unknown = unknown_of[static_cast<std::size_t>(term.point)];
        const std::int64_t coefficient = (term.in_region ? region : 0) + (term.in_base ? base : 0);
        if (unknown >= 0 && coefficient != 0) linear.terms.push_back({unknown, coefficient});
      }
      system.rows.push_back(std::move(linear));
    };
    const Demand& demand = *row.demand;
    if (demand.kind == ClaimKind::Value || demand.kind == ClaimKind::Change)
      return add(1, -1, Interval::closed(demand.low, demand.high));
    add(kRatioOne, -demand.low, Interval::at_least(0));
    add(kRatioOne, -demand.high, Interval::at_most(0));
  }

  static bool all_hold(const FitGroup& group, const std::vector<std::int64_t>& amounts) {
    return std::all_of(group.rows.begin(), group.rows.end(), [&](const FitRow& row) { return holds(row, amounts); });
  }

  static bool holds(const FitRow& row, const std::vector<std::int64_t>& amounts) {
    Wide region = 0, base = 0;
    for (const FitRow::Term& term : row.terms) {
      const Wide amount = amounts[static_cast<std::size_t>(term.point)];
      if (term.in_region) region += amount;
      if (term.in_base) base += amount;
    }
    const Demand& demand = *row.demand;
    if (demand.kind == ClaimKind::Value || demand.kind == ClaimKind::Change) {
      const Wide sum = region - (demand.kind == ClaimKind::Change ? base : 0);
      return demand.low <= sum && sum <= demand.high;
    }
    return demand.low * base <= kRatioOne * region && kRatioOne * region <= demand.high * base;
  }

  const Demands& demands_;
  const CandidatePoints& candidates_;
  std::unordered_map<Region, std::uint32_t, RegionHash> region_index_;
  std::vector<std::vector<int>> points_in_;  // per region
  std::vector<FitRow> rows_;
  Fit fit_;
};

}  // namespace

Fit fit_amounts(const Demands& demands, const CandidatePoints& candidates) {
  return Fitter(demands, candidates).run();
}

}  // namespace mingzhang
