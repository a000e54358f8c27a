#pragma once
// Evidence and identities as words: where a figure stands, what it is called, and the sum or quotient that it breaks.

#include <optional>
#include <string>
#include <vector>

#include "check/model.h"
#include "check/report.h"

namespace mingzhang {

// Where a figure stands, or (claim nullptr) an empty cell.
FindingPlace place_of(const Disclosure& disclosure, const Claim* claim, CellRef cell);

class EvidenceText {
 public:
  EvidenceText(const Disclosure& disclosure, const Knowledge& knowledge, const Model& model)
      : disclosure_(disclosure), knowledge_(knowledge), model_(model) {}

  FindingPlace place(int evidence) const;
  std::string subject(int evidence) const;  // "表 3 · 2010450 事业运行 · 合计", "住房公积金 增长率"
  std::string name(int evidence) const;     // the same without the table: "2010450 事业运行 · 合计"
  std::string printed(int evidence, int beside = -1) const;  // "1,214.60", "（空）"; with its unit beside one of another unit
  int table(int evidence) const;            // -1 for figures in sentences
  const Claim* claim(int evidence) const;   // nullptr for empty cells and relations
  Interval interval(int evidence) const;    // of value evidence

  // What is said of an unknown; nullopt when nothing is, or when it contradicts itself.
  std::optional<Interval> known(int unknown) const;
  // The figure shown for an unknown in calculations: a printed one if there is any.
  int shown(int unknown, int except, int prefer_table) const;

  std::string sum_calculation(const Identity& identity, int cause, int cause_unknown) const;
  std::string ratio_calculation(int cause) const;  // of a change, rate or share; "" when its amounts are not printed

 private:
  std::string amount(std::int64_t fen, int like_evidence) const;

  const Disclosure& disclosure_;
  const Knowledge& knowledge_;
  const Model& model_;
};

}  // namespace mingzhang
