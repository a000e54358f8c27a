#pragma once
// Test support: builds Systems in the words of a disclosure, and makes large ones up.

#include <cstdint>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "check/system.h"

namespace mingzhang::test {

inline constexpr std::int64_t kYuan = 100;
inline constexpr std::int64_t kWan = 10000 * kYuan;
inline constexpr std::int64_t kHundredth = kWan / 100;  // 0.01 万元: the usual precision of a table

inline std::int64_t round_to(std::int64_t fen, std::int64_t quantum) {
  const std::int64_t half = fen < 0 ? -quantum / 2 : quantum / 2;
  return (fen + half) / quantum * quantum;
}

class Sheet {
 public:
  System system;

  // An amount that nobody prints.
  int unprinted(std::int64_t typical = 0) {
    system.unknowns.push_back({Interval::at_least(0), typical});
    return static_cast<int>(system.unknowns.size()) - 1;
  }

  // Claim: the amount is printed as `fen`, in steps of `quantum`. Returns the claim.
  int prints(int unknown, std::int64_t fen, std::int64_t quantum = kHundredth, int weight = 1) {
    const std::int64_t half = quantum / 2;
    return claim({{unknown, 1}}, Interval::closed(fen - half, fen + half), weight);
  }

  // A new amount and its claim; in systems where each amount is printed once, both have the same index.
  int amount(std::int64_t fen, std::int64_t quantum = kHundredth, int weight = 1) {
    const int unknown = unprinted(fen);
    prints(unknown, fen, quantum, weight);
    return unknown;
  }

  int claim(std::vector<Term> terms, Interval bounds, int weight = 1) {
    const int id = static_cast<int>(system.claim_weights.size());
    system.claim_weights.push_back(weight);
    system.rows.push_back({std::move(terms), bounds, id, -1});
    return id;
  }

  void is_sum_of(int whole, const std::vector<int>& parts) {
    std::vector<Term> terms = {{whole, 1}};
    for (const int part : parts) terms.push_back({part, -1});
    system.rows.push_back({std::move(terms), Interval::exactly(0), -1, static_cast<int>(system.rows.size())});
  }

  void contains(int whole, int part) {
    system.rows.push_back({{{whole, 1}, {part, -1}}, Interval::at_least(0), -1, static_cast<int>(system.rows.size())});
  }

  // Claim: "now is more than before by fen".
  int increases_by(int now, int before, std::int64_t fen, std::int64_t quantum = kHundredth) {
    return claim({{now, 1}, {before, -1}}, Interval::closed(fen - quantum / 2, fen + quantum / 2));
  }

  // Claim: now / before - 1, or part / whole when `share`, lies in [low, high] * 1e-8.
  int ratio(int a, int b, std::int64_t low, std::int64_t high, bool share = false) {
    const std::int64_t one = 100'000'000, add = share ? 0 : one;
    const int id = claim({{a, one}, {b, -(add + low)}}, Interval::at_least(0));
    system.rows.push_back({{{a, one}, {b, -(add + high)}}, Interval::at_most(0), id, -1});
    return id;
  }
};

// A made-up disclosure: functions by nature by source of two years, economic classes, repeated figures, changes and
// rates. About 900 unknowns and 2500 rows; consistent.
class MadeUpDisclosure {
 public:
  Sheet sheet;
  std::vector<int> table_claims;  // one for each printed cell

  explicit MadeUpDisclosure(unsigned seed, int classes = 6, std::int64_t quantum = kHundredth)
      : random_(seed), quantum_(quantum) {
    plant_tree(classes);
    for (int year = 0; year < 2; ++year) fill_year(year);
    for (int node = 0; node < static_cast<int>(children_.size()); ++node) compare(node);
  }

  // Makes the claim's figure wrong by `fen`.
  void spoil(int claim, std::int64_t fen) {
    for (LinearRow& row : sheet.system.rows) {
      if (row.claim != claim) continue;
      row.bounds = row.bounds + Interval::exactly(fen);
      for (const Term& term : row.terms) sheet.system.unknowns[term.unknown].printed += fen;
    }
  }

 private:
  static constexpr int kNatures = 3, kSources = 4;  // the first of each: all of them

  int plant(int parent) {
    children_.emplace_back();
    const int node = static_cast<int>(children_.size()) - 1;
    if (parent >= 0) children_[parent].push_back(node);
    return node;
  }

  void plant_tree(int classes) {
    const int root = plant(-1);
    for (int i = 0; i < classes; ++i) {
      const int top = plant(root);
      for (int j = 0; j < 3; ++j) {
        const int middle = plant(top);
        for (int k = 0; k < 2; ++k) plant(middle);
      }
    }
  }

  std::int64_t random_amount() {
    if (random_() % 3 == 0) return 0;
    const std::int64_t scale[] = {kYuan * 100, kYuan * 10000, kYuan * 1000000, kYuan * 100000000};
    return static_cast<std::int64_t>(random_() % 1000003) * scale[random_() % 4] / 1000 +
           static_cast<int>(random_() % 100);
  }

  using Key = std::vector<int>;  // year, node, nature, source

  std::int64_t truth(int year, int node, int nature, int source) {
    std::int64_t& value = truth_.try_emplace({year, node, nature, source}, -1).first->second;
    if (value >= 0) return value;
    std::int64_t sum = 0;
    if (nature == 0) {
      for (int n = 1; n < kNatures; ++n) sum += truth(year, node, n, source);
    } else if (source == 0) {
      for (int s = 1; s < kSources; ++s) sum += truth(year, node, nature, s);
    } else if (!children_[node].empty()) {
      for (const int child : children_[node]) sum += truth(year, child, nature, source);
    } else {
      sum = random_amount();
    }
    return truth_[{year, node, nature, source}] = sum;
  }

  void fill_year(int year) {
    const int sources = year == 0 ? kSources : 2;  // last year: general budget only
    for (int node = 0; node < static_cast<int>(children_.size()); ++node) {
      for (int nature = 0; nature < kNatures; ++nature) {
        for (int source = year == 0 ? 0 : 1; source < sources; ++source) print(year, node, nature, source);
      }
    }
    for (const auto& [key, unknown] : unknowns_) {
      if (key[0] == year) relate(key, unknown);
    }
  }

  void print(int year, int node, int nature, int source) {
    const std::int64_t exact = truth(year, node, nature, source);
    const std::int64_t printed = round_to(exact, quantum_);
    const int unknown = sheet.unprinted(printed);
    unknowns_[{year, node, nature, source}] = unknown;
    table_claims.push_back(sheet.prints(unknown, printed, quantum_));
    if (source == 1 || node == 0) sheet.prints(unknown, printed, quantum_);  // a second table
    if (node < 6)
      sheet.prints(unknown, round_to(exact, 100 * quantum_), 100 * quantum_);  // the narrative, in whole 万元
  }

  void relate(const Key& key, int unknown) {
    const auto parts = [&](std::size_t axis, const std::vector<int>& nodes) {
      std::vector<int> result;
      for (const int node : nodes) {
        Key part = key;
        part[axis] = node;
        result.push_back(unknowns_.at(part));
      }
      return result;
    };
    if (!children_[key[1]].empty()) sheet.is_sum_of(unknown, parts(1, children_[key[1]]));
    if (key[2] == 0) sheet.is_sum_of(unknown, parts(2, {1, 2}));
    if (key[3] == 0) sheet.is_sum_of(unknown, parts(3, {1, 2, 3}));
    if (key[3] == 1 && key[0] == 0) sheet.contains(unknowns_.at({0, key[1], key[2], 0}), unknown);
  }

  void compare(int node) {
    const int now = unknowns_.at({0, node, 0, 1}), before = unknowns_.at({1, node, 0, 1});
    const std::int64_t a = truth(0, node, 0, 1), b = truth(1, node, 0, 1);
    sheet.increases_by(now, before, round_to(a - b, quantum_), quantum_);
    if (b == 0) return;
    const std::int64_t step = 10000;  // 0.01 %
    const std::int64_t rate = round_to(static_cast<std::int64_t>((__int128{a} - b) * 100'000'000 / b), step);
    sheet.ratio(now, before, rate - step / 2 - 1, rate + step / 2 + 1);
  }

  std::mt19937 random_;
  std::int64_t quantum_;
  std::vector<std::vector<int>> children_;
  std::map<Key, std::int64_t> truth_;
  std::map<Key, int> unknowns_;
};

}  // namespace mingzhang::test
