#pragma once
// The pages that bring units together: the first page with its search, a page for each unit with its years, the comparisons.

#include <vector>

#include "base/result.h"
#include "site/unit_year.h"

namespace mingzhang {

// A unit with all it published, oldest first; the budget of a year before its accounts.
struct UnitPages {
  std::string unit, address;
  std::vector<std::string> group;
  std::vector<const UnitYear*> years;
};
std::vector<UnitPages> units_of(const std::vector<UnitYear>& years);  // by group, then by name

// Errors: write.file.failed.
Result<void> write_index(const std::vector<UnitPages>& units, const SiteText& site, SiteOutput& output);
Result<void> write_unit(const UnitPages& unit, const SiteText& site, SiteOutput& output);
Result<void> write_comparisons(const std::vector<UnitYear>& years, const SiteText& site, SiteOutput& output);

}  // namespace mingzhang
