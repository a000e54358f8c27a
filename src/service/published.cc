#include "service/published.h"

#include <charconv>

namespace mingzhang {
namespace {

constexpr int kUnitsFound = 20;

Error not_published() { return {"service.missing", "没有公开这样的内容", "请从单位的页面选择已公开的年度。", ""}; }

std::optional<RecordId> number_of(std::string_view text) {
  RecordId number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Result<PageOf<UnitRecord>> published_units(Service& service, std::string_view words, const Paging& page) {
  UnitFilter filter;
  filter.words = words;
  filter.with_publications = true;
  return service.store().read([&](StoreView& view) { return list_units(view, filter, page); });
}

Result<PublishedUnit> published_unit(Service& service, RecordId id) {
  return service.store().read([&](StoreView& view) -> Result<PublishedUnit> {
    TRY(auto published, list_published(view, id));
    if (published.empty()) return tl::unexpected(not_published());
    TRY(UnitRecord unit, find_unit(view, id));
    return PublishedUnit{std::move(unit), std::move(published)};
  });
}

Result<PublishedPageRecord> published_page(Service& service, const PublishedKey& key) {
  TRY(auto page, service.store().look_up([&](StoreView& view) { return find_published_page(view, key); }));
  if (!page) return tl::unexpected(not_published());
  return std::move(*page);
}

Result<PublishedPageRecord> published_page(Service& service, std::string_view unit, int year, FilingStage stage) {
  std::optional<RecordId> id = number_of(unit);
  if (!id) {
    TRY(const auto named, service.store().look_up([&](StoreView& view) { return find_unit_by_name(view, unit); }));
    if (!named) return tl::unexpected(not_published());
    id = named->id;
  }
  return published_page(service, PublishedKey{*id, year, stage, {}});
}

Result<SearchResults> search_published(Service& service, std::string_view words, const Paging& page) {
  return service.store().read([&](StoreView& view) -> Result<SearchResults> {
    SearchResults results;
    UnitFilter filter;
    filter.words = words;
    filter.with_publications = true;
    TRY(auto units, list_units(view, filter, {0, kUnitsFound}));
    results.units = std::move(units.items);
    TRY(results.claims, search_published_claims(view, words, page));
    return results;
  });
}

Result<std::vector<ComparedPage>> compared_pages(Service& service, const std::vector<RecordId>& units, int year, FilingStage stage) {
  return service.store().read([&](StoreView& view) -> Result<std::vector<ComparedPage>> {
    std::vector<ComparedPage> pages;
    for (const RecordId unit : units) {
      TRY(auto page, find_published_page(view, {unit, year, stage, {}}));
      pages.push_back({unit, page ? std::optional(std::move(page->json)) : std::nullopt});
    }
    return pages;
  });
}

}  // namespace mingzhang
