#pragma once
// Bound propagation with reasons. Every row narrows the domains of its unknowns given the domains of the others, in
// exact integer arithmetic, until nothing changes. What it concludes is proven; what it does not find may still be
// there.
//
// Each narrowing is kept on a trail together with the row that forced it, so that a contradiction (or any bound) can be
// explained by rows, and decisions made on top can be taken back.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "check/exact_system.h"

namespace mingzhang {

class Propagator {
 public:
  explicit Propagator(const ExactSystem& system);

  // Starts anew with the rows in force. False: they contradict one another, see explain_conflict(). `active` must
  // outlive the decisions made on top.
  bool reset(const ActiveRows& active);

  // Decides the value of an unknown (which must lie in its domain). False: that cannot be; take it back with undo().
  bool decide(int unknown, std::int64_t value);
  std::size_t mark() const { return trail_.size(); }
  void undo(std::size_t mark);

  const Domain& domain(int unknown) const { return domains_[unknown]; }
  bool active(int row) const { return (*active_)[row] != 0; }
  // Whether the row holds wherever its unknowns lie in their domains.
  bool is_implied(int row) const;

  // Rows, ascending, that together lead to the contradiction reset() found.
  std::vector<int> explain_conflict() const;

  struct BoundName {
    int unknown = 0;
    bool high = false;
  };
  // Rows, ascending, from which these bounds follow. Only before any decision.
  std::vector<int> explain_bounds(std::span<const BoundName> bounds) const;

 private:
  enum class Side : std::uint8_t { Low, High };
  struct Step {
    int unknown = 0;
    Side side = Side::Low;
    int row = -1;       // -1: a decision
    int previous = -1;  // the earlier step of the same bound
    std::int64_t old_value = 0;
  };
  struct Activity {  // of a row: the least or the greatest sum its unknowns can reach
    Wide sum = 0;
    int infinite_count = 0;
    bool finite() const { return infinite_count == 0; }
  };
  struct Activities {
    Activity low, high;
  };
  enum class Contradiction : std::uint8_t { None, TooHigh, TooLow, Crossing };

  Activities activities(int row) const;
  bool propagate();
  bool visit(int row);
  bool narrow_from_above(int row, const Term& term, const Domain& domain, const Activity& least);
  bool narrow_from_below(int row, const Term& term, const Domain& domain, const Activity& greatest);
  bool set_bound(int row, int unknown, Side side, Wide value);
  void record(int row, int unknown, Side side, std::int64_t old_value);
  bool contradict(int row, Contradiction kind);
  void enqueue_rows_of(int unknown);
  void clear_queue();

  int latest_step_before(int step, int unknown, Side side) const;
  void need(std::vector<char>& needed, int before, int unknown, Side side) const;
  std::vector<int> rows_behind(std::vector<char> needed, int extra_row) const;

  const ExactSystem& system_;
  const ActiveRows* active_ = nullptr;
  std::vector<Domain> initial_domains_;
  std::vector<Domain> domains_;
  std::vector<Step> trail_;
  std::vector<std::array<int, 2>> latest_;  // per unknown and side: its last step on the trail, or -1
  std::vector<int> unit_rows_, joint_rows_;
  std::vector<int> queue_;
  std::size_t queue_head_ = 0;
  std::vector<char> queued_;
  int visits_left_ = 0;
  std::int64_t terms_left_ = 0;
  int conflict_row_ = -1;
  Contradiction conflict_kind_ = Contradiction::None;
};

}  // namespace mingzhang
