#pragma once
// The frame that all pages of a site share.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/language.h"

namespace mingzhang {

struct SiteText {
  std::string title;  // of the site
  Language language = Language::Chinese;
  std::size_t listed_max = 3'000;  // units that the first page lists; with more it lists groups, which have pages of their own
};

struct PageParts {
  std::string title;
  int depth = 0;            // folders between the site's root and the page
  std::string breadcrumbs;  // HTML: links to what the page is part of; "" on the first page
  std::string main;         // HTML below the heading
  std::string heading = {};  // when it is not the title
};

std::string page_html(const SiteText& site, const PageParts& parts);

// "<a href=...>words</a>"; the words are escaped.
std::string anchor(std::string_view path, int depth, std::string_view words);

extern const std::string_view kSiteStyle;   // after kChartStyle, the file style.css
extern const std::string_view kSiteScript;  // the file site.js

// On the page of every site: nothing but what the site itself holds.
extern const std::string_view kSitePolicy;

}  // namespace mingzhang
