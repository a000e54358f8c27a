#pragma once
// One table of a release as a page with an anchor for every figure, and beside it as JSON and CSV.

#include <string>
#include <vector>

#include "base/result.h"
#include "site/output.h"
#include "site/page.h"
#include "site/release.h"

namespace mingzhang {

// The figures of one table, in the order of its rows.
struct PublishedTable {
  std::string id, number, title, unit;
  std::vector<const PublishedFigure*> figures;
};
std::vector<PublishedTable> tables_of(const Release& release);  // in the order of the disclosure

Result<void> write_table(const Release& release, const std::string& address, const PublishedTable& table, const SiteText& site, SiteOutput& output);

}  // namespace mingzhang
