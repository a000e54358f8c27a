#pragma once
// What a site remembers of a release once its pages are written: enough for the pages of the unit, the comparison and the search.

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "render/overview.h"
#include "site/output.h"
#include "site/page.h"
#include "site/release.h"

namespace mingzhang {

struct UnitYear {
  std::string unit, address;       // its name; what its files are called
  std::vector<std::string> group;
  std::string page;                // "d/2024/云山县图书馆/budget.html"
  PeriodShares shares;
  std::int64_t staff = 0;          // in service at that time; 0: not said
  std::vector<std::string> projects;
};

std::string stage_word(const Period& period);                          // "budget", "final"
std::string folder_of(const std::string& address, const Period& period);  // "d/2024/云山县图书馆"
std::string table_page(const Period& period, const std::string& table);   // in that folder, without ending: "income", "final-income"

// Writes the release's own pages: the year with its pictures and downloads, each table as page, JSON and CSV. Error: write.file.failed.
Result<UnitYear> write_unit_year(const Release& release, const SiteText& site, SiteOutput& output);

}  // namespace mingzhang
