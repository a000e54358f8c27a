#include "understand/place_figures.h"

#include <algorithm>
#include <array>
#include <bit>
#include <deque>
#include <limits>
#include <span>

#include "base/incidence.h"

namespace mingzhang {
namespace {

constexpr std::int64_t kUnknown = std::numeric_limits<std::int64_t>::max() / 4;  // "no bound yet"; sums of it saturate
constexpr std::size_t kCandidatesMax = 20'000;       // readings of one row; a row with more stays open
constexpr std::size_t kAllCandidatesMax = 2'000'000;  // of all rows; those that come later stay open
constexpr int kSearchBudget = 4000;  // propagations spent on refuting candidates, per document
constexpr int kSearchDepthMax = 32;  // rows tried one below the other; each keeps a copy of the state

struct Bounds {
  std::int64_t low = 0, high = kUnknown;
};

using Mask = std::uint32_t;  // of the columns that have a figure
constexpr std::size_t kColumnsMax = 32;
using Values = std::array<Bounds, kColumnsMax>;  // of a row's cells, under one reading

std::int64_t saturated(__int128 value) {
  return static_cast<std::int64_t>(std::clamp<__int128>(value, -kUnknown, kUnknown));
}

std::int64_t low_of(const Interval& interval) { return interval.low().infinite ? -kUnknown : interval.low().value; }
std::int64_t high_of(const Interval& interval) { return interval.high().infinite ? kUnknown : interval.high().value; }

class Placer {
 public:
  explicit Placer(const PlacementProblem& problem) : problem_(problem), identities_(problem.identities.identities) {
    state_.bounds.resize(problem.identities.regions.size());
    for (const PlacementRow& row : problem.rows)
      for (const Interval& figure : row.figures)
        if (low_of(figure) < 0) floor_ = -kUnknown;
    for (Bounds& bounds : state_.bounds) bounds.low = floor_;
    suspended_.assign(identities_.size(), false);
    link();
  }

  std::vector<PlacedRow> run() {
    assume(problem_.facts);
    for (std::size_t r = 0; r < problem_.rows.size(); ++r) begin_row(r);
    settle();
    assume(problem_.sayings);
    settle();
    refute_by_search();
    std::vector<PlacedRow> placed;
    placed.reserve(problem_.rows.size());
    for (std::size_t r = 0; r < problem_.rows.size(); ++r) placed.push_back(result(r));
    return placed;
  }

 private:
  struct State {
    std::vector<Bounds> bounds;
    std::vector<std::vector<Mask>> candidates;
  };

  // An identity among the cells of one row, by their columns.
  struct RowIdentity {
    bool sum = true;
    std::uint8_t whole = 0;
    std::array<std::uint8_t, kColumnsMax> parts{};
    std::size_t part_count = 0;
    Mask columns = 0;  // of the whole and the parts
  };

  void link() {
    row_identities_.resize(problem_.rows.size());
    for (const PlacementRow& row : problem_.rows) {
      first_figure_.push_back(figures_.size());
      for (const Interval& figure : row.figures) figures_.push_back({low_of(figure), high_of(figure)});
    }
    broken_.assign(problem_.rows.size(), false);
    state_.candidates.resize(problem_.rows.size());
    std::vector<Incidence::Note> notes;
    for (std::uint32_t r = 0; r < problem_.rows.size(); ++r)
      for (std::uint32_t cell : problem_.rows[r].cells) notes.emplace_back(cell, r);
    rows_of_ = Incidence(state_.bounds.size(), notes);
    notes.clear();
    for (std::uint32_t i = 0; i < identities_.size(); ++i) {
      const Identity& identity = identities_[i];
      if (identity.strength != Strength::Must) continue;
      notes.emplace_back(identity.whole, i);
      for (std::uint32_t part : identity.parts) notes.emplace_back(part, i);
      for (std::uint32_t r : rows_of_.of(identity.whole)) add_row_identity(identity, r);
    }
    identities_of_ = Incidence(state_.bounds.size(), notes);
    identity_queued_.assign(identities_.size(), false);
    row_queued_.assign(problem_.rows.size(), false);
  }

  void add_row_identity(const Identity& identity, std::uint32_t r) {
    const auto& cells = problem_.rows[r].cells;
    if (cells.size() > kColumnsMax) return;
    const auto column_of = [&](std::uint32_t region) { return std::find(cells.begin(), cells.end(), region) - cells.begin(); };
    const auto in_row = [&](std::uint32_t region) { return std::find(cells.begin(), cells.end(), region) != cells.end(); };
    if (!std::all_of(identity.parts.begin(), identity.parts.end(), in_row)) return;
    RowIdentity inside{identity.kind == IdentityKind::Sum, static_cast<std::uint8_t>(column_of(identity.whole))};
    inside.columns = Mask{1} << inside.whole;
    for (std::uint32_t part : identity.parts) {
      const auto column = static_cast<std::uint8_t>(column_of(part));
      inside.parts[inside.part_count++] = column;
      inside.columns |= Mask{1} << column;
    }
    row_identities_[r].push_back(inside);
  }

  void assume(const std::vector<std::pair<std::uint32_t, Interval>>& facts) {
    for (const auto& [region, interval] : facts) {
      Bounds& bounds = state_.bounds[region];
      const std::int64_t low = std::max(bounds.low, low_of(interval)), high = std::min(bounds.high, high_of(interval));
      if (low > high) continue;  // the document contradicts itself; the check will say so
      if (low == bounds.low && high == bounds.high) continue;
      bounds = {low, high};
      touch(region);
    }
  }

  void touch(std::uint32_t region) {
    for (std::uint32_t i : identities_of_.of(region))
      if (!identity_queued_[i] && !suspended_[i]) {
        identity_queued_[i] = true;
        identity_queue_.push_back(i);
      }
    for (std::uint32_t r : rows_of_.of(region))
      if (!row_queued_[r]) {
        row_queued_[r] = true;
        row_queue_.push_back(r);
      }
  }

  // All ways to put the figures into columns, in order, that satisfy the row's own identities.
  void begin_row(std::size_t r) {
    const PlacementRow& row = problem_.rows[r];
    const auto columns = row.cells.size(), figures = row.figures.size();
    row_queued_[r] = true;
    row_queue_.push_back(static_cast<std::uint32_t>(r));
    if (figures > columns || columns > kColumnsMax) return;
    auto& all = all_;
    all.clear();
    if (figures == 0) {
      all.push_back(0);
    } else {
      std::uint64_t mask = (std::uint64_t{1} << figures) - 1;
      while (mask < (std::uint64_t{1} << columns) && all.size() <= kCandidatesMax) {
        all.push_back(static_cast<Mask>(mask));
        const std::uint64_t lowest = mask & (~mask + 1), ripple = mask + lowest;  // next mask with as many bits
        mask = (((ripple ^ mask) >> 2) / lowest) | ripple;
      }
      if (all.size() > kCandidatesMax || all.size() > candidates_left_) return;
    }
    candidates_left_ -= std::min(all.size(), candidates_left_);
    std::vector<Mask>& candidates = state_.candidates[r];
    sound_.clear();
    for (Mask mask : all) {
      read_as(r, mask, reading_);
      if (row_faults(r, mask, reading_, 0) == 0) sound_.push_back(mask);
    }
    broken_[r] = sound_.empty();
    candidates = broken_[r] ? all : sound_;
  }

  void read_as(std::size_t r, Mask mask, Values& values) const {
    const Bounds* figure = figures_.data() + first_figure_[r];
    std::fill_n(values.begin(), problem_.rows[r].cells.size(), Bounds{0, 0});
    for (; mask != 0; mask &= mask - 1) values[static_cast<std::size_t>(std::countr_zero(mask))] = *figure++;
  }

  // How badly a reading breaks the row's own identities: 0 not at all. Parts under an empty total are the less likely slip.
  // With more than `enough` faults, the rest is not looked at. `mask`: the columns with figures.
  int row_faults(std::size_t r, Mask mask, const Values& values, int enough = std::numeric_limits<int>::max()) const {
    int faults = 0;
    for (const RowIdentity& identity : row_identities_[r]) {
      if ((identity.columns & mask) == 0) continue;  // nothing is the sum of nothing
      const Bounds& whole = values[identity.whole];
      Bounds parts{0, 0};
      for (const std::uint8_t part : std::span(identity.parts).first(identity.part_count)) parts = {parts.low + values[part].low, parts.high + values[part].high};
      const bool broken = parts.low > whole.high || (identity.sum && parts.high < whole.low);
      if (broken) faults += whole.high == 0 ? 2 : 1;
      if (faults > enough) break;
    }
    return faults;
  }

  bool fits_bounds(const PlacementRow& row, const Values& values) const {
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const Bounds& known = state_.bounds[row.cells[c]];
      if (values[c].high < known.low || values[c].low > known.high) return false;
    }
    return true;
  }

  // How badly a reading misses what is known of its cells; worst where nothing at all can stand.
  int misfits(const PlacementRow& row, const Values& values) const {
    int weight = 0;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const Bounds& known = state_.bounds[row.cells[c]];
      if (values[c].high < known.low || values[c].low > known.high) weight += known.high == 0 ? 3 : 2;
    }
    return weight;
  }

  // Propagates until nothing changes. In earnest a contradiction suspends the identity, or breaks the row, and the rest goes
  // on; in a trial it ends the trial. Returns false when a trial failed.
  bool settle(bool trial = false) {
    bool consistent = true;
    while (consistent && (!row_queue_.empty() || !identity_queue_.empty())) {
      if (!row_queue_.empty()) {
        const std::uint32_t r = row_queue_.front();
        row_queue_.pop_front();
        row_queued_[r] = false;
        consistent = filter_row(r, trial) || !trial;
      } else {
        const std::uint32_t i = identity_queue_.front();
        identity_queue_.pop_front();
        identity_queued_[i] = false;
        if (suspended_[i]) continue;
        const bool holds = tighten(identities_[i]);
        if (!holds && !trial) suspended_[i] = true;
        consistent = holds || !trial;
      }
    }
    clear_queues();
    return consistent;
  }

  void clear_queues() {
    for (std::uint32_t r : row_queue_) row_queued_[r] = false;
    for (std::uint32_t i : identity_queue_) identity_queued_[i] = false;
    row_queue_.clear();
    identity_queue_.clear();
  }

  bool filter_row(std::uint32_t r, bool trial) {
    if (broken_[r]) return true;
    const PlacementRow& row = problem_.rows[r];
    std::vector<Mask>& candidates = state_.candidates[r];
    if (candidates.empty()) return true;
    Values &values = reading_, &hull = hull_;
    std::fill_n(hull.begin(), row.cells.size(), Bounds{kUnknown, -kUnknown});
    const auto fits = [&](Mask mask) {
      read_as(r, mask, values);
      if (!fits_bounds(row, values)) return false;
      for (std::size_t c = 0; c < row.cells.size(); ++c)
        hull[c] = {std::min(hull[c].low, values[c].low), std::max(hull[c].high, values[c].high)};
      return true;
    };
    const auto kept_end = std::remove_if(candidates.begin(), candidates.end(), [&](Mask mask) { return !fits(mask); });
    if (kept_end == candidates.begin()) {  // none moved: all are still there
      if (!trial) broken_[r] = true;
      return false;
    }
    candidates.erase(kept_end, candidates.end());
    for (std::size_t c = 0; c < row.cells.size(); ++c) narrow(row.cells[c], hull[c].low, hull[c].high);
    return true;
  }

  // False when nothing would be left; the bounds are then unchanged.
  bool narrow(std::uint32_t region, std::int64_t low, std::int64_t high) {
    Bounds& bounds = state_.bounds[region];
    low = std::max(low, bounds.low);
    high = std::min(high, bounds.high);
    if (low > high) return false;
    if (low == bounds.low && high == bounds.high) return true;
    bounds = {low, high};
    touch(region);
    return true;
  }

  bool tighten(const Identity& identity) {
    const bool sum = identity.kind == IdentityKind::Sum;
    if (!sum) {
      const std::uint32_t part = identity.parts.front();
      return narrow(part, floor_, state_.bounds[identity.whole].high) &&
             narrow(identity.whole, state_.bounds[part].low, kUnknown);
    }
    __int128 low = 0, high = 0;
    int open = 0;  // parts without an upper bound
    for (std::uint32_t part : identity.parts) {
      low += state_.bounds[part].low;
      if (state_.bounds[part].high >= kUnknown) ++open;
      else high += state_.bounds[part].high;
    }
    if (!narrow(identity.whole, saturated(low), open > 0 ? kUnknown : saturated(high))) return false;
    const Bounds whole = state_.bounds[identity.whole];
    for (std::uint32_t part : identity.parts) {
      const Bounds bounds = state_.bounds[part];
      const bool others_open = open > (bounds.high >= kUnknown ? 1 : 0);
      const __int128 others_low = low - bounds.low, others_high = high - (bounds.high >= kUnknown ? 0 : bounds.high);
      const std::int64_t new_low = others_open ? floor_ : saturated(whole.low - others_high);
      const std::int64_t new_high = whole.high >= kUnknown ? kUnknown : saturated(whole.high - others_low);
      if (!narrow(part, new_low, new_high)) return false;
    }
    return true;
  }

  // For rows that still have a choice: a candidate that leads to a contradiction whatever the other rows do is refuted.
  void refute_by_search() {
    int budget = kSearchBudget;
    for (bool progress = true; progress && budget > 0;) {
      progress = false;
      for (std::size_t r = 0; r < problem_.rows.size() && budget > 0; ++r) {
        if (broken_[r] || state_.candidates[r].size() < 2) continue;
        std::vector<Mask> kept;
        for (Mask mask : std::vector<Mask>(state_.candidates[r]))
          if (!refuted(r, mask, budget)) kept.push_back(mask);
        if (kept.empty() || kept.size() == state_.candidates[r].size()) continue;
        state_.candidates[r] = std::move(kept);
        row_queued_[r] = true;
        row_queue_.push_back(static_cast<std::uint32_t>(r));
        settle();
        progress = true;
      }
    }
  }

  bool refuted(std::size_t r, Mask mask, int& budget, int depth = 0) {
    if (--budget < 0 || depth > kSearchDepthMax) return false;
    const State saved = state_;
    state_.candidates[r] = {mask};
    row_queued_[r] = true;
    row_queue_.push_back(static_cast<std::uint32_t>(r));
    bool contradiction = !settle(true);
    if (!contradiction) {
      const std::size_t next = smallest_choice();
      if (next < problem_.rows.size()) {
        contradiction = true;
        for (Mask other : std::vector<Mask>(state_.candidates[next]))
          if (!refuted(next, other, budget, depth + 1)) {
            contradiction = false;
            break;
          }
      }
    }
    state_ = saved;
    return contradiction;
  }

  std::size_t smallest_choice() const {
    std::size_t best = problem_.rows.size();
    for (std::size_t r = 0; r < problem_.rows.size(); ++r) {
      const std::size_t size = state_.candidates[r].size();
      if (broken_[r] || size < 2) continue;
      if (best == problem_.rows.size() || size < state_.candidates[best].size()) best = r;
    }
    return best;
  }

  static std::vector<int> columns_of(Mask mask) {
    std::vector<int> columns;
    columns.reserve(static_cast<std::size_t>(std::popcount(mask)));
    for (int c = 0; c < static_cast<int>(kColumnsMax); ++c)
      if (mask >> c & 1u) columns.push_back(c);
    return columns;
  }

  PlacedRow result(std::size_t r) const {
    PlacedRow placed;
    placed.contradicted = broken_[r];
    const std::vector<Mask> candidates = broken_[r] ? best_of(r, state_.candidates[r]) : state_.candidates[r];
    if (candidates.size() == 1) {
      // As many figures as columns can only be read one way, whatever else is wrong.
      const bool full = problem_.rows[r].figures.size() == problem_.rows[r].cells.size();
      placed.standing = broken_[r] && !full ? Standing::Presumed : Standing::Proven;
      placed.columns = columns_of(candidates.front());
      return placed;
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(candidates.size(), 8); ++i) placed.alternatives.push_back(columns_of(candidates[i]));
    return placed;
  }

  // Of the readings of a contradicted row, those that contradict the least.
  std::vector<Mask> best_of(std::size_t r, const std::vector<Mask>& candidates) const {
    int least = std::numeric_limits<int>::max();
    std::vector<Mask> best;
    Values values;
    for (Mask mask : candidates) {
      read_as(r, mask, values);
      const int count = misfits(problem_.rows[r], values) + row_faults(r, mask, values);
      if (count < least) best.clear();
      if (count <= least) {
        best.push_back(mask);
        least = count;
      }
    }
    return best;
  }

  const PlacementProblem& problem_;
  const std::vector<Identity>& identities_;
  std::int64_t floor_ = 0;
  std::size_t candidates_left_ = kAllCandidatesMax;
  State state_;
  std::vector<bool> suspended_, broken_, identity_queued_, row_queued_;
  Incidence identities_of_, rows_of_;  // by region
  std::vector<std::vector<RowIdentity>> row_identities_;
  std::vector<Bounds> figures_;  // of all rows
  std::vector<std::size_t> first_figure_;  // of each row
  std::deque<std::uint32_t> identity_queue_, row_queue_;
  Values reading_, hull_;  // of the row at hand
  std::vector<Mask> all_, sound_;  // its readings, and those that break no identity of its own
};

}  // namespace

std::vector<PlacedRow> place_figures(const PlacementProblem& problem) { return Placer(problem).run(); }

}  // namespace mingzhang
