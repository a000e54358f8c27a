#pragma once
// A release as `mingzhang compile -o` leaves it: a folder with release.json, the files for people and the open data. Everything in
// it comes from strangers: it is taken only when its files are those that release.json names, by their checksums.

#include <string>
#include <vector>

#include "base/result.h"
#include "cube/ledger.h"
#include "forms/knowledge.h"
#include "render/shares.h"

namespace mingzhang {

struct ReleaseFile {
  std::string name, bytes, sha256;
};

// One figure of a table, as claims.csv has it.
struct PublishedFigure {
  std::string name;  // "income_by_function-2080505-3": table, row, column
  std::string table, row_key;
  int column_number = 0;
  std::string title, number, panel, code, row, column, amount, unit, region;  // as printed; levels of `column` as column_words() has them
};

struct Release {
  std::string unit, form;
  Period period;
  std::vector<std::string> group;     // folders between the site's input and the release: region, department
  Ledger ledger;                      // with the lines that follow from others
  std::vector<PublishedFigure> figures;
  std::vector<ReleaseFile> files;     // to download
  bool edition_links = false;         // its web page has an anchor for every figure, and runs nothing
};

// A folder found below the input.
struct ReleaseFolder {
  std::string path;
  std::vector<std::string> group;
};

// Folders with a release.json, in the order of names. Drafts (folders so named) and hidden ones are left out. Links are not followed.
// Error: site.input.missing.
Result<std::vector<ReleaseFolder>> find_releases(const std::string& directory);

// Whose release it is: what release.json says of itself.
struct ReleaseHead {
  std::string unit, form;
  Period period;
};
// Errors: read.file.*, site.release.invalid, .not_released.
Result<ReleaseHead> read_release_head(const ReleaseFolder& folder, const Knowledge& knowledge);

// All of it. Errors: also site.release.changed.
Result<Release> read_release(const ReleaseFolder& folder, const Knowledge& knowledge);

}  // namespace mingzhang
