#pragma once
// Sums over published ledger lines by any dimensions, at any depth of their trees: a columnar copy of the newest published lines,
// in DuckDB, which follows the store by its audit trail and can always be made anew from it.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace mingzhang {

// "unit", "year", "stage", or a dimension of ledger lines: "flow", "source", "function", "economic", "nature", "project",
// "measure". At depth n a node counts as its ancestor of that depth (function: 1 class, 2 section, 3 item; unit: 1 the root);
// what lies higher counts as itself. Depth 0: as the lines have it.
struct RollupAxis {
  std::string dimension;
  int depth = 0;
};
inline constexpr std::size_t kRollupAxesMax = 4;

struct RollupQuestion {
  std::vector<RollupAxis> by;  // 1 to kRollupAxesMax
  std::optional<int> year;     // of the filings
  std::optional<FilingStage> stage;
  std::optional<RecordId> within;   // this unit and all below it
  std::vector<RecordId> units;      // these only; empty: all
  // Dimension -> this node and all below it: {"measure": "budget"}. Lines without a flow, as budgets have them, are of every flow.
  std::map<std::string, std::string> nodes;
  bool own_only = true;             // not the lines a filing has for comparison: of other years, of the budget beside final accounts
};

struct RollupCell {
  std::vector<std::string> nodes;  // one an axis: the id of the node, "" for the root; of a unit its number
  std::int64_t amount_fen = 0;
  std::int64_t lines = 0;
};

// The same for hundreds of thousands of cells: each node is written once.
struct RollupSums {
  struct Cell {
    std::array<std::uint32_t, kRollupAxesMax> nodes{};  // an axis: index into its nodes
    std::int64_t amount_fen = 0;
    std::int64_t lines = 0;
  };
  std::vector<std::vector<std::string>> nodes;  // an axis: ids, ascending
  std::vector<Cell> cells;                      // ascending by their nodes
  const std::string& node(const Cell& cell, std::size_t axis) const { return nodes[axis][cell.nodes[axis]]; }
};

// Safe to use from many threads.
class Rollup {
 public:
  // `path`: where the copy is kept, by one process at a time; "": in memory. Errors: rollup.library.missing, rollup.failed.
  static Result<Rollup> open(const std::string& path);
  Rollup(Rollup&&) noexcept;
  ~Rollup();

  // Takes in what was published since the last time. Cheap when that is nothing: one look at the audit trail.
  Result<void> follow(const Store& store);
  Result<void> rebuild(const Store& store);

  // Ordered by the nodes. Errors: rollup.dimension.unknown, rollup.failed.
  Result<RollupSums> sums(const RollupQuestion& question) const;
  Result<std::vector<RollupCell>> roll_up(const RollupQuestion& question) const;
  std::string unit_name(RecordId unit) const;  // as of the last follow(); its number where it is not known
  Result<std::int64_t> line_count() const;
  // The lines as Parquet files in folder/year=…/, for other tools.
  Result<void> write_parquet(const std::string& folder) const;

 private:
  struct State;
  explicit Rollup(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Where the copy of a store is kept when nothing else is said: beside an SQLite file; of PostgreSQL in memory.
std::string rollup_path(const DatabaseAddress& address);

}  // namespace mingzhang
