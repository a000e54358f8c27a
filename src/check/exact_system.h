#pragma once
// A System made ready for exact arithmetic: closed integer bounds, rows in one array, unknowns that know their rows.
// All sums are taken in 128 bits. A row whose coefficients could overflow them is left out, which can hide a conflict
// but never invent one.

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "check/system.h"

namespace mingzhang {

using Wide = __int128;
inline constexpr Wide kWideInfinity = Wide{1} << 125;

Wide floor_divide(Wide dividend, Wide divisor);
Wide ceil_divide(Wide dividend, Wide divisor);

// Bounds of a row's sum, both ends included.
struct Range {
  Wide low = -kWideInfinity;
  Wide high = kWideInfinity;
};

// Bounds of an unknown, both ends included. Finite ends are at most 2^62 away from zero.
struct Domain {
  static constexpr std::int64_t kNoLow = std::numeric_limits<std::int64_t>::min();
  static constexpr std::int64_t kNoHigh = std::numeric_limits<std::int64_t>::max();
  static constexpr std::int64_t kLimit = std::int64_t{1} << 62;

  std::int64_t low = kNoLow;
  std::int64_t high = kNoHigh;

  bool has_low() const { return low != kNoLow; }
  bool has_high() const { return high != kNoHigh; }
  bool is_single() const { return low == high; }
  std::int64_t nearest(std::int64_t value) const { return value < low ? low : value > high ? high : value; }
};

struct ExactSystem {
  struct Row {
    int first_term = 0;
    int term_count = 0;
    Range bounds;
    int claim = -1;
    int origin = 0;  // index of the row in the System
  };
  struct Unknown {
    Domain domain;
    std::int64_t printed = 0;
    int origin = 0;  // index of the unknown in the System
  };

  std::vector<Row> rows;
  std::vector<Term> terms;  // of each row by ascending unknown; no unknown twice, no zero coefficient
  std::vector<Unknown> unknowns;
  std::vector<int> first_row;  // unknown u stands in joint_rows[first_row[u]] .. joint_rows[first_row[u + 1] - 1]
  std::vector<int>
      joint_rows;  // only rows with two unknowns or more: the others are done with once they have been read

  std::span<const Term> terms_of(int row) const {
    return {terms.data() + rows[row].first_term, static_cast<std::size_t>(rows[row].term_count)};
  }
  std::span<const int> joint_rows_of(int unknown) const {
    return {joint_rows.data() + first_row[unknown], joint_rows.data() + first_row[unknown + 1]};
  }
};

ExactSystem make_exact(const System& system);

// These rows (ascending) and their unknowns alone.
ExactSystem select_rows(const ExactSystem& system, std::span<const int> rows);

// Rows that share unknowns, directly or through others, stand in one group. Groups by first row, rows ascending.
std::vector<std::vector<int>> connected_rows(const ExactSystem& system);

// Which rows are in force.
using ActiveRows = std::vector<char>;

// Whether the values (one for each unknown) satisfy the rows in force and all domains.
bool satisfies(const ExactSystem& system, const ActiveRows& active, std::span<const std::int64_t> values);

// The conflict of these rows in terms of the System.
Conflict conflict_of(const ExactSystem& system, std::span<const int> rows);

int claim_weight(const System& system, int claim);

}  // namespace mingzhang
