#include "check/propagator.h"

#include <algorithm>
#include <array>

#include "base/result.h"

namespace mingzhang {
namespace {

// Propagation round a circle of rows may narrow by one fen at a time; the linear program takes over there.
constexpr int kVisitsPerRow = 16;
constexpr int kVisitsPerDecision = 2000;
// Of a reset and all decisions after it: a few very long rows visited again and again cannot hold everything up.
constexpr std::int64_t kTermsMax = 100'000'000;

}  // namespace

Propagator::Propagator(const ExactSystem& system) : system_(system), latest_(system.unknowns.size()) {
  initial_domains_.reserve(system.unknowns.size());
  trail_.reserve(3 * system.unknowns.size());
  joint_rows_.reserve(system.rows.size());
  queue_.reserve(system.rows.size());
  for (const ExactSystem::Unknown& unknown : system.unknowns) initial_domains_.push_back(unknown.domain);
  for (int row = 0; row < static_cast<int>(system.rows.size()); ++row) {
    (system.rows[row].term_count < 2 ? unit_rows_ : joint_rows_).push_back(row);
  }
  queued_.assign(system.rows.size(), 0);
}

bool Propagator::reset(const ActiveRows& active) {
  active_ = &active;
  domains_ = initial_domains_;
  trail_.clear();
  std::fill(latest_.begin(), latest_.end(), std::array<int, 2>{-1, -1});
  clear_queue();
  conflict_kind_ = Contradiction::None;
  visits_left_ = kVisitsPerRow * static_cast<int>(system_.rows.size());
  terms_left_ = kTermsMax;
  for (const int row : unit_rows_) {
    if (active[row] && !visit(row)) return false;
  }
  clear_queue();
  for (const int row : joint_rows_) {
    if (!active[row]) continue;
    queue_.push_back(row);
    queued_[row] = 1;
  }
  return propagate();
}

bool Propagator::decide(int unknown, std::int64_t value) {
  ASSERT(domains_[unknown].low <= value && value <= domains_[unknown].high);
  visits_left_ = kVisitsPerDecision;
  return set_bound(-1, unknown, Side::Low, value) && set_bound(-1, unknown, Side::High, value) && propagate();
}

void Propagator::undo(std::size_t mark) {
  while (trail_.size() > mark) {
    const Step& step = trail_.back();
    Domain& domain = domains_[step.unknown];
    (step.side == Side::Low ? domain.low : domain.high) = step.old_value;
    latest_[step.unknown][static_cast<int>(step.side)] = step.previous;
    trail_.pop_back();
  }
  clear_queue();
}

bool Propagator::is_implied(int row) const {
  const Activities reach = activities(row);
  const Range& bounds = system_.rows[row].bounds;
  const bool low_holds = bounds.low <= -kWideInfinity || (reach.low.finite() && reach.low.sum >= bounds.low);
  const bool high_holds = bounds.high >= kWideInfinity || (reach.high.finite() && reach.high.sum <= bounds.high);
  return low_holds && high_holds;
}

// --- narrowing ---

Propagator::Activities Propagator::activities(int row) const {
  Activities result;
  const auto add = [](Activity& activity, std::int64_t coefficient, std::int64_t bound, bool finite) {
    if (finite) {
      activity.sum += Wide{coefficient} * bound;
    } else {
      ++activity.infinite_count;
    }
  };
  for (const Term& term : system_.terms_of(row)) {
    const Domain& domain = domains_[term.unknown];
    Activity& of_low = term.coefficient > 0 ? result.low : result.high;
    Activity& of_high = term.coefficient > 0 ? result.high : result.low;
    add(of_low, term.coefficient, domain.low, domain.has_low());
    add(of_high, term.coefficient, domain.high, domain.has_high());
  }
  return result;
}

bool Propagator::propagate() {
  while (queue_head_ < queue_.size() && visits_left_ > 0 && terms_left_ >= 0) {
    const int row = queue_[queue_head_++];
    queued_[row] = 0;
    --visits_left_;
    terms_left_ -= system_.rows[row].term_count;
    if (!visit(row)) return false;
  }
  clear_queue();
  return true;
}

bool Propagator::visit(int row) {
  const Activities reach = activities(row);
  const Range& bounds = system_.rows[row].bounds;
  if (bounds.low > bounds.high) return contradict(row, Contradiction::Crossing);
  if (reach.low.finite() && reach.low.sum > bounds.high) return contradict(row, Contradiction::TooHigh);
  if (reach.high.finite() && reach.high.sum < bounds.low) return contradict(row, Contradiction::TooLow);
  const bool above = bounds.high < kWideInfinity && reach.low.infinite_count <= 1 &&
                     !(reach.high.finite() && reach.high.sum <= bounds.high);
  const bool below = bounds.low > -kWideInfinity && reach.high.infinite_count <= 1 &&
                     !(reach.low.finite() && reach.low.sum >= bounds.low);
  if (!above && !below) return true;
  // What the row leaves its sum beyond the least, and below the greatest: a term that varies by no more is not narrowed. Most are not.
  const Wide slack_above = above && reach.low.finite() ? bounds.high - reach.low.sum : Wide{-1};
  const Wide slack_below = below && reach.high.finite() ? reach.high.sum - bounds.low : Wide{-1};
  for (const Term& term : system_.terms_of(row)) {
    const Domain before = domains_[term.unknown];  // what `reach` was computed with
    const bool bounded = before.has_low() && before.has_high();
    const Wide range = bounded ? (Wide{before.high} - before.low) * (term.coefficient < 0 ? -Wide{term.coefficient} : Wide{term.coefficient}) : kWideInfinity;
    if (above && range > slack_above && !narrow_from_above(row, term, before, reach.low)) return false;
    if (below && range > slack_below && !narrow_from_below(row, term, before, reach.high)) return false;
  }
  return true;
}

// coefficient * x <= high - (the least the other unknowns can reach)
bool Propagator::narrow_from_above(int row, const Term& term, const Domain& domain, const Activity& least) {
  const bool positive = term.coefficient > 0;
  const bool own_finite = positive ? domain.has_low() : domain.has_high();
  if (least.infinite_count > (own_finite ? 0 : 1)) return true;
  const Wide own = own_finite ? Wide{term.coefficient} * (positive ? domain.low : domain.high) : Wide{0};
  const Wide room = system_.rows[row].bounds.high - (least.sum - own);
  // Compare before dividing: most rows narrow nothing.
  if (positive) {
    if (domain.has_high() && term.coefficient * Wide{domain.high} <= room) return true;
    return set_bound(row, term.unknown, Side::High, floor_divide(room, term.coefficient));
  }
  if (domain.has_low() && term.coefficient * Wide{domain.low} <= room) return true;
  return set_bound(row, term.unknown, Side::Low, ceil_divide(room, term.coefficient));
}

// coefficient * x >= low - (the most the other unknowns can reach)
bool Propagator::narrow_from_below(int row, const Term& term, const Domain& domain, const Activity& greatest) {
  const bool positive = term.coefficient > 0;
  const bool own_finite = positive ? domain.has_high() : domain.has_low();
  if (greatest.infinite_count > (own_finite ? 0 : 1)) return true;
  const Wide own = own_finite ? Wide{term.coefficient} * (positive ? domain.high : domain.low) : Wide{0};
  const Wide room = system_.rows[row].bounds.low - (greatest.sum - own);
  if (positive) {
    if (domain.has_low() && term.coefficient * Wide{domain.low} >= room) return true;
    return set_bound(row, term.unknown, Side::Low, ceil_divide(room, term.coefficient));
  }
  if (domain.has_high() && term.coefficient * Wide{domain.high} >= room) return true;
  return set_bound(row, term.unknown, Side::High, floor_divide(room, term.coefficient));
}

bool Propagator::set_bound(int row, int unknown, Side side, Wide value) {
  Domain& domain = domains_[unknown];
  std::int64_t& bound = side == Side::Low ? domain.low : domain.high;
  const bool narrower =
      side == Side::Low ? value > bound && value >= -Domain::kLimit : value < bound && value <= Domain::kLimit;
  if (!narrower) return true;
  record(row, unknown, side, bound);
  bound = static_cast<std::int64_t>(std::clamp<Wide>(value, -Domain::kLimit, Domain::kLimit));
  if (domain.low > domain.high) return contradict(row, Contradiction::Crossing);
  enqueue_rows_of(unknown);
  return true;
}

void Propagator::record(int row, int unknown, Side side, std::int64_t old_value) {
  int& latest = latest_[unknown][static_cast<int>(side)];
  const int step = static_cast<int>(trail_.size());
  trail_.push_back({unknown, side, row, latest, old_value});
  latest = step;
}

bool Propagator::contradict(int row, Contradiction kind) {
  conflict_row_ = row;
  conflict_kind_ = kind;
  return false;
}

void Propagator::enqueue_rows_of(int unknown) {
  for (const int row : system_.joint_rows_of(unknown)) {
    if (queued_[row] || !(*active_)[row]) continue;
    queued_[row] = 1;
    queue_.push_back(row);
  }
}

void Propagator::clear_queue() {
  for (; queue_head_ < queue_.size(); ++queue_head_) queued_[queue_[queue_head_]] = 0;
  queue_.clear();
  queue_head_ = 0;
}

// --- explaining ---

int Propagator::latest_step_before(int step, int unknown, Side side) const {
  int candidate = latest_[unknown][static_cast<int>(side)];
  while (candidate >= step) candidate = trail_[candidate].previous;
  return candidate;
}

void Propagator::need(std::vector<char>& needed, int before, int unknown, Side side) const {
  const int step = latest_step_before(before, unknown, side);
  if (step >= 0) needed[step] = 1;
}

// Walks the trail back from the needed steps to all steps they rest on; returns the rows of these.
std::vector<int> Propagator::rows_behind(std::vector<char> needed, int extra_row) const {
  std::vector<int> rows;
  if (extra_row >= 0) rows.push_back(extra_row);
  for (int i = static_cast<int>(needed.size()) - 1; i >= 0; --i) {
    const Step& step = trail_[i];
    if (!needed[i] || step.row < 0) continue;
    rows.push_back(step.row);
    const auto terms = system_.terms_of(step.row);
    const auto own = std::find_if(terms.begin(), terms.end(), [&](const Term& t) { return t.unknown == step.unknown; });
    const bool from_above = (own->coefficient > 0) == (step.side == Side::High);
    for (const Term& term : terms) {
      if (term.unknown == step.unknown) continue;
      need(needed, i, term.unknown, (term.coefficient > 0) == from_above ? Side::Low : Side::High);
    }
  }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

std::vector<int> Propagator::explain_conflict() const {
  ASSERT(conflict_kind_ != Contradiction::None);
  std::vector<char> needed(trail_.size(), 0);
  const int end = static_cast<int>(trail_.size());
  const Range& bounds = system_.rows[conflict_row_].bounds;
  if (bounds.low <= bounds.high) {
    for (const Term& term : system_.terms_of(conflict_row_)) {
      const bool positive = term.coefficient > 0;
      if (conflict_kind_ != Contradiction::TooLow) need(needed, end, term.unknown, positive ? Side::Low : Side::High);
      if (conflict_kind_ != Contradiction::TooHigh) need(needed, end, term.unknown, positive ? Side::High : Side::Low);
    }
  }
  return rows_behind(std::move(needed), conflict_row_);
}

std::vector<int> Propagator::explain_bounds(std::span<const BoundName> bounds) const {
  std::vector<char> needed(trail_.size(), 0);
  for (const BoundName& bound : bounds) {
    need(needed, static_cast<int>(trail_.size()), bound.unknown, bound.high ? Side::High : Side::Low);
  }
  return rows_behind(std::move(needed), -1);
}

}  // namespace mingzhang
