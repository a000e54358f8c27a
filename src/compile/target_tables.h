#pragma once
// The tables of performance targets (绩效目标表) of the whole unit and of each project, as the form lays them out.

#include <vector>

#include "compile/narrator.h"
#include "document/document.h"

namespace mingzhang {

// The claims and comparisons of a text become those of the disclosure.
void append_claims(const Said& said, int section, Disclosure& disclosure);

class TargetTables {
 public:
  TargetTables(const LedgerFile& file, const Form& form, const Wording& wording) : file_(file), form_(form), wording_(wording) {}

  // The unit's own table; none when it states no goal and no indicator.
  void add_whole_unit(Narrator& narrator, const Subject& subject, Disclosure& disclosure, std::vector<Block>& document) const;
  void add_projects(Narrator& narrator, const Subject& subject, Disclosure& disclosure, std::vector<Block>& document) const;

 private:
  struct Targets {
    const TargetLayout& layout;
    const std::string& title, goal;
    const std::vector<Indicator>& indicators;
  };
  void add_table(const Targets& targets, Narrator& narrator, const Subject& subject, PerformanceTable table, Disclosure& disclosure,
                 std::vector<Block>& document) const;

  const LedgerFile& file_;
  const Form& form_;
  const Wording& wording_;
};

}  // namespace mingzhang
