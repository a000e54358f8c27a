#include "understand/performance_rows.h"

#include <algorithm>
#include <utility>

#include "understand/performance_cells.h"

namespace mingzhang {
namespace {

// Costs in tenths of "one unusual thing". Their order matters, their exact size hardly does.
constexpr Cost kRowStart = 10;
constexpr Cost kUnplaced = 100;      // an atom that belongs nowhere
constexpr Cost kUnplacedSign = 10;   // the same, of signs only
constexpr Cost kFurniture = 1;       // a heading at the side of the table
constexpr Cost kLevelFragment = 6;   // a piece of a level whose lines were read across with its neighbour's
constexpr Cost kLevel2Skipped = 15;  // a new level 1 without a level 2

Cost missing_cost(IndicatorColumn column) {
  switch (column) {
    case IndicatorColumn::Name:
    case IndicatorColumn::Target:
      return 90;
    case IndicatorColumn::Weight:
      return 60;
    case IndicatorColumn::Basis:
    case IndicatorColumn::ScoringRule:
    case IndicatorColumn::Evidence:
      return 20;
    case IndicatorColumn::LastYear:
      return 10;
    default:
      return 0;
  }
}

// What it costs that the columns between a state (see RowCutter) and the next one stay empty.
Cost skip_cost_between(const std::vector<IndicatorColumn>& columns, std::size_t state, std::size_t next) {
  Cost cost = state == 0 ? kRowStart : 0;
  for (std::size_t skipped = state + 1; skipped < next; ++skipped) {
    const IndicatorColumn column = columns[skipped - 1];
    const bool new_level1 = state > 0 && columns[state - 1] == IndicatorColumn::Level1;
    cost += column == IndicatorColumn::Level2 && new_level1 ? kLevel2Skipped : missing_cost(column);
  }
  return cost;
}

// By state, then next; the next after the last column is the end of the row.
std::vector<Cost> all_skip_costs(const std::vector<IndicatorColumn>& columns) {
  std::vector<Cost> costs;
  for (std::size_t state = 0; state <= columns.size(); ++state) {
    for (std::size_t next = 0; next <= columns.size() + 1; ++next)
      costs.push_back(skip_cost_between(columns, state, next));
  }
  return costs;
}

// The cheapest path through positions (before each atom) and states: 0 between rows, n after the n-th column of a row.
class RowCutter {
 public:
  RowCutter(const Glyphs& glyphs, Run within, const std::vector<IndicatorColumn>& columns,
            const PerformanceWords& words)
      : glyphs_(glyphs),
        columns_(columns),
        words_(words),
        atoms_(split_into_atoms(glyphs, within, words)),
        costs_(glyphs, atoms_, words),
        skip_costs_(all_skip_costs(columns)),
        steps_((atoms_.size() + 1) * state_count()) {}

  IndicatorRows cut() {
    at(0, 0).cost = 0;
    for (std::size_t position = 0; position <= atoms_.size(); ++position) {
      close_rows(position);
      if (position < atoms_.size()) advance(position);
    }
    return trace();
  }

 private:
  enum class Kind : std::uint8_t { Cell, Close, Unplaced, Furniture, LevelFragment };
  struct Step {  // the cheapest way to be here, and its last step
    Cost cost = kImpossible;
    std::uint32_t from_position = 0;
    std::uint16_t from_state = 0;
    Kind kind = Kind::Cell;
  };

  std::size_t state_count() const { return columns_.size() + 1; }
  Step& at(std::size_t position, std::size_t state) { return steps_[position * state_count() + state]; }

  void relax(std::size_t position, std::size_t state, const Step& step) {
    if (step.cost < at(position, state).cost) at(position, state) = step;
  }

  Step step(std::size_t position, std::size_t state, Cost cost, Kind kind) {
    return {at(position, state).cost + cost, static_cast<std::uint32_t>(position), static_cast<std::uint16_t>(state),
            kind};
  }

  void close_rows(std::size_t position) {
    for (std::size_t state = 1; state < state_count(); ++state) {
      relax(position, 0, step(position, state, skip_cost(state, state_count()), Kind::Close));
    }
  }

  Cost skip_cost(std::size_t state, std::size_t next) const { return skip_costs_[state * (state_count() + 1) + next]; }

  void advance(std::size_t position) {
    costs_.begin_at(position);
    for (std::size_t next = 1; next < state_count(); ++next) fill_cell(position, next);
    const Run run = atoms_[position].run;
    const Cost unplaced = (has_word(run) ? kUnplaced : kUnplacedSign) + static_cast<Cost>(run.size());
    const std::size_t furniture = furniture_end(position);
    const bool level_fragment = is_level_fragment(position);
    for (std::size_t state = 0; state < state_count(); ++state) {
      if (at(position, state).cost >= kImpossible) continue;
      relax(position + 1, state, step(position, state, unplaced, Kind::Unplaced));
      if (furniture > position) relax(furniture, state, step(position, state, kFurniture, Kind::Furniture));
      if (level_fragment) relax(position + 1, state, step(position, state, kLevelFragment, Kind::LevelFragment));
    }
  }

  void fill_cell(std::size_t position, std::size_t next) {
    Step step = step_to_column(position, next);
    if (step.cost >= kImpossible) return;
    const Cost before = step.cost;
    const std::span<const Cost> costs = costs_.of(columns_[next - 1]);
    for (std::size_t n = 0; n < costs.size(); ++n) {
      if (costs[n] >= kImpossible) continue;
      step.cost = before + costs[n];
      relax(position + n + 1, next, step);
    }
  }

  // From the state from which it is cheapest to go on with this column; that does not depend on what the cell holds.
  Step step_to_column(std::size_t position, std::size_t next) {
    Step cheapest;
    for (std::size_t state = 0; state < next; ++state) {
      if (at(position, state).cost >= kImpossible) continue;
      const Step other = step(position, state, skip_cost(state, next), Kind::Cell);
      if (other.cost < cheapest.cost) cheapest = other;
    }
    return cheapest;
  }

  bool has_word(Run run) const {
    for (std::size_t i = run.begin; i < run.end; ++i) {
      if (is_word_character(glyphs_[i].value)) return true;
    }
    return false;
  }

  bool is_level_fragment(std::size_t position) const {
    const Run run = atoms_[position].run;
    return glyphs_.is_break(run.begin) && glyphs_.is_break(run.end) && glyphs_.begins_one_of(words_.level_ends, run);
  }

  std::size_t furniture_end(std::size_t position) const {
    const std::size_t end = glyphs_.match(words_.furniture, atoms_[position].run.begin, atoms_.back().run.end);
    for (std::size_t i = position; i < atoms_.size() && atoms_[i].run.end <= end; ++i) {
      if (atoms_[i].run.end == end) return i + 1;
    }
    return position;
  }

  Run run_between(std::size_t first, std::size_t end) const {
    return {atoms_[first].run.begin, atoms_[end - 1].run.end};
  }

  // The path backwards, from the end of the text with all rows closed.
  IndicatorRows trace() {
    IndicatorRows result;
    std::vector<Run> fragments;
    std::size_t position = atoms_.size(), state = 0;
    IndicatorRow row;
    while (position > 0 || state > 0) {
      const Step step = at(position, state);
      if (step.kind == Kind::Unplaced) result.unplaced.push_back(run_between(step.from_position, position));
      if (step.kind == Kind::LevelFragment) fragments.push_back(run_between(step.from_position, position));
      if (step.kind == Kind::Cell) {
        row.cells[static_cast<std::size_t>(columns_[state - 1])] = run_between(step.from_position, position);
        if (step.from_state == 0) result.rows.push_back(std::exchange(row, {}));
      }
      position = step.from_position;
      state = step.from_state;
    }
    std::reverse(result.rows.begin(), result.rows.end());
    std::reverse(result.unplaced.begin(), result.unplaced.end());
    std::reverse(fragments.begin(), fragments.end());
    give_fragments(fragments, result);
    return result;
  }

  // A fragment belongs to the row that goes on, or begins, after it.
  void give_fragments(const std::vector<Run>& fragments, IndicatorRows& result) const {
    auto row = result.rows.begin();
    for (const Run& fragment : fragments) {
      if (glyphs_.key(fragment).find_first_not_of(U"指标") == Word::npos) continue;  // says nothing
      while (row != result.rows.end() && end_of(*row) <= fragment.begin) ++row;
      if (row == result.rows.end()) {
        result.unplaced.push_back(fragment);
      } else {
        row->level_fragments.push_back(fragment);
      }
    }
  }

  static std::size_t end_of(const IndicatorRow& row) {
    std::size_t end = 0;
    for (const Run& cell : row.cells) end = std::max(end, cell.end);
    return end;
  }

  const Glyphs& glyphs_;
  const std::vector<IndicatorColumn>& columns_;
  const PerformanceWords& words_;
  std::vector<Atom> atoms_;
  CellCosts costs_;
  std::vector<Cost> skip_costs_;
  std::vector<Step> steps_;
};

}  // namespace

IndicatorRows cut_rows(const Glyphs& glyphs, Run within, const std::vector<IndicatorColumn>& columns,
                       const PerformanceWords& words) {
  if (within.empty()) return {};
  return RowCutter(glyphs, within, columns, words).cut();
}

}  // namespace mingzhang
