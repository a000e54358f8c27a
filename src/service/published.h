#pragma once
// What the public reads. Nothing here asks who asks.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/service.h"
#include "store/publications.h"
#include "store/units.h"

namespace mingzhang {

Result<PageOf<UnitRecord>> published_units(Service& service, std::string_view words, const Paging& page);

struct PublishedUnit {
  UnitRecord unit;
  std::vector<PublishedSummary> published;
};
// Error: service.missing, also for a unit that has published nothing.
Result<PublishedUnit> published_unit(Service& service, RecordId id);
Result<PublishedPageRecord> published_page(Service& service, const PublishedKey& key);  // Error: service.missing
// By the unit's name or number, as permanent links have it.
Result<PublishedPageRecord> published_page(Service& service, std::string_view unit, int year, FilingStage stage);

struct SearchResults {
  std::vector<UnitRecord> units;
  PageOf<PublishedClaimRecord> claims;
};
Result<SearchResults> search_published(Service& service, std::string_view words, const Paging& page);

struct ComparedPage {
  RecordId unit = 0;
  std::optional<std::string> json;  // none: it has not published this
};
Result<std::vector<ComparedPage>> compared_pages(Service& service, const std::vector<RecordId>& units, int year, FilingStage stage);

}  // namespace mingzhang
